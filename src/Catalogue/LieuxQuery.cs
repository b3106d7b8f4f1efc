using Maillage.Schema.Lieux;

namespace Maillage.Catalogue;

/// <summary>What is asked of the lieux: different filters are all required, several values of one filter are alternatives. An empty filter asks nothing.</summary>
public sealed record LieuxQuery
{
    /// <summary>Words, each of which begins a word of the name, address or commune.</summary>
    public string? Texte { get; init; }

    public IReadOnlyList<string> CodeInsee { get; init; } = [];

    public IReadOnlyList<string> CodeEpci { get; init; } = [];

    public IReadOnlyList<string> CodeDepartement { get; init; } = [];

    public IReadOnlyList<string> Types { get; init; } = [];

    public IReadOnlyList<string> Services { get; init; } = [];

    public Box? Bbox { get; init; }

    /// <summary>Nearest first, when set.</summary>
    public Circle? Autour { get; init; }
}

/// <summary>A lieu found, with its distance to the point asked for, in metres.</summary>
public readonly record struct Found(Lieu Lieu, double? Metres);

/// <summary>Answers queries from a snapshot.</summary>
public static class Querying
{
    /// <summary>Every lieu that answers the query, in order: the count is the total, a page is a slice.</summary>
    public static IReadOnlyList<Found> Run(this Snapshot snapshot, LieuxQuery query)
    {
        var ordinals = Filters(snapshot, query).OrderBy(list => list.Length).ToList() switch
        {
            [] => null,
            [var only] => only,
            [var first, .. var others] => others.Aggregate(first, Ordinals.Intersect),
        };
        if (query.Autour is { } circle)
        {
            var kept = ordinals?.ToHashSet();
            return [.. snapshot.Space.Near(circle)
                .Where(near => kept is null || kept.Contains(near.Ordinal))
                .Select(near => new Found(snapshot.Lieux[near.Ordinal], near.Metres))];
        }

        return ordinals is null
            ? new AllLieux(snapshot.Lieux)
            : Array.ConvertAll(ordinals, ordinal => new Found(snapshot.Lieux[ordinal], null));
    }

    private static IEnumerable<int[]> Filters(Snapshot snapshot, LieuxQuery query)
    {
        if (query.Texte is { } text)
        {
            yield return snapshot.Words.All(text);
        }

        if (query.Bbox is { } box)
        {
            yield return snapshot.Space.Within(box);
        }

        (PostingIndex Index, IReadOnlyList<string> Values)[] closed =
        [
            (snapshot.ByCodeInsee, query.CodeInsee),
            (snapshot.ByCodeEpci, query.CodeEpci),
            (snapshot.ByCodeDepartement, query.CodeDepartement),
            (snapshot.ByType, query.Types),
            (snapshot.ByService, query.Services),
        ];
        foreach (var (index, values) in closed)
        {
            if (values.Count > 0)
            {
                yield return index.Any(values);
            }
        }
    }

    /// <summary>The whole snapshot as an answer, without copying it.</summary>
    private sealed class AllLieux(IReadOnlyList<Lieu> lieux) : IReadOnlyList<Found>
    {
        public int Count => lieux.Count;

        public Found this[int index] => new(lieux[index], null);

        public IEnumerator<Found> GetEnumerator() => lieux.Select(lieu => new Found(lieu, null)).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
