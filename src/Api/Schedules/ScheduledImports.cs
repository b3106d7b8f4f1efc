using Maillage.Importers.Fetch.Schedules;
using Maillage.Importers.Sources;
using Maillage.Store;

namespace Maillage.Api.Schedules;

/// <summary>Imports the sources of a server when their declaration says so, one after the other, as long as it runs.</summary>
/// <param name="store">Tells what the last runs were, those of other nodes included.</param>
/// <param name="sources">The sources to look after; those without a schedule are left alone.</param>
/// <param name="import">Imports one source, and says what happened.</param>
/// <param name="leads">True when it is for this node to do it, of all those that share the store.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class ScheduledImports(
    IStore store, IEnumerable<SourceDeclaration> sources, Func<SourceDeclaration, CancellationToken, Task> import, Func<CancellationToken, Task<bool>> leads,
    TimeProvider clock)
{
    // No schedule is finer than a quarter of an hour; and a leader that is gone is replaced soon enough.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);

    // What the store does not tell (a database that does not answer, a source that another node imports) must not be tried at each look.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(5);

    private readonly List<(SourceDeclaration Source, Schedule Schedule)> scheduled =
        [.. from source in sources where source.Fetch.Planification is not null select (source, source.Fetch.Planification)];

    private readonly Dictionary<string, DateTimeOffset> tried = [];

    /// <summary>Looks after the sources until it is stopped.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (scheduled.Count == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(BetweenLooks, clock);
        do
        {
            await LookAsync(cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Imports what is due now.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (!await leads(cancellationToken))
        {
            return;
        }

        var states = await StatesAsync(cancellationToken);
        foreach (var (source, schedule) in states is null ? [] : scheduled)
        {
            var now = clock.GetUtcNow();
            var isFresh = tried.TryGetValue(source.Id, out var last) && now - last < ShortestPause;
            if (!isFresh && NextRun.Of(schedule, Past(states?.FirstOrDefault(state => state.Card.Id == source.Id)?.Runs ?? []), now) <= now
                && await leads(cancellationToken))
            {
                await import(source, cancellationToken);
                tried[source.Id] = clock.GetUtcNow();
            }
        }
    }

    // Null: the database does not answer; the next look may find it.
    private async Task<IReadOnlyList<SourceState>?> StatesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await store.SourcesAsync(cancellationToken);
        }
        catch (Exception unreachable) when (unreachable is StoreException or System.Data.Common.DbException)
        {
            return null;
        }
    }

    private static PastRuns Past(IReadOnlyList<SourceRun> runs) => runs is [var last, ..]
        ? new PastRuns(last.Debut, last.Fin, runs.TakeWhile(run => run.Resultat == RunOutcome.Refusee).Count())
        : default;
}
