using System.Globalization;
using System.Text.Json;
using Maillage.Importers.Fetch;
using Maillage.Importers.Map;
using Maillage.Importers.Sources;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Formats.Tables;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Read;

/// <summary>
/// acceslibre: the answers of its API, or its CSV export. A record completes the lieu of the annuaire whose id is its <c>asp_id</c>; the export has no such column, so its
/// records are kept and complete nothing. Contacts and the author of a record are not read.
/// </summary>
internal sealed class AccesLibreFormat : IComplementFormat
{
    private const string PublicPage = "https://acceslibre.beta.gouv.fr/";
    private static readonly string[] Lists = ["results"];
    private static readonly string[] ExportColumns = ["id", "name", "commune", "siret", "activite"];

    // What is kept beside the equipment that the rules look at.
    private static readonly string[] KeptTexts = ["uuid", "asp_id", "web_url", "updated_at"];

    public string Name => "acceslibre";

    public IEnumerable<SourceItem> Read(IEnumerable<FetchedMember> members, SourceDeclaration source) => members.ReadEach(member => Read(member.Content));

    public Complement Map(string canonical, ICollection<Issue> issues)
    {
        var declared = JsonSerializer.Deserialize(canonical, ImportersJson.Default.SortedDictionaryStringString) ?? [];
        if (!declared.TryGetValue("asp_id", out var target))
        {
            issues.Add(new Issue("asp_id", IssueCodes.CibleAbsente));
        }

        var page = Page(declared);
        var rules = DeclaredAccess.Holding(declared);
        return new Complement
        {
            CibleId = target ?? "",
            FicheAccesLibre = page,
            Url = page,
            AccessibilitePmr = rules.FirstOrDefault(rule => rule.Champ == "accessibilite_pmr")?.Valeur,
            AccessibiliteHandicaps = [.. rules.Where(rule => rule.Champ == "accessibilite_handicaps").Select(rule => rule.Valeur).Distinct()],
            AccessibiliteNote = rules.Count == 0 ? null : string.Join(" ; ", rules.Select(rule => rule.Libelle).Distinct()),
            DateMaj = Day(declared.GetValueOrDefault("updated_at")),
        };
    }

    private static IEnumerable<SourceItem> Read(Stream stream)
    {
        var peeked = PeekedStream.Over(stream);
        return peeked.LooksLikeJson || peeked.LooksLikeMarkup ? JsonRecords.Items(peeked, Lists, "uuid", Item) : Rows(peeked);
    }

    private static SourceItem Item(JsonElement record)
    {
        var cells = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in KeptTexts)
        {
            Keep(cells, name, JsonRecords.Text(record, name));
        }

        if (Json.Member(record, "accessibilite") is { ValueKind: JsonValueKind.Object } equipment)
        {
            AddEquipment(cells, equipment, depth: 0);
        }

        return Item(cells);
    }

    // The API groups the fields by part of the building, or does not: a field is known by its name.
    private static void AddEquipment(SortedDictionary<string, string> cells, JsonElement parent, int depth)
    {
        foreach (var member in parent.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object && depth < 2)
            {
                AddEquipment(cells, member.Value, depth + 1);
            }
            else if (Json.NameOf(member) is { } name && DeclaredAccess.Fields.Contains(name))
            {
                Keep(cells, name, string.Join('|', JsonRecords.Texts(parent, name)));
            }
        }
    }

    private static IEnumerable<SourceItem> Rows(Stream stream)
    {
        var opened = TableFile.Open(stream, new TableOptions { Kind = TableKind.Csv, Expected = ExportColumns });
        if (opened.Value is not { } table)
        {
            yield return new SourceItem(0, "fichier", null, "", opened.Issue);
            yield break;
        }

        using (table)
        {
            if (ExportColumns.Except(table.Columns).FirstOrDefault() is { } absent)
            {
                yield return new SourceItem(0, "en-tête", null, "", new Issue("*", IssueCodes.ColonneDisparue, absent));
                yield break;
            }

            foreach (var row in table.Rows())
            {
                yield return row.Issues.FirstOrDefault(issue => issue.IsFatal) is { } failure
                    ? new SourceItem(row.EndsTheFile ? 0 : row.Number, row.Place, null, "", failure)
                    : Row(row);
            }
        }
    }

    private static SourceItem Row(TableRow row)
    {
        var cells = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Keep(cells, "uuid", row.Cells.GetValueOrDefault("id"));
        foreach (var (name, cell) in row.Cells.Where(pair => pair.Key == "asp_id" || DeclaredAccess.Fields.Contains(pair.Key)))
        {
            Keep(cells, name, cell);
        }

        return Item(cells) with { Number = row.Number, Place = row.Place };
    }

    private static SourceItem Item(SortedDictionary<string, string> cells) =>
        new(0, "", cells.GetValueOrDefault("uuid"), JsonSerializer.Serialize(cells, ImportersJson.Default.SortedDictionaryStringString));

    private static void Keep(SortedDictionary<string, string> cells, string name, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            cells[name] = text.Trim();
        }
    }

    // A page of theirs, or the one that their documentation gives for an id.
    private static string? Page(SortedDictionary<string, string> declared) =>
        declared.TryGetValue("web_url", out var page) && page.StartsWith(PublicPage, StringComparison.Ordinal) ? page
        : declared.TryGetValue("uuid", out var uuid) && Guid.TryParse(uuid, out var id) ? $"{PublicPage}uuid/{id}/"
        : null;

    private static DateOnly? Day(string? instant) =>
        instant is { Length: >= 10 } && DateOnly.TryParseExact(instant[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
