namespace Maillage.Schema.Threading;

/// <summary>The processor that the calling thread has.</summary>
public static class Processor
{
    // A request takes about as long: nobody waits for much more than their turn. The system is asked five thousand times a second at most, for less than a microsecond each.
    private static readonly TimeSpan Turn = TimeSpan.FromMicroseconds(200);

    [ThreadStatic]
    private static Turns? ofThisThread;

    /// <summary>
    /// Lets those who wait for this processor have it, once in a while. For each step of long work that readers must not wait for: Linux lets a thread have a processor for 4 ms, however little it matters, and
    /// those who wait for that one are not moved to another that has nothing to do.
    /// </summary>
    public static void Share() => (ofThisThread ??= new Turns(TimeProvider.System, Turn, () => Thread.Yield())).Next();
}

/// <summary>Turns of a thread that others wait for.</summary>
/// <param name="clock">Says how long a turn has been.</param>
/// <param name="turn">How long one may be.</param>
/// <param name="giveWay">Ends one.</param>
internal sealed class Turns(TimeProvider clock, TimeSpan turn, Action giveWay)
{
    private readonly long longest = (long)(turn.TotalSeconds * clock.TimestampFrequency);
    private long begun = clock.GetTimestamp();

    /// <summary>Begins another turn if this one has been long enough.</summary>
    public void Next()
    {
        if (clock.GetTimestamp() - begun < longest)
        {
            return;
        }

        giveWay();
        begun = clock.GetTimestamp();
    }
}
