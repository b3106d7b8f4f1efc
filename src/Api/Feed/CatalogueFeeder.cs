using Maillage.Catalogue;
using Maillage.Schema.Lieux;
using Maillage.Store;

namespace Maillage.Api.Feed;

/// <summary>Since when the database does not answer; null when it does.</summary>
internal sealed class FeedState
{
    public DateTimeOffset? UnreachableSince { get; set; }
}

/// <summary>Follows the journal: loads the catalogue at start, then each second what has changed since.</summary>
internal sealed partial class CatalogueFeeder(
    IStore store, Versions versions, FeedState state, TimeProvider clock, ILogger<CatalogueFeeder> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>Brings the catalogue to the last version of the journal.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        var current = versions.Current ?? Snapshot.Empty;
        var last = await store.LastSeqAsync(cancellationToken);
        if (versions.Current is not null && last == current.Version)
        {
            return;
        }

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

        versions.Publish(current.Apply(Math.Max(version, last), published, withdrawn));
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
