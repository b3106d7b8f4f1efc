using Maillage.Catalogue;
using Maillage.Schema.Lieux;
using Maillage.Store;

namespace Maillage.Api.Feed;

/// <summary>What is known of the database beside the lieux.</summary>
internal sealed class FeedState
{
    private volatile IReadOnlyList<SourceCard> sources = [];

    // Written by the feeder, read by requests: a nullable instant is too large to be written at once, a reference is not.
    private volatile object? unreachableSince;

    /// <summary>The sources behind what is served.</summary>
    public IReadOnlyList<SourceCard> Sources
    {
        get => sources;
        set => sources = value;
    }

    /// <summary>True when demonstration data is served, which every page must say.</summary>
    public bool IsDemonstration => sources.Any(source => source.Demonstration);

    /// <summary>Since when the database does not answer; null when it does.</summary>
    public DateTimeOffset? UnreachableSince
    {
        get => (DateTimeOffset?)unreachableSince;
        set => unreachableSince = value;
    }
}

/// <summary>Follows the journal: loads the catalogue at start, then each second what has changed since.</summary>
internal sealed partial class CatalogueFeeder(
    IStore store, Versions versions, FeedState state, TimeProvider clock, ILogger<CatalogueFeeder> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>Brings the catalogue to the last version of the journal.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        var head = await store.HeadAsync(cancellationToken);
        state.Sources = await store.SourcesAsync(cancellationToken);
        var served = versions.Current;
        if (served is not null && served.Origin == head.Origin && served.Version == head.Seq)
        {
            return;
        }

        // Another database at the same place, or one restored from an older copy: its numbers do not continue ours.
        var continues = served is not null && served.Origin == head.Origin && served.Version < head.Seq;
        var current = continues && served is not null ? served : Snapshot.Build(head.Origin, 0, [], []);
        List<Lieu> published = [];
        List<string> withdrawn = [];
        var version = current.Version;
        await foreach (var entry in store.ReadAsync(current.Version, cancellationToken))
        {
            version = entry.Seq;
            if (entry.Lieu is { } lieu)
            {
                published.Add(lieu);
            }
            else
            {
                withdrawn.Add(entry.Id);
            }
        }

        versions.Publish(current.Apply(Math.Max(version, head.Seq), published, withdrawn));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, clock);
        do
        {
            try
            {
                await FollowAsync(stoppingToken);
                state.UnreachableSince = null;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The last snapshot goes on being served; the next look may succeed.
                if (state.UnreachableSince is null)
                {
                    state.UnreachableSince = clock.GetUtcNow();
                    Unreachable(logger, failure);
                }
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "La base ne répond plus ; les dernières données restent servies.")]
    private static partial void Unreachable(ILogger logger, Exception failure);
}
