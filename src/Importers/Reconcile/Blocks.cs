using System.Runtime.InteropServices;

namespace Maillage.Importers.Reconcile;

/// <summary>A commune, or a square of the Earth.</summary>
/// <param name="Number">What tells it from any other.</param>
internal readonly record struct Place(long Number)
{
    // A square of this side and its eight neighbours hold all that is within 300 m, up to latitude 60.
    private const double Degrees = 0.0055;

    // Above any square.
    private const long FirstCommune = 1L << 62;

    /// <param name="codeInsee">Five ASCII characters.</param>
    public static Place Commune(string codeInsee) => new(codeInsee.Aggregate(0L, (number, letter) => (number << 8) | letter) | FirstCommune);

    public static Place Square(Subject subject) =>
        Square((int)Math.Floor(subject.Signature.Latitude / Degrees), (int)Math.Floor(subject.Signature.Longitude / Degrees));

    /// <summary>The square, and the eight around it.</summary>
    public IEnumerable<Place> AndAround()
    {
        var (north, east) = ((int)(Number >> 32), (int)Number);
        for (var up = -1; up <= 1; up++)
        {
            for (var right = -1; right <= 1; right++)
            {
                yield return Square(north + up, east + right);
            }
        }
    }

    private static Place Square(int north, int east) => new(((long)north << 32) | (uint)east);
}

/// <summary>Something that a record says, and where.</summary>
/// <param name="Place">Where the record is.</param>
/// <param name="Content">Number of what it says.</param>
internal readonly record struct BlockKey(Place Place, int Content);

/// <summary>The records that say the same in the same place: for each key, their ranks. In one array, for there are a million of them in all of France.</summary>
internal sealed class Blocks
{
    private readonly Dictionary<BlockKey, int> numbers = [];
    private readonly int[] starts;
    private readonly int[] ranks;

    /// <param name="members">Ranks of the records.</param>
    /// <param name="keysOf">Keys of a record, each once.</param>
    public Blocks(IReadOnlyList<int> members, Func<int, IEnumerable<BlockKey>> keysOf)
    {
        List<int> sizes = [];
        foreach (var key in members.SelectMany(keysOf))
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, key, out var exists);
            if (!exists)
            {
                number = sizes.Count;
                sizes.Add(0);
            }

            sizes[number]++;
        }

        starts = new int[sizes.Count + 1];
        for (var number = 0; number < sizes.Count; number++)
        {
            starts[number + 1] = starts[number] + sizes[number];
        }

        ranks = new int[starts[^1]];
        var free = starts[..^1];
        foreach (var member in members)
        {
            foreach (var key in keysOf(member))
            {
                ranks[free[numbers[key]]++] = member;
            }
        }
    }

    /// <summary>The ranks of the records that have that key.</summary>
    public ReadOnlySpan<int> Of(BlockKey key) => numbers.TryGetValue(key, out var number) ? ranks.AsSpan(starts[number]..starts[number + 1]) : [];
}
