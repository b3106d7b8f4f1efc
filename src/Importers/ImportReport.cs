using Maillage.Importers.Fetch.Http;
using Maillage.Importers.Runs;
using Maillage.Schema.Parsing;
using Maillage.Store;

namespace Maillage.Importers;

/// <summary>How far an import is.</summary>
/// <param name="Source">Id of the source.</param>
/// <param name="Read">Records read so far.</param>
/// <param name="Share">Share of the file read, 0 to 1.</param>
public readonly record struct ImportProgress(string Source, long Read, double Share)
{
    /// <summary>Addresses asked of the geocoder so far; null when this is not a step of the geocoding.</summary>
    public long? Asked { get; init; }

    /// <summary>How far the download is; null when this is not a step of it.</summary>
    public FetchProgress? Fetching { get; init; }
}

/// <summary>How far a download is.</summary>
/// <param name="Done">Bytes received, or records of a paged list.</param>
/// <param name="Whole">How many in all, where the server says so.</param>
/// <param name="InRecords">They are records.</param>
public sealed record FetchProgress(long Done, long? Whole, bool InRecords);

/// <summary>What the geocoder was asked in one import.</summary>
public sealed class GeocodingReport
{
    /// <summary>Addresses asked, each once.</summary>
    public long Asked { get; internal set; }

    /// <summary>Lieux that it located.</summary>
    public long Located { get; internal set; }

    /// <summary>Lieux that it did not locate for certain, by reason.</summary>
    public SortedDictionary<string, long> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>Lieux whose address had no answer: they are asked again at the next import.</summary>
    public long Waiting { get; internal set; }

    /// <summary>Why the geocoder stopped answering; null when it did not.</summary>
    public string? Failure { get; internal set; }
}

/// <summary>Why an import was refused whole: the place, and the issue.</summary>
public sealed record ImportFailure(string Place, Issue Issue)
{
    /// <summary>Where in the file, when it is one place of it; unlike the place, it names no folder.</summary>
    public string? InFile { get; init; }

    public override string ToString() => $"{Place} : {Issue}";
}

/// <summary>One record that was rejected: where, which, why.</summary>
public sealed record Rejection(string Place, string? Id, Issue Issue);

/// <summary>What an import did. <c>Read = Published + NonPublie + Rejected</c>, whatever changed.</summary>
public sealed class ImportReport(string source)
{
    private const int RejectionsKept = 1000;
    private const int ChangesKept = 20;
    private readonly List<Rejection> rejections = [];
    private readonly IssueTally tally = new();
    private readonly List<EntityChange> changes = [];

    public string Source { get; } = source;

    public long Read => Published + NonPublie.Values.Sum() + Rejected.Values.Sum();

    /// <summary>Records that are behind a published lieu.</summary>
    public long Published { get; private set; }

    /// <summary>Sound records that are not published, by reason.</summary>
    public SortedDictionary<string, long> NonPublie { get; } = new(StringComparer.Ordinal);

    /// <summary>Rejected records, by reason.</summary>
    public SortedDictionary<string, long> Rejected { get; } = new(StringComparer.Ordinal);

    /// <summary>Published records of which at least one value was repaired.</summary>
    public long Repaired => tally.Repaired;

    /// <summary>What was found in all the records, changed or not, by field and code, the most frequent first.</summary>
    public IReadOnlyList<IssueCount> IssuesByField => tally.Counts();

    /// <summary>The same by code.</summary>
    public SortedDictionary<string, long> Issues =>
        new(IssuesByField.GroupBy(count => count.Code).ToDictionary(same => same.Key, same => same.Sum(count => count.Nombre)), StringComparer.Ordinal);

    /// <summary>Journal entries written, by operation.</summary>
    public SortedDictionary<Operation, long> Operations { get; } = [];

    /// <summary>The first entities of each operation.</summary>
    public IReadOnlyList<EntityChange> Changes => changes;

    /// <summary>What the geocoder was asked, and what became of it.</summary>
    public GeocodingReport Geocoding { get; } = new();

    /// <summary>What was downloaded, and how.</summary>
    public FetchReport Fetch { get; } = new();

    /// <summary>Records, new or changed, that complete or belong to a record which no published lieu is of.</summary>
    public long WithoutTarget { get; internal set; }

    /// <summary>Records identical to the last time.</summary>
    public long Unchanged { get; internal set; }

    /// <summary>The first rejected records, one by one.</summary>
    public IReadOnlyList<Rejection> Rejections => rejections;

    /// <summary>Why nothing was written; null when the import went through.</summary>
    public ImportFailure? Failure { get; internal set; }

    /// <param name="state">What became of the record.</param>
    /// <param name="reason">Why it is not published.</param>
    /// <param name="issues">What is kept of its issues.</param>
    internal void Count(RecordState state, string? reason, string issues)
    {
        tally.Add(state, issues);
        switch (state)
        {
            case RecordState.Publie:
                Published++;
                break;
            case RecordState.NonPublie:
                Add(NonPublie, reason ?? "");
                break;
            default:
                Add(Rejected, reason ?? "");
                break;
        }
    }

    internal void Reject(Rejection rejection)
    {
        if (rejections.Count < RejectionsKept)
        {
            rejections.Add(rejection);
        }
    }

    internal void Count(EntityChange? change)
    {
        if (change is null)
        {
            return;
        }

        var count = Operations[change.Operation] = Operations.GetValueOrDefault(change.Operation) + 1;
        if (count <= ChangesKept)
        {
            changes.Add(change);
        }
    }

    internal static void Add(SortedDictionary<string, long> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
