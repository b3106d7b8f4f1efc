using BenchmarkDotNet.Attributes;
using Maillage.Catalogue;
using Maillage.Schema.Publication;

namespace Maillage.Bench;

/// <summary>The hours of all the lieux: every text understood, then which lieux are open at an instant.</summary>
[MemoryDiagnoser]
public class HoursBench
{
    private const int Minutes = 7 * 24 * 60;

    private static readonly DateTime Monday = new(2026, 7, 13);

    private Delta[] changes = [];
    private Snapshot snapshot = Snapshot.Empty;
    private int minute;

    [GlobalSetup]
    public async Task Load()
    {
        changes = [.. (await Lieux.ReadAsync()).Select(lieu => new Delta(TypeEntite.Lieu, lieu.Id, lieu))];
        snapshot = Fresh();
        snapshot.Prepare();
    }

    // A snapshot understands its texts once: each time wants another.
    [IterationSetup(Target = nameof(Understand))]
    public void Forget() => snapshot = Fresh();

    [Benchmark]
    [InvocationCount(1)]
    public void Understand() => snapshot.Prepare();

    // Never the same instant twice in a row: 1 009 has no divisor in common with the minutes of a week.
    [Benchmark]
    public int Open() => snapshot.Lieux.Run(new ListQuery().With(Filters.OuvertA, new OpenAt(Monday.AddMinutes(minute = (minute + 1009) % Minutes)))).Total;

    private Snapshot Fresh() => Snapshot.EmptyOf("").Apply(1, changes);
}
