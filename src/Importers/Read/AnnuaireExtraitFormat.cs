using System.Text.Json;
using Maillage.Importers.Fetch;
using Maillage.Importers.Map.Language;
using Maillage.Importers.Normalise.Place;
using Maillage.Importers.Sources;
using Maillage.Schema.Formats.Tables;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Read;

/// <summary>
/// The CSV extracts of the annuaire of 2026: type, name, telephones joined by « ; », addresses joined by « || ». They give no id: a record is known by its type, its name
/// and its first address, so it stays the same lieu when its telephone changes.
/// </summary>
internal sealed class AnnuaireExtraitFormat : ILieuFormat
{
    private static readonly string[] Columns = ["type_service_local", "nom", "telephone", "site_internet", "adresse_courriel", "adresses"];

    public string Name => "annuaire-extrait";

    public IEnumerable<SourceItem> Read(IEnumerable<FetchedMember> members, SourceDeclaration source) => members.ReadEach(member => Read(member.Content));

    public RawLieu Map(string canonical, ICollection<Issue> issues)
    {
        var cells = MappedFormat.Cells(canonical);
        var address = WrittenAddress.ParseAll(cells["adresses"]) is [var first, ..] ? first : null;
        return new RawLieu
        {
            Nom = cells["nom"],
            Adresse = address?.Adresse,
            CodePostal = address?.CodePostal,
            Commune = address?.Commune,
            AdressePostale = address?.IsCedex == true,
            Telephones = Parts(cells["telephone"]),
            SiteWeb = Parts(cells["site_internet"]),
            Courriels = Parts(cells["adresse_courriel"]),
            Types = Parts(cells["type_service_local"]),
        };
    }

    private static IEnumerable<SourceItem> Read(Stream stream)
    {
        var opened = TableFile.Open(stream, new TableOptions { Kind = TableKind.Csv, Expected = Columns });
        if (opened.Value is not { } table)
        {
            yield return new SourceItem(0, "fichier", null, "", opened.Issue);
            yield break;
        }

        using (table)
        {
            var columns = new ColumnFinder(Columns);
            if (columns.MissingFrom(table.Columns) is [var absent, ..])
            {
                yield return new SourceItem(0, "en-tête", null, "", new Issue("*", IssueCodes.ColonneDisparue, absent));
                yield break;
            }

            foreach (var row in table.Rows())
            {
                yield return row.Issues.FirstOrDefault(issue => issue.IsFatal) is { } failure
                    ? new SourceItem(row.EndsTheFile ? 0 : row.Number, row.Place, null, "", failure)
                    : Item(row, columns.Choose(row.Cells));
            }
        }
    }

    private static SourceItem Item(TableRow row, SortedDictionary<string, string> cells)
    {
        var named = new RowCells(cells);
        var first = named["adresses"]?.Split("||")[0];
        var id = string.Join("--", new[] { named["type_service_local"], named["nom"], first }.Select(Repli.Plier));
        return new SourceItem(row.Number, row.Place, named["nom"] is null ? null : id, JsonSerializer.Serialize(cells, ImportersJson.Default.SortedDictionaryStringString)) { Issues = row.Issues };
    }

    private static string[] Parts(string? cell) => (cell ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
