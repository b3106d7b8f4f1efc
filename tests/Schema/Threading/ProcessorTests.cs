using Maillage.Schema.Threading;

namespace Maillage.Tests.Schema.Threading;

/// <summary>Turns of a thread that others wait for.</summary>
public sealed class ProcessorTests
{
    private static readonly TimeSpan Turn = TimeSpan.FromMicroseconds(200);

    [Fact]
    public void Others_are_let_in_once_a_turn()
    {
        var clock = new Clock();
        var letIn = new List<TimeSpan>();
        var turns = new Turns(clock, Turn, () => letIn.Add(clock.Now));
        for (var step = 0; step < 10; step++)
        {
            clock.Now += TimeSpan.FromMicroseconds(90);
            turns.Next();
        }

        Assert.Equal([270, 540, 810], letIn.Select(at => at.TotalMicroseconds));
    }

    [Fact]
    public void A_turn_begins_once_the_others_had_theirs()
    {
        var clock = new Clock();
        var times = 0;
        var turns = new Turns(clock, Turn, () =>
        {
            times++;
            clock.Now += 50 * Turn;
        });
        clock.Now += Turn;
        turns.Next();
        turns.Next();
        Assert.Equal(1, times);
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
