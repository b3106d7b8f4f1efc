using System.Text.Json;
using Maillage.Importers.Fetch;
using Maillage.Importers.Map.Language;
using Maillage.Importers.Sources;
using Maillage.Schema.Formats.Tables;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Texte;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Importers.Read;

/// <summary>The table of a partner, read as the mapping of its declaration says. Only the columns that the mapping names are kept.</summary>
internal sealed class MappedFormat(string name, LieuMapping mapping) : ILieuFormat
{
    public string Name => name;

    public IEnumerable<SourceItem> Read(IEnumerable<FetchedMember> members, SourceDeclaration source) => members.ReadEach(member => Read(member.Content));

    private IEnumerable<SourceItem> Read(Stream stream)
    {
        var opened = TableFile.Open(stream, mapping.Reading with { Kind = TableFile.Kinds[name] });
        if (opened.Value is not { } table)
        {
            yield return new SourceItem(0, "fichier", null, "", opened.Issue);
            yield break;
        }

        using (table)
        {
            var columns = new ColumnFinder(mapping.Columns.Keys);
            if (columns.MissingFrom(table.Columns) is [var absent, ..])
            {
                // Read without it, every value of the column would be erased.
                yield return new SourceItem(0, "en-tête", null, "", new Issue("*", IssueCodes.ColonneDisparue, absent, Suggestion.PlusProche(absent, table.Columns)));
                yield break;
            }

            foreach (var row in table.Rows())
            {
                if (row.Issues.FirstOrDefault(issue => issue.IsFatal) is { } failure)
                {
                    yield return new SourceItem(row.EndsTheFile ? 0 : row.Number, row.Place, null, "", failure);
                    continue;
                }

                var cells = columns.Choose(row.Cells);
                if (mapping.Keeps(new RowCells(cells)))
                {
                    yield return new SourceItem(row.Number, row.Place, mapping.IdOf(new RowCells(cells)), Canonical(cells)) { Issues = row.Issues };
                }
            }
        }
    }

    public RawLieu Map(string canonical, ICollection<Issue> issues) => mapping.Apply(Cells(canonical), issues);

    /// <summary>The cells of a canonical form.</summary>
    internal static RowCells Cells(string canonical) => new(JsonSerializer.Deserialize(canonical, ImportersJson.Default.SortedDictionaryStringString) ?? []);

    private static string Canonical(SortedDictionary<string, string> cells) => JsonSerializer.Serialize(cells, ImportersJson.Default.SortedDictionaryStringString);
}

/// <summary>Finds the columns that a mapping names among those of a table: as written, else whatever the case, the accents and the spaces.</summary>
internal sealed class ColumnFinder
{
    private readonly HashSet<string> asWritten;
    private readonly Dictionary<string, string> byFoldedName;
    private readonly Dictionary<string, string?> found = [];

    public ColumnFinder(IEnumerable<string> named)
    {
        asWritten = [.. named];
        byFoldedName = asWritten.GroupBy(Repli.Plier).Where(same => same.Count() == 1 && same.Key.Length > 0).ToDictionary(same => same.Key, same => same.First());
    }

    /// <summary>The name that the mapping gives to a column of the table; null when it does not name it.</summary>
    public string? Name(string column)
    {
        if (!found.TryGetValue(column, out var name))
        {
            name = asWritten.Contains(column) ? column : byFoldedName.GetValueOrDefault(Repli.Plier(column));
            found.Add(column, name);
        }

        return name;
    }

    /// <summary>The named columns that a header lacks; none where only the rows tell.</summary>
    public IReadOnlyList<string> MissingFrom(IReadOnlyList<string> header) => header.Count == 0 ? [] : [.. asWritten.Except(header.Select(Name).OfType<string>())];

    /// <summary>The cells of the named columns, under the names that the mapping gives.</summary>
    public SortedDictionary<string, string> Choose(IReadOnlyDictionary<string, string> cells)
    {
        var chosen = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (column, cell) in cells)
        {
            if (Name(column) is { } name)
            {
                chosen.TryAdd(name, cell);
            }
        }

        return chosen;
    }
}
