using System.Globalization;
using Maillage.Schema.Parsing;
using Maillage.Store;

namespace Maillage.Importers.Runs;

/// <summary>The right to import a source, held from before its download to after its publication, and renewed meanwhile.</summary>
internal sealed class RunLease : IAsyncDisposable
{
    // A holder of another machine that died is waited for as long.
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenRenewals = TimeSpan.FromSeconds(30);

    private readonly IStore store;
    private readonly Lease lease;
    private readonly CancellationTokenSource losing;
    private readonly CancellationTokenSource ending = new();
    private readonly Task renewing;

    private RunLease(IStore store, Lease lease, TimeProvider clock, CancellationToken cancellationToken)
    {
        this.store = store;
        this.lease = lease;
        losing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        renewing = RenewAsync(clock);
    }

    /// <summary>Runs an import while holding the lease of its source.</summary>
    /// <param name="store">Where leases are.</param>
    /// <param name="source">Id of the source.</param>
    /// <param name="clock">Tells when to renew.</param>
    /// <param name="import">The import; stopped when the lease goes to another while this machine sleeps.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Why the import was refused, or did not take place.</returns>
    public static async Task<ImportFailure?> HoldAsync(
        IStore store, string source, TimeProvider clock, Func<CancellationToken, Task<ImportFailure?>> import, CancellationToken cancellationToken)
    {
        var (taken, holder) = await TakeAsync(store, source, clock, cancellationToken);
        if (taken is null)
        {
            return new ImportFailure(source, Busy(holder));
        }

        await using (taken)
        {
            try
            {
                return await import(taken.losing.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return new ImportFailure(source, Busy(null));
            }
        }
    }

    private static async Task<(RunLease? Taken, Lease? HeldBy)> TakeAsync(IStore store, string source, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var wanted = new Lease(source, RunHolder.New(), RunHolder.Name, now, now + Length);
        var held = await store.TakeLeaseAsync(wanted, null, cancellationToken);
        if (held.Holder != wanted.Holder && RunHolder.IsDead(held.Holder))
        {
            held = await store.TakeLeaseAsync(wanted, held.Holder, cancellationToken);
        }

        return held.Holder == wanted.Holder ? (new RunLease(store, wanted, clock, cancellationToken), null) : (null, held);
    }

    // What is said to whoever comes second.
    private static Issue Busy(Lease? holder) => new("*", IssueCodes.ImportEnCours, holder is null
        ? "un autre import a pris la suite"
        : string.Create(CultureInfo.InvariantCulture, $"{holder.Name}, depuis le {TimeZoneInfo.ConvertTime(holder.Since, TimeZoneInfo.Local):dd/MM/yyyy à HH:mm:ss}"));

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await renewing;
        losing.Dispose();
        ending.Dispose();
        try
        {
            // Whatever stopped the run: the next one need not wait.
            await store.ReleaseLeaseAsync(lease, CancellationToken.None);
        }
        catch (StoreException)
        {
            // It expires by itself; what the run did, or why it failed, is what must be said.
        }
    }

    private async Task RenewAsync(TimeProvider clock)
    {
        using var timer = new PeriodicTimer(BetweenRenewals, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                if (!await IsKeptAsync(clock))
                {
                    await losing.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private async Task<bool> IsKeptAsync(TimeProvider clock)
    {
        try
        {
            return await store.RenewLeaseAsync(lease, clock.GetUtcNow() + Length, ending.Token);
        }
        catch (StoreException)
        {
            // Unreachable is not lost: the import itself will say so if it lasts, and the next renewal may succeed.
            return true;
        }
    }
}
