using System.Collections.Frozen;

namespace Maillage.Api.Http;

/// <summary>One query parameter: what the documentation says of it, and how its values are taken. A row of a table.</summary>
internal sealed record Parameter
{
    public required string Name { get; init; }

    /// <summary>French description, for OpenAPI.</summary>
    public required string Description { get; init; }

    public required string Example { get; init; }

    /// <summary>Other names accepted.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Repeated, or separated by commas: alternatives.</summary>
    public bool Multiple { get; init; }

    /// <summary>There is no answer without it.</summary>
    public bool Required { get; init; }

    /// <summary>Part of the question that the list answers; page and format are not.</summary>
    public bool IsFilter { get; init; } = true;

    /// <summary>JSON Schema type for OpenAPI.</summary>
    public string Type { get; init; } = "string";

    /// <summary>The closed list of values, when there is one.</summary>
    public Func<IEnumerable<string>>? Values { get; init; }

    /// <summary>Takes the values into the request; returns what is wrong with one of them.</summary>
    public required Func<ListRequest, IReadOnlyList<string>, ParameterError?> Take { get; init; }
}

/// <summary>The parameters of one endpoint, as metadata: requests are read with them, OpenAPI is written from them.</summary>
internal sealed record ParameterTable(IReadOnlyList<Parameter> Rows)
{
    /// <summary>The formats that the endpoint answers in.</summary>
    public IReadOnlyList<OutputFormat> Formats { get; init; } = OutputFormat.OfOne;

    /// <summary>Size of a page unless said.</summary>
    public int Limite { get; init; } = 50;

    /// <summary>The parameters without which there is no answer.</summary>
    public IReadOnlyList<Parameter> Required { get; } = [.. Rows.Where(row => row.Required)];

    private readonly FrozenDictionary<string, Parameter> byName = Rows.SelectMany(row => row.Aliases.Append(row.Name).Select(name => KeyValuePair.Create(name, row))).ToFrozenDictionary();

    /// <summary>The parameter of that name, or that has it as another name; null when there is none.</summary>
    public Parameter? Find(string name) => byName.GetValueOrDefault(name);
}
