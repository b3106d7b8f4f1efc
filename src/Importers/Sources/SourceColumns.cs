using Maillage.Importers.Fetch;
using Maillage.Importers.Map.Language;
using Maillage.Importers.Read;
using Maillage.Schema.Formats.Tables;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Sources;

/// <summary>Looks for the columns that a mapping names in the file, when the file is there to be looked at.</summary>
internal static class SourceColumns
{
    // A member that none of so many records has is a mistake, or might as well be.
    private const int MostRecords = 50_000;

    /// <summary>
    /// The columns that the file lacks. A header that lacks one is a problem; records of which none has a member are worth a remark: JSON leaves out what is empty.
    /// </summary>
    public static (IReadOnlyList<SourceProblem> Problems, IReadOnlyList<SourceProblem> Remarks) Check(SourceDeclaration source)
    {
        if (source is not { Correspondance: { } mapping, CheminFichier: { } path } || !SourceFormats.IsTable(source.Format) || !Path.Exists(path) || FetchedSource.Open(path, source).Value is not { } fetched)
        {
            return ([], []);
        }

        using (fetched)
        {
            // The files of a source have the same columns.
            using var members = fetched.Members().GetEnumerator();
            if (!members.MoveNext())
            {
                return ([], []);
            }

            if (members.Current.Failure is { } broken)
            {
                return ([new SourceProblem(source.Chemin, 0, $"{source.Fichier} : {fetched.Refusal ?? broken}")], []);
            }

            var opened = TableFile.Open(members.Current.Content, mapping.Reading with { Kind = TableFile.Kinds[source.Format] });
            if (opened.Value is not { } table)
            {
                return ([new SourceProblem(source.Chemin, 0, $"{source.Fichier} : {opened.Issue}")], []);
            }

            using (table)
            {
                return table.Columns.Count > 0 ? ([.. MissingFrom(table.Columns, mapping, source)], []) : Members(table, mapping, source);
            }
        }
    }

    private static IEnumerable<SourceProblem> MissingFrom(IReadOnlyCollection<string> seen, LieuMapping mapping, SourceDeclaration source) =>
        mapping.Columns.Keys.Except(seen.Select(new ColumnFinder(mapping.Columns.Keys).Name).OfType<string>()).Select(column => new SourceProblem(
            source.Chemin, mapping.Columns[column], $"{source.Fichier} n'a pas de colonne « {column} »{SourceReader.Nearest(column, seen)}."));

    private static (IReadOnlyList<SourceProblem>, IReadOnlyList<SourceProblem>) Members(ITable table, LieuMapping mapping, SourceDeclaration source)
    {
        var finder = new ColumnFinder(mapping.Columns.Keys);
        var missing = mapping.Columns.Keys.ToHashSet();
        HashSet<string> seen = [];
        foreach (var row in table.Rows().Take(MostRecords).TakeWhile(_ => missing.Count > 0))
        {
            if (row is { EndsTheFile: true, Issues: [var failure, ..] })
            {
                var advice = failure.Code == IssueCodes.FichierSansListe ? " ; « lecture: { liste: … } » nomme le membre qui la contient" : "";
                return ([new SourceProblem(source.Chemin, 0, $"{source.Fichier} : {failure}{advice}")], []);
            }

            seen.UnionWith(row.Cells.Keys);
            missing.ExceptWith(row.Cells.Keys.Select(finder.Name).OfType<string>());
        }

        return ([], missing.Count == 0 ? [] : [.. MissingFrom(seen, mapping, source)]);
    }
}
