using System.Runtime.InteropServices;

namespace Maillage.Importers.Reconcile;

/// <summary>Which records are in a place, by their position; where they are many, which of them say something.</summary>
internal sealed class PlaceIndex
{
    /// <summary>What more records of a place say tells nothing by itself: they are compared only where something else brings them together.</summary>
    public const int MostThatShare = 150;

    private readonly Dictionary<Place, int> numbers = [];
    private readonly int[] starts;
    private readonly int[] members;
    private readonly Dictionary<(Place Place, int Content), List<int>> saying = [];

    /// <param name="count">How many records there are.</param>
    /// <param name="placesOf">The places of a record, by its position.</param>
    /// <param name="contents">What each record says.</param>
    public PlaceIndex(int count, Func<int, IEnumerable<Place>> placesOf, RecordContents contents)
    {
        List<int> sizes = [];
        foreach (var place in Enumerable.Range(0, count).SelectMany(placesOf))
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, place, out var exists);
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

        members = new int[starts[^1]];
        var free = starts[..^1];
        for (var position = 0; position < count; position++)
        {
            foreach (var place in placesOf(position))
            {
                var number = numbers[place];
                members[free[number]++] = position;
                if (sizes[number] > MostThatShare)
                {
                    Note(place, position, contents.Of(position));
                }
            }
        }
    }

    /// <summary>The records of a place.</summary>
    public ReadOnlySpan<int> Of(Place place) => numbers.TryGetValue(place, out var number) ? members.AsSpan(starts[number]..starts[number + 1]) : [];

    /// <summary>Those of a place of many that say something; none when too many do.</summary>
    public ReadOnlySpan<int> Saying(Place place, int content) =>
        saying.TryGetValue((place, content), out var positions) && positions.Count <= MostThatShare ? CollectionsMarshal.AsSpan(positions) : [];

    private void Note(Place place, int position, ReadOnlySpan<int> contents)
    {
        foreach (var content in contents)
        {
            (saying.TryGetValue((place, content), out var positions) ? positions : saying[(place, content)] = []).Add(position);
        }
    }
}
