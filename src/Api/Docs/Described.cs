using System.Text.Json.Nodes;
using Maillage.Api.Http;
using Maillage.Schema.Publication;

namespace Maillage.Api.Docs;

/// <summary>Endpoint metadata: the answer is a page of this dataset.</summary>
internal sealed record ListOf(JeuDeDonnees Jeu);

/// <summary>Endpoint metadata: the answer is one record of this dataset.</summary>
internal sealed record OneOf(JeuDeDonnees Jeu);

/// <summary>Endpoint metadata: what is asked for may be at another address now.</summary>
/// <param name="Description">Why, and what the answer says of it, in French.</param>
internal sealed record MayMove(string Description);

/// <summary>Endpoint metadata: what is asked for may be kept no longer.</summary>
/// <param name="Description">What to do then, in French.</param>
internal sealed record MayBeLost(string Description);

/// <summary>Endpoint metadata: the body of the request is a file.</summary>
internal sealed record TakesFile;

/// <summary>Endpoint metadata: the answer is a file, which may be asked for in part.</summary>
internal sealed record FileOf;

/// <summary>Endpoint metadata: the answer is a report on a file.</summary>
/// <param name="Formats">The formats that it may be asked as.</param>
internal sealed record ReportOn(IReadOnlyList<OutputFormat> Formats);

/// <summary>Endpoint metadata: the answer is an object of ours.</summary>
/// <param name="Schema">Name of its type, which is that of its schema.</param>
/// <param name="Title">What it is, in French.</param>
/// <param name="Example">A real answer.</param>
/// <param name="IsOne">It is one of many, by an identifier that may be unknown.</param>
internal sealed record JsonOf(string Schema, string Title, Func<JsonNode> Example, bool IsOne)
{
    /// <summary>JSON, and what else it may be asked as.</summary>
    public IReadOnlyList<OutputFormat> Formats { get; init; } = [OutputFormat.Json];
}
