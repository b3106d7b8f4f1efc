using Maillage.Schema.Fields;

namespace Maillage.Importers.Validate;

/// <summary>One value that the repaired file writes in another form: a row of <c>OUT.reparations.csv</c>.</summary>
public sealed record Repair
{
    /// <summary>Line in the file, from 1; unknown where lines mean nothing (JSON).</summary>
    [Champ("Ligne")]
    public int? Ligne { get; init; }

    /// <summary>Where it stands, for a person.</summary>
    [Champ("Place")]
    public string? Place { get; init; }

    /// <summary>Identifier of the record in the file.</summary>
    [Champ("Identifiant")]
    public string? Id { get; init; }

    /// <summary>Field of the schema.</summary>
    [Champ("Champ")]
    public string? Champ { get; init; }

    /// <summary>What the file says.</summary>
    [Champ("Avant")]
    public string? Avant { get; init; }

    /// <summary>What the repaired file says.</summary>
    [Champ("Après")]
    public string? Apres { get; init; }

    /// <summary>Code of the repair.</summary>
    [Champ("Code")]
    public string? Code { get; init; }
}
