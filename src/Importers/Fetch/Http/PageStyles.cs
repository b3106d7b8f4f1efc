using System.Globalization;

namespace Maillage.Importers.Fetch.Http;

/// <summary>How far a paged answer has been read.</summary>
/// <param name="Start">The address of the declaration.</param>
/// <param name="Page">Number of the page just read, from 1.</param>
/// <param name="Received">Records received so far.</param>
/// <param name="Answer">What the page says of the list.</param>
internal sealed record PageState(Uri Start, int Page, long Received, PageAnswer Answer);

/// <summary>How the pages of an answer follow one another.</summary>
/// <param name="Name">As a declaration says it.</param>
/// <param name="First">Address of the first page.</param>
/// <param name="Next">Address of the next one; null after the last.</param>
internal sealed record PageStyle(string Name, Func<Uri, Uri> First, Func<PageState, string?> Next);

/// <summary>The ways known, a row each. The size of a page is in the address that the declaration gives.</summary>
internal static class PageStyles
{
    private static readonly PageStyle[] All =
    [
        // data·inclusion: {"items":[…],"total":n,"page":1,"size":1000,"pages":n}
        new("page",
            start => WebAddress.With(start, "page", "1"),
            state => HasMore(state) ? WebAddress.With(state.Start, "page", Number(state.Page + 1)).AbsoluteUri : null),
        // Opendatasoft: {"total_count":n,"results":[…]}, 100 a page and 10 000 in all at most
        new("offset",
            start => WebAddress.With(start, "offset", "0"),
            state => HasMore(state) ? WebAddress.With(state.Start, "offset", Number(state.Received)).AbsoluteUri : null),
        // acceslibre: {"count":n,"next":"https://…"|null,"results":[…]}
        new("suivant",
            start => start,
            state => state.Answer.Next),
    ];

    /// <summary>Every way that a declaration may name.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(style => style.Name)];

    public static PageStyle? Find(string name) => Array.Find(All, style => style.Name == name);

    private static bool HasMore(PageState state) => state.Answer switch
    {
        { Count: 0 } => false,
        { Pages: { } pages } => state.Page < pages,
        { Total: { } total } => state.Received < total,
        _ => true,
    };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
