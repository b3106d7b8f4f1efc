using System.Runtime;
using Maillage.Catalogue;
using Maillage.Store;

namespace Maillage.Api.Feed;

/// <summary>What is known of the sources at one moment.</summary>
/// <param name="Origin">Short id of the database.</param>
/// <param name="All">Every source that has a run, by id.</param>
internal sealed record KnownSources(string Origin, IReadOnlyList<SourceState> All)
{
    /// <summary>Number of the last run known.</summary>
    public long Run { get; } = All.Max(source => source.Runs.Max(run => (long?)run.Id)) ?? 0;

    /// <summary>Tells this moment from another in the tag of an answer.</summary>
    public string Tag => string.Create(System.Globalization.CultureInfo.InvariantCulture, $".{Run}");

    /// <summary>The sources behind what is served: those of which no run was ever accepted gave nothing.</summary>
    public IReadOnlyList<SourceCard> Served { get; } = [.. All.Where(source => source.ImporteeLe is not null).Select(source => source.Card)];
}

/// <summary>What is known of the database beside the lieux.</summary>
internal sealed class FeedState
{
    private volatile KnownSources known = new("", []);

    // Written by the feeder, read by requests: a nullable instant is too large to be written at once, a reference is not.
    private volatile object? unreachableSince;
    private long erasedAt;

    /// <summary>The sources and their last runs.</summary>
    public KnownSources Known
    {
        get => known;
        set => known = value;
    }

    /// <summary>Sequence number of the last erasure: what was written before still holds what was erased. 0: there was none.</summary>
    public long ErasedAt
    {
        get => Interlocked.Read(ref erasedAt);
        set => Interlocked.Exchange(ref erasedAt, value);
    }

    /// <summary>The sources behind what is served.</summary>
    public IReadOnlyList<SourceCard> Sources => known.Served;

    /// <summary>True when demonstration data is served, which every page must say.</summary>
    public bool IsDemonstration => known.Served.Any(source => source.Demonstration);

    /// <summary>Since when the database does not answer; null when it does.</summary>
    public DateTimeOffset? UnreachableSince
    {
        get => (DateTimeOffset?)unreachableSince;
        set => unreachableSince = value;
    }
}

/// <summary>Follows the journal and the runs: loads the catalogue at start, then what has changed since, as soon as the store tells.</summary>
internal sealed partial class CatalogueFeeder(
    IStore store, Versions versions, FeedState state, PublicationPace pace, TimeProvider clock, ILogger<CatalogueFeeder> logger) : BackgroundService
{
    // The store knows how soon it must look again by itself.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private long? published;

    /// <summary>Brings the catalogue to the last version of the journal.</summary>
    /// <returns>Where the journal stood.</returns>
    public async Task<JournalHead> FollowAsync(CancellationToken cancellationToken)
    {
        versions.Forget();
        var head = await store.HeadAsync(cancellationToken);
        // A run may change nothing in the journal: its freshness shows all the same.
        if (state.Known.Origin != head.Origin || state.Known.Run != head.Run)
        {
            var before = state.Known;
            state.Known = new KnownSources(head.Origin, await store.SourcesAsync(cancellationToken));
            TellRuns(before, state.Known);
        }

        var begun = clock.GetTimestamp();
        var served = versions.Current;
        if (served is not null && served.Origin == head.Origin && served.Version == head.Seq)
        {
            return head;
        }

        // Another database at the same place, or one restored from an older copy: its numbers do not continue ours.
        var continues = served is not null && served.Origin == head.Origin && served.Version < head.Seq;
        var (complete, isErased) = await ReadAsync(continues && served is not null ? served : Snapshot.EmptyOf(head.Origin), head, cancellationToken);
        if (served is null)
        {
            // The calls that end where this one goes on still hold what was gathered: they return first.
            await Task.Yield();
            // What all of France was read with is given back to the system, which would lend it as long as nobody else asks; the batches it came in
            // were large objects, between those that stay, which are moved only when asked.
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            versions.Publish(complete);
            // Served before that: only who asks for hours waits for it.
            complete.Prepare();
        }
        else
        {
            // Nobody waits for what is new in it, and threads that give way understand it.
            complete.Prepare();
            versions.Publish(complete, alone: isErased);
        }

        published = clock.GetTimestamp();
        var taken = clock.GetElapsedTime(begun);
        Published(logger, complete.Version, complete.Lieux.Count, complete.Services.Count, complete.Demarches.Count, taken.TotalSeconds);
        return head;
    }

    // Those of every node and of every command: the store has them all. At start, the last of each source.
    private void TellRuns(KnownSources before, KnownSources now)
    {
        foreach (var source in now.All)
        {
            foreach (var run in before.Origin == now.Origin ? source.Runs.Where(run => run.Id > before.Run).Reverse() : source.Runs.Take(1))
            {
                var (resultat, taken, rejected) = (run.Resultat == RunOutcome.Reussie ? "accepté" : "refusé", run.Fin - run.Debut, run.Rejetees.Values.Sum());
                Imported(logger, source.Card.Id, resultat, run.Fin.UtcDateTime, taken.TotalSeconds, run.Lues, run.Publiees, rejected, run.Crees, run.Modifies, run.Retires, run.Echec?.Code);
            }
        }
    }

    // Apart: what was gathered is nobody's any more when it returns.
    private async Task<(Snapshot Complete, bool IsErased)> ReadAsync(Snapshot current, JournalHead head, CancellationToken cancellationToken)
    {
        var (complete, erasedAt) = await SnapshotReader.ReadAsync(store, current, head, state.Sources, cancellationToken);
        // Those of a database that was there before are not its own.
        state.ErasedAt = erasedAt ?? (current.Version == 0 ? 0 : state.ErasedAt);
        return (complete, erasedAt is not null);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var head = await QuietScheduler.Shared.RunAsync(() => FollowAsync(stoppingToken), stoppingToken);
                state.UnreachableSince = null;
                await store.WaitAsync(head, LongestWait, stoppingToken);
                await PaceAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // The last snapshot goes on being served; the next try may succeed.
                if (state.UnreachableSince is null)
                {
                    state.UnreachableSince = clock.GetUtcNow();
                    // What the store says is meant for a person; where it was said helps nobody.
                    Unreachable(logger, failure.Message, failure is StoreException ? null : failure);
                }

                await Task.Delay(BetweenTries, clock, stoppingToken);
            }
        }
    }

    // A first change is published at once; those that follow wait for their turn together.
    private Task PaceAsync(CancellationToken cancellationToken) => published is { } last && pace.Between - clock.GetElapsedTime(last) is var left && left > TimeSpan.Zero
        ? Task.Delay(left, clock, cancellationToken)
        : Task.CompletedTask;

    [LoggerMessage(EventId = 1, EventName = "publication", Level = LogLevel.Information, Message = "Version {Version} publiée : {Lieux} lieux, {Services} services, {Demarches} démarches, {Secondes:0.00} s.")]
    private static partial void Published(ILogger logger, long version, int lieux, int services, int demarches, double secondes);

    [LoggerMessage(EventId = 2, EventName = "import", Level = LogLevel.Information,
        Message = "Import de {Source} {Resultat}, fini à {Fin:O} en {Secondes:0.0} s : {Lues} lues, {Publiees} publiées, {Rejetees} rejetées ; {Crees} créations, {Modifies} modifications, {Retires} retraits. {Motif}")]
    private static partial void Imported(
        ILogger logger, string source, string resultat, DateTime fin, double secondes, long lues, long publiees, long rejetees, long crees, long modifies, long retires, string? motif);

    [LoggerMessage(EventId = 7, EventName = "base-injoignable", Level = LogLevel.Error, Message = "La base ne répond plus ; les dernières données restent servies. {Motif}")]
    private static partial void Unreachable(ILogger logger, string motif, Exception? failure);
}
