using Maillage.Importers.Fetch;
using Maillage.Importers.Map.Language;
using Maillage.Importers.Read;
using Maillage.Schema.Formats.Tables;

namespace Maillage.Importers.Sources;

/// <summary>Checks that the columns that a mapping names are in the file, when the file is there to be looked at.</summary>
internal static class SourceColumns
{
    // A member that none of so many records has is a mistake, or might as well be.
    private const int MostRecords = 50_000;

    public static IEnumerable<SourceProblem> Missing(SourceDeclaration source)
    {
        if (source is not { Correspondance: { } mapping, CheminFichier: { } path } || !SourceFormats.IsTable(source.Format) || !File.Exists(path) || FetchedFile.Open(path).Value is not { } file)
        {
            return [];
        }

        using (file)
        {
            var opened = TableFile.Open(file.Content, mapping.Reading with { Kind = TableFile.Kinds[source.Format] });
            if (opened.Value is not { } table)
            {
                return [new SourceProblem(source.Chemin, 0, $"{source.Fichier} : {opened.Issue}")];
            }

            using (table)
            {
                return [.. MissingFrom(table, mapping, source)];
            }
        }
    }

    private static IEnumerable<SourceProblem> MissingFrom(ITable table, LieuMapping mapping, SourceDeclaration source)
    {
        var finder = new ColumnFinder(mapping.Columns.Keys);
        var missing = mapping.Columns.Keys.ToHashSet();
        var seen = new HashSet<string>(table.Columns);
        missing.ExceptWith(table.Columns.Select(finder.Name).OfType<string>());
        if (table.Columns.Count == 0)
        {
            foreach (var row in table.Rows().Take(MostRecords).TakeWhile(_ => missing.Count > 0))
            {
                seen.UnionWith(row.Cells.Keys);
                missing.ExceptWith(row.Cells.Keys.Select(finder.Name).OfType<string>());
            }
        }

        return missing.Select(column => new SourceProblem(
            source.Chemin, mapping.Columns[column], $"{source.Fichier} n'a pas de colonne « {column} »{SourceReader.Nearest(column, seen)}."));
    }
}
