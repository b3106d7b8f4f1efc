using Maillage.Api.Feed;

namespace Maillage.Tests.Api;

/// <summary>Collections asked for while threads that give way are at work.</summary>
public sealed class EarlyCollectorTests
{
    private const int Budget = 1_000_000;

    [Fact]
    public void What_is_young_is_collected_again_and_again_while_someone_allocates()
    {
        var asked = 0;
        var collector = new EarlyCollector(Budget, () => Interlocked.Increment(ref asked));
        collector.Work(() =>
        {
            var kept = new byte[8][];
            for (var piece = 0; Volatile.Read(ref asked) < 3; piece++)
            {
                // Pieces that are collected with what is young; those of others in this process only make it come sooner.
                kept[piece % kept.Length] = new byte[50_000];
                Assert.True(piece < 20_000, "nothing was collected");
                Thread.Sleep(1);
            }

            GC.KeepAlive(kept);
        });
    }

    [Fact]
    public void Nothing_is_collected_while_nobody_is_at_work()
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
    public void What_the_work_throws_goes_through()
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
