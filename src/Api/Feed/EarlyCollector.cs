namespace Maillage.Api.Feed;

/// <summary>
/// While threads that give way are at work, has what was allocated collected a little at a time, and from a thread that gives way to nobody.
/// The collector stops everyone and works on the thread whose allocation was one too many: on one that gives way, readers would wait for as long as others take the processors from it. Once they are let go,
/// such a thread still holds what every allocation waits for, and .NET has those who find it held sleep five milliseconds.
/// </summary>
internal sealed class EarlyCollector
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(1);

    private readonly object gate = new();
    private readonly long budget;
    private readonly Action collect;
    private int atWork;

    /// <param name="budget">What may be allocated between two collections, in bytes: less than the collector would wait for, which is 16 MB where the processor has a cache of 32.</param>
    /// <param name="collect">Collects what is young.</param>
    public EarlyCollector(long budget, Action collect)
    {
        (this.budget, this.collect) = (budget, collect);
        new Thread(Watch) { IsBackground = true, Name = "ramassage" }.Start();
    }

    /// <summary>The calling thread works, and gives way, until it is done.</summary>
    public void Work(Action act)
    {
        lock (gate)
        {
            atWork++;
            Monitor.Pulse(gate);
        }

        try
        {
            act();
        }
        finally
        {
            lock (gate)
            {
                atWork--;
            }
        }
    }

    private void Watch()
    {
        var (collections, before) = Now();
        while (true)
        {
            lock (gate)
            {
                while (atWork == 0)
                {
                    Monitor.Wait(gate);
                    // What was allocated while nobody was at work is for the collector to see to.
                    (collections, before) = Now();
                }
            }

            Thread.Sleep(BetweenLooks);
            if (GC.CollectionCount(0) == collections)
            {
                if (GC.GetTotalAllocatedBytes() - before < budget)
                {
                    continue;
                }

                collect();
            }

            (collections, before) = Now();
        }
    }

    private static (int Collections, long Allocated) Now() => (GC.CollectionCount(0), GC.GetTotalAllocatedBytes());
}
