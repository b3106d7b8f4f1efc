namespace Maillage.Importers.Fetch.Http;

/// <summary>How patient a download is.</summary>
public sealed record FetcherOptions
{
    /// <summary>Times that one address is asked before it is given up.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Pause before the second attempt; about doubled before each other.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A server that asks for a longer pause is left alone until the next run.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest silence of a server.</summary>
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest time for a whole source.</summary>
    public TimeSpan LongestDownload { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Address of a page that says who fetches; it goes with every request. Null: none.</summary>
    public Uri? Contact { get; init; }

    /// <summary>Redirections followed in a row.</summary>
    public int Redirections { get; init; } = 10;

    /// <summary>Pages of a paged answer.</summary>
    public int Pages { get; init; } = 100_000;
}
