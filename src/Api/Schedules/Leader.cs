using Maillage.Store;

namespace Maillage.Api.Schedules;

/// <summary>Of all the nodes that share a database, one imports by itself: the one that the store made the leader.</summary>
internal sealed class Leader(IStore store) : IAsyncDisposable
{
    private readonly SemaphoreSlim asking = new(1, 1);
    private ILeadership? held;

    /// <summary>True when this node leads; it is made the leader when there is none.</summary>
    public async Task<bool> IsUsAsync(CancellationToken cancellationToken)
    {
        await asking.WaitAsync(cancellationToken);
        try
        {
            if (held is not null && await held.IsHeldAsync(cancellationToken))
            {
                return true;
            }

            await GiveBackAsync();
            held = await store.TryLeadAsync(cancellationToken);
            return held is not null;
        }
        catch (StoreException)
        {
            // The database does not answer: whoever led does no longer know it.
            return false;
        }
        finally
        {
            asking.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await GiveBackAsync();
        asking.Dispose();
    }

    private async Task GiveBackAsync()
    {
        if (held is { } lost)
        {
            held = null;
            await lost.DisposeAsync();
        }
    }
}
