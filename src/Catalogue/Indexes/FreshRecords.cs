using Maillage.Schema.Lieux;

namespace Maillage.Catalogue.Indexes;

/// <summary>The source records behind fresh lieux, gathered lieu after lieu. A source is named once, not once a record.</summary>
internal sealed class FreshRecords
{
    private readonly Dictionary<string, string> names = [];

    // The records of each lieu one after another, and where those of each end.
    private readonly List<(string Source, string Id)> records = [];
    private readonly List<int> ends = [0];

    /// <summary>The sources of the records.</summary>
    public IEnumerable<string> Sources => names.Keys;

    /// <summary>Adds the records behind the next lieu.</summary>
    public void Add(IReadOnlyList<SourceLieu> behind)
    {
        foreach (var record in behind)
        {
            if (!names.TryGetValue(record.Source, out var name))
            {
                names[record.Source] = name = record.Source;
            }

            records.Add((name, record.Id));
        }

        ends.Add(records.Count);
    }

    /// <summary>The records behind a lieu.</summary>
    /// <param name="rank">How many lieux came before it.</param>
    public IEnumerable<(string Source, string Id)> Of(int rank) => Enumerable.Range(ends[rank], ends[rank + 1] - ends[rank]).Select(at => records[at]);
}
