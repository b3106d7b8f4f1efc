using Maillage.Catalogue.Indexes;
using Maillage.Schema.Formats;
using Maillage.Schema.Publication;
using Maillage.Schema.Texte;

namespace Maillage.Catalogue;

/// <summary>
/// Records in the order of lists, as the JSON that is sent. Immutable. What was read to make it is not kept: a record takes several times the memory of its JSON, in
/// dozens of objects that would be looked at again and again.
/// </summary>
internal sealed class RecordList<TRecord>
    where TRecord : class, IEntite
{
    // Below, starting threads costs more than they save.
    private const int FewRecords = 64;

    private readonly Key[] keys;
    private readonly SortedOrder<string> byName;

    private RecordList(RenderedRecord[] rendered, Key[] keys, SortedOrder<string> byName) => (Rendered, this.keys, this.byName) = (rendered, keys, byName);

    public static RecordList<TRecord> Empty { get; } = new([], [], SortedOrder<string>.Empty(string.CompareOrdinal));

    /// <summary>The records.</summary>
    public RenderedRecord[] Rendered { get; }

    /// <summary>Their ids, in the same order.</summary>
    public IEnumerable<string> Ids => keys.Select(key => key.Id);

    /// <summary>The id at an ordinal.</summary>
    public string IdAt(int ordinal) => keys[ordinal].Id;

    /// <summary>The ordinals in the order of names.</summary>
    public Sequence ByName => byName.Sequence;

    /// <summary>The ordinal of each id.</summary>
    public Dictionary<string, int> Ordinals()
    {
        Dictionary<string, int> ordinals = new(keys.Length);
        for (var ordinal = 0; ordinal < keys.Length; ordinal++)
        {
            ordinals.Add(keys[ordinal].Id, ordinal);
        }

        return ordinals;
    }

    /// <summary>The list after some changes, how records stand in it, and those that are fresh.</summary>
    /// <param name="changes">One an entity at most.</param>
    /// <param name="communeOf">What lists are first ordered by.</param>
    /// <param name="ordinals">The ordinal of each id, here.</param>
    public (RecordList<TRecord> Next, Renumbering Moves, FreshRecords<TRecord> Fresh) After(IReadOnlyCollection<Delta> changes, Func<TRecord, string> communeOf, Dictionary<string, int> ordinals)
    {
        var fresh = Fresh(changes, communeOf);
        var isTouched = new bool[keys.Length];
        foreach (var change in changes)
        {
            if (ordinals.TryGetValue(change.Id, out var ordinal))
            {
                isTouched[ordinal] = true;
            }
        }

        var count = fresh.Length + isTouched.Count(touched => !touched);
        var next = new Lists(new TRecord?[count], new RenderedRecord[count], new Key[count]);
        var moves = new Renumbering(count, new int[keys.Length], new int[fresh.Length]);
        Merge(fresh, isTouched, next, moves);
        return (new(next.Rendered, next.Keys, byName.After(moves, ordinal => next.Keys[ordinal].Name)), moves, new(next.Fresh));
    }

    private static Row[] Fresh(IReadOnlyCollection<Delta> changes, Func<TRecord, string> communeOf)
    {
        TRecord[] records = [.. changes.Select(change => change.Entite).OfType<TRecord>()];
        var rows = new Row[records.Length];
        Parallel.For(
            0, records.Length, new ParallelOptions { MaxDegreeOfParallelism = records.Length < FewRecords ? 1 : Environment.ProcessorCount },
            () => new RecordRenderer<TRecord>(),
            (rank, _, renderer) =>
            {
                var record = records[rank];
                rows[rank] = new Row(record, renderer.Render(record), new Key(communeOf(record), Repli.Plier(record.Nom), record.Id));
                return renderer;
            },
            renderer => renderer.Dispose());
        Array.Sort(rows, (left, right) => left.Key.CompareTo(right.Key));
        return rows;
    }

    // Both are in order already.
    private void Merge(Row[] fresh, bool[] isTouched, Lists next, Renumbering moves)
    {
        var (length, taken) = (0, 0);
        for (var before = 0; before < keys.Length; before++)
        {
            if (isTouched[before])
            {
                moves.Moved[before] = Renumbering.Gone;
                continue;
            }

            while (taken < fresh.Length && fresh[taken].Key.CompareTo(keys[before]) < 0)
            {
                Take(length++, taken++);
            }

            moves.Moved[before] = length;
            (next.Rendered[length], next.Keys[length]) = (Rendered[before], keys[before]);
            length++;
        }

        while (taken < fresh.Length)
        {
            Take(length++, taken++);
        }

        void Take(int at, int rank)
        {
            moves.Fresh[rank] = at;
            (next.Fresh[at], next.Rendered[at], next.Keys[at]) = (fresh[rank].Record, fresh[rank].Rendered, fresh[rank].Key);
        }
    }

    private readonly record struct Row(TRecord Record, RenderedRecord Rendered, Key Key);

    private sealed record Lists(TRecord?[] Fresh, RenderedRecord[] Rendered, Key[] Keys);

    /// <summary>What the order of lists is made of.</summary>
    private readonly record struct Key(string Commune, string Name, string Id) : IComparable<Key>
    {
        public int CompareTo(Key other) =>
            string.CompareOrdinal(Commune, other.Commune) is not 0 and var commune ? commune
            : string.CompareOrdinal(Name, other.Name) is not 0 and var name ? name
            : string.CompareOrdinal(Id, other.Id);
    }
}

/// <summary>The records of a version that are new or have changed: they are at hand while its indexes are made, and no longer.</summary>
/// <param name="byOrdinal">Null for those that have not changed.</param>
internal sealed class FreshRecords<TRecord>(TRecord?[] byOrdinal)
    where TRecord : class
{
    /// <summary>How many records the version has, fresh or not.</summary>
    public int Count => byOrdinal.Length;

    /// <summary>A fresh record.</summary>
    public TRecord this[int ordinal] => byOrdinal[ordinal] ?? throw new ArgumentException("This record has not changed.", nameof(ordinal));
}
