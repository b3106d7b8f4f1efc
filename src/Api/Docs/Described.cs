using Maillage.Api.Http;
using Maillage.Schema.Publication;

namespace Maillage.Api.Docs;

/// <summary>Endpoint metadata: the answer is a page of this dataset.</summary>
internal sealed record ListOf(JeuDeDonnees Jeu);

/// <summary>Endpoint metadata: the answer is one record of this dataset.</summary>
internal sealed record OneOf(JeuDeDonnees Jeu);

/// <summary>Endpoint metadata: the answer is an object of ours.</summary>
/// <param name="Schema">Name of its type, which is that of its schema.</param>
/// <param name="Title">What it is, in French.</param>
internal sealed record JsonOf(string Schema, string Title)
{
    /// <summary>JSON, and what else it may be asked as.</summary>
    public IReadOnlyList<OutputFormat> Formats { get; init; } = [OutputFormat.Json];

    /// <summary>It tells the state of the service, not what is published: it is never kept.</summary>
    public bool IsOfTheMoment { get; init; }
}

/// <summary>Endpoint metadata: the answer is a table of its own, as CSV.</summary>
/// <param name="Title">What it is, in French.</param>
internal sealed record TableOf(string Title);

/// <summary>Endpoint metadata: what is asked for may be at another address now.</summary>
/// <param name="Status">308 for good, 307 for the moment.</param>
/// <param name="Description">Why, and what the answer says of it, in French.</param>
internal sealed record MayMove(int Status, string Description);

/// <summary>Endpoint metadata: problems of this endpoint alone, beside those of parameters, formats and versions.</summary>
internal sealed record MayFail(params IReadOnlyList<ProblemType> Types);

/// <summary>Endpoint metadata: headers of this endpoint alone.</summary>
internal sealed record AlsoSays(params IReadOnlyList<string> Headers);

/// <summary>Endpoint metadata: the body of the request is a file.</summary>
internal sealed record TakesFile;

/// <summary>Endpoint metadata: the answer is a file, which may be asked for in part.</summary>
/// <param name="Formats">The formats that files are in.</param>
internal sealed record FileOf(params IReadOnlyList<OutputFormat> Formats);

/// <summary>Endpoint metadata: the answer is a report on a file.</summary>
/// <param name="Formats">The formats that it may be asked as.</param>
internal sealed record ReportOn(IReadOnlyList<OutputFormat> Formats);
