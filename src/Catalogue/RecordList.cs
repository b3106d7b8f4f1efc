using System.Runtime.InteropServices;
using Maillage.Catalogue.Indexes;
using Maillage.Schema.Formats;
using Maillage.Schema.Publication;
using Maillage.Schema.Texte;
using Maillage.Schema.Threading;

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
    private readonly SortedOrder<string> byId;

    private RecordList(RenderedRecord[] rendered, Key[] keys, SortedOrder<string> byName, SortedOrder<string> byId, IReadOnlyDictionary<string, int> ordinals) =>
        (Rendered, this.keys, this.byName, this.byId, Ordinals) = (rendered, keys, byName, byId, ordinals);

    public static RecordList<TRecord> Empty { get; } =
        new([], [], SortedOrder<string>.Empty(string.CompareOrdinal), SortedOrder<string>.Empty(string.CompareOrdinal), new Dictionary<string, int>());

    /// <summary>The records.</summary>
    public RenderedRecord[] Rendered { get; }

    /// <summary>Their ids, in the same order.</summary>
    public IEnumerable<string> Ids => keys.Select(key => key.Id);

    /// <summary>The id at an ordinal.</summary>
    public string IdAt(int ordinal) => keys[ordinal].Id;

    /// <summary>The ordinals in the order of names.</summary>
    public Sequence ByName => byName.Sequence;

    /// <summary>The ids that begin so.</summary>
    public IEnumerable<string> IdsBeginning(string start) =>
        byId.From(start).Select(IdAt).TakeWhile(id => id.StartsWith(start, StringComparison.Ordinal));

    /// <summary>The ordinal of each id.</summary>
    public IReadOnlyDictionary<string, int> Ordinals { get; }

    /// <summary>The list after some changes, and how records stand in it.</summary>
    /// <param name="rows">The records that are new or have changed, as they came.</param>
    /// <param name="changed">Ids of these, and of those that are published no more.</param>
    public (RecordList<TRecord> Next, Renumbering Moves) After(IReadOnlyList<Row> rows, IEnumerable<string> changed)
    {
        var moves = Moves(rows, changed);
        var nextRendered = moves.After(Rendered, [.. rows.Select(row => row.Rendered)]);
        Pack(nextRendered, asListed: rows.Count > moves.Count / 2);
        var nextKeys = moves.After(keys, [.. rows.Select(row => row.Key)]);
        var nextByName = byName.After(moves, [.. rows.Select(row => row.Key.Name)]);
        var nextById = byId.After(moves, [.. rows.Select(row => row.Key.Id)]);
        return (new(nextRendered, nextKeys, nextByName, nextById, nextById == byId ? Ordinals : OrdinalsOf(nextKeys)), moves);
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
            Processor.Share();
            var together = RenderedRecord.Together([.. some.Select(ordinal => rendered[ordinal])]);
            for (var rank = 0; rank < some.Length; rank++)
            {
                rendered[some[rank]] = together[rank];
            }
        }
    }

    private static Dictionary<string, int> OrdinalsOf(Key[] keys)
    {
        Dictionary<string, int> ordinals = new(keys.Length);
        for (var ordinal = 0; ordinal < keys.Length; ordinal++)
        {
            ordinals.Add(keys[ordinal].Id, ordinal);
        }

        return ordinals;
    }

    private Renumbering Moves(IReadOnlyList<Row> rows, IEnumerable<string> changed)
    {
        var moved = new int[keys.Length];
        foreach (var id in changed)
        {
            if (Ordinals.TryGetValue(id, out var ordinal))
            {
                moved[ordinal] = Renumbering.Gone;
            }
        }

        var came = new int[rows.Count];
        for (var rank = 0; rank < came.Length; rank++)
        {
            came[rank] = rank;
        }

        Array.Sort(came, (left, right) => rows[left].Key.CompareTo(rows[right].Key));
        var fresh = new int[rows.Count];
        var (length, taken) = (0, 0);

        // Both are in order already.
        for (var before = 0; before < keys.Length; before++)
        {
            if (moved[before] == Renumbering.Gone)
            {
                continue;
            }

            while (taken < came.Length && rows[came[taken]].Key.CompareTo(keys[before]) < 0)
            {
                fresh[taken++] = length++;
            }

            moved[before] = length++;
        }

        while (taken < came.Length)
        {
            fresh[taken++] = length++;
        }

        return new(length, moved, fresh, came);
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
