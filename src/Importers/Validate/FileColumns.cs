using Maillage.Schema.Formats.Tables;

namespace Maillage.Importers.Validate;

/// <summary>The columns of the file: which field each feeds, and where it stands.</summary>
/// <param name="table">The file.</param>
/// <param name="recognise">What the schema takes a column name for.</param>
internal sealed class FileColumns(ITable table, Func<string, ColumnUse> recognise)
{
    // More names than that in a JSON file are keys, not columns.
    private const int Most = 2_000;

    private readonly Dictionary<string, ColumnUse> byName = [];
    private readonly List<ColumnUse> inOrder = [];

    /// <summary>True when the file names its columns before its rows.</summary>
    public bool HasHeader { get; } = table.Columns.Count > 0;

    public IReadOnlyList<ColumnUse> All => inOrder;

    public void ReadHeader()
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            Add(table.Columns[i], Letters(i));
        }
    }

    /// <summary>What a column is taken for; null when there are too many of them to tell.</summary>
    public ColumnUse? Find(string name) => byName.TryGetValue(name, out var known) ? known : byName.Count < Most ? Add(name, null) : null;

    /// <summary>The columns that feed a field.</summary>
    public IEnumerable<ColumnUse> Of(string field) => inOrder.Where(column => column.Field == field);

    /// <summary>True when the header has no column for the field.</summary>
    public bool Lacks(string field) => HasHeader && !Of(field).Any();

    // Bijective base 26: A…Z, AA…
    private static string Letters(int index) => (index < 26 ? "" : Letters((index / 26) - 1)) + (char)('A' + (index % 26));

    private ColumnUse Add(string name, string? letter)
    {
        var use = recognise(name) with { Letter = letter };
        byName.Add(name, use);
        inOrder.Add(use);
        return use;
    }
}
