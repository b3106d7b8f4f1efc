using Maillage.Api.Feed;

namespace Maillage.Tests.Api;

/// <summary>Collections asked for while threads that give way are at work.</summary>
public class EarlyCollectorTests
{
    private const int Budget = 1_000_000;

    [Fact]
    public void CollectsAgainAndAgainWhileSomeoneAllocates()
    {
        using var asked = new SemaphoreSlim(0);
        var collector = new EarlyCollector(Budget, () => asked.Release());
        collector.Work(() =>
        {
            for (var time = 0; time < 3; time++)
            {
                // In pieces that are collected with what is young; those of others in this process only make it come sooner.
                for (var allocated = 0; !asked.Wait(0); allocated += 1_000)
                {
                    Assert.True(allocated < 1_000_000_000, "nothing was collected");
                    GC.KeepAlive(new byte[1_000]);
                }
            }
        });
    }

    [Fact]
    public void LeavesTheCollectorAloneWhenNobodyIsAtWork()
    {
        var asked = 0;
        var collector = new EarlyCollector(budget: 0, () => Interlocked.Increment(ref asked));
        collector.Work(() => SpinWait.SpinUntil(() => Volatile.Read(ref asked) > 0));
        var known = WhenItStops(() => Volatile.Read(ref asked));
        GC.KeepAlive(new byte[10 * Budget]);
        Assert.Equal(known, WhenItStops(() => Volatile.Read(ref asked)));
        collector.Work(() => SpinWait.SpinUntil(() => Volatile.Read(ref asked) > known));
    }

    [Fact]
    public void LetsThroughWhatTheWorkThrows()
    {
        var collector = new EarlyCollector(Budget, () => { });
        Assert.Throws<InvalidOperationException>(() => collector.Work(() => throw new InvalidOperationException()));
    }

    // A look may be under way: it is over once nothing has changed for a hundred looks.
    private static int WhenItStops(Func<int> count)
    {
        while (true)
        {
            var before = count();
            Thread.Sleep(100);
            if (count() == before)
            {
                return before;
            }
        }
    }
}
