using System.Runtime.InteropServices;
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
    private const int PackedTogether = 512;

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

    /// <summary>The list after some changes, and how records stand in it.</summary>
    /// <param name="rows">The records that are new or have changed, as they came.</param>
    /// <param name="changed">Ids of these, and of those that are published no more.</param>
    /// <param name="ordinals">The ordinal of each id, here.</param>
    public (RecordList<TRecord> Next, Renumbering Moves) After(IReadOnlyList<Row> rows, IEnumerable<string> changed, Dictionary<string, int> ordinals)
    {
        var isTouched = new bool[keys.Length];
        foreach (var id in changed)
        {
            if (ordinals.TryGetValue(id, out var ordinal))
            {
                isTouched[ordinal] = true;
            }
        }

        var came = new int[rows.Count];
        for (var rank = 0; rank < came.Length; rank++)
        {
            came[rank] = rank;
        }

        Array.Sort(came, (left, right) => rows[left].Key.CompareTo(rows[right].Key));
        var count = rows.Count + isTouched.Count(touched => !touched);
        var moves = new Renumbering(count, new int[keys.Length], new int[rows.Count], came);
        var (nextRendered, nextKeys) = (new RenderedRecord[count], new Key[count]);
        Merge(rows, isTouched, nextRendered, nextKeys, moves);
        Pack(nextRendered, asListed: rows.Count > count / 2);
        return (new(nextRendered, nextKeys, byName.After(moves, [.. rows.Select(row => row.Key.Name)])), moves);
    }

    /// <summary>A record, ready to be listed. What it says as before is not kept twice.</summary>
    /// <param name="record">The record.</param>
    /// <param name="rendered">What is sent of it.</param>
    /// <param name="commune">What lists are first ordered by.</param>
    /// <param name="former">Where it stands in this list; null when it is new.</param>
    public Row RowOf(TRecord record, RenderedRecord rendered, string commune, int? former)
    {
        Key key = new(commune, Repli.Plier(record.Nom), record.Id);
        return new(rendered, former is { } ordinal ? key.With(keys[ordinal]) : key);
    }

    // Bytes that no record has any more stay as long as others of their array: those of arrays of which more than a quarter is lost are put together anew. So are all of them
    // when most are new: a page is then read from one place, not from as many as it has records.
    private static void Pack(RenderedRecord[] rendered, bool asListed)
    {
        Dictionary<byte[], int> used = new(ReferenceEqualityComparer.Instance);
        foreach (var record in rendered)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(used, record.Array, out _) += record.Json.Length;
        }

        int[] scattered = [.. Enumerable.Range(0, rendered.Length).Where(ordinal => asListed || used[rendered[ordinal].Array] < rendered[ordinal].Array.Length / 4 * 3)];
        foreach (var some in scattered.Chunk(PackedTogether))
        {
            var together = RenderedRecord.Together([.. some.Select(ordinal => rendered[ordinal])]);
            for (var rank = 0; rank < some.Length; rank++)
            {
                rendered[some[rank]] = together[rank];
            }
        }
    }

    // Both are in order already.
    private void Merge(IReadOnlyList<Row> rows, bool[] isTouched, RenderedRecord[] nextRendered, Key[] nextKeys, Renumbering moves)
    {
        var (length, taken) = (0, 0);
        for (var before = 0; before < keys.Length; before++)
        {
            if (isTouched[before])
            {
                moves.Moved[before] = Renumbering.Gone;
                continue;
            }

            while (taken < rows.Count && rows[moves.Came[taken]].Key.CompareTo(keys[before]) < 0)
            {
                Take(length++, taken++);
            }

            moves.Moved[before] = length;
            (nextRendered[length], nextKeys[length]) = (Rendered[before], keys[before]);
            length++;
        }

        while (taken < rows.Count)
        {
            Take(length++, taken++);
        }

        void Take(int at, int rank)
        {
            moves.Fresh[rank] = at;
            (nextRendered[at], nextKeys[at]) = rows[moves.Came[rank]];
        }
    }

    /// <summary>A record, ready to be listed.</summary>
    /// <param name="Rendered">What is sent of it.</param>
    /// <param name="Key">What lists are ordered by.</param>
    internal readonly record struct Row(RenderedRecord Rendered, Key Key);

    /// <summary>What the order of lists is made of.</summary>
    internal readonly record struct Key(string Commune, string Name, string Id) : IComparable<Key>
    {
        /// <summary>The same, with the texts of another where they are the same.</summary>
        public Key With(Key other) => new(Commune == other.Commune ? other.Commune : Commune, Name == other.Name ? other.Name : Name, Id == other.Id ? other.Id : Id);

        public int CompareTo(Key other) =>
            string.CompareOrdinal(Commune, other.Commune) is not 0 and var commune ? commune
            : string.CompareOrdinal(Name, other.Name) is not 0 and var name ? name
            : string.CompareOrdinal(Id, other.Id);
    }
}
