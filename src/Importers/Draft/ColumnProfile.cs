using Maillage.Importers.Normalise;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Draft;

/// <summary>What a column of a table holds, seen over its first rows.</summary>
internal sealed class ColumnProfile(string name)
{
    // Enough to tell what a column is; a free text has as many values as rows.
    private const int MostValues = 400;

    private readonly Dictionary<string, long> values = new(StringComparer.Ordinal);

    public string Name => name;

    public string Folded { get; } = Repli.Plier(name);

    /// <summary>Rows where it says something.</summary>
    public long Filled { get; private set; }

    /// <summary>Its values and how often each was seen; the first ones only.</summary>
    public IReadOnlyDictionary<string, long> Values => values;

    /// <summary>True when no two rows have the same value.</summary>
    public bool IsDistinct { get; private set; } = true;

    public string Example => values.Keys.FirstOrDefault() ?? "";

    public void Add(string cell)
    {
        Filled++;
        // Readers of values expect texts that the text normaliser has seen: what is no text says nothing of the column.
        var text = TextNormaliser.Parse("*", cell).Value ?? "";
        if (text.Length == 0)
        {
            return;
        }

        if (values.TryGetValue(text, out var seen))
        {
            values[text] = seen + 1;
            IsDistinct = false;
        }
        else if (values.Count < MostValues)
        {
            values.Add(text, 1);
        }
    }

    /// <summary>Share of its values, each counted once, that pass a test: 0 to 1.</summary>
    public double Share(Func<string, bool> test) => values.Count == 0 ? 0 : (double)values.Keys.Count(test) / values.Count;
}
