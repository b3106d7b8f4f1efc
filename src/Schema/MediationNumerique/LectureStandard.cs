using System.Globalization;
using System.Text.Json;
using CsvHelper.Configuration;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;

namespace Maillage.Schema.MediationNumerique;

/// <summary>
/// Reads the national standard « lieux de médiation numérique » as producers write it: v0 and v1 columns, JSON or CSV, comma, semicolon or tab,
/// lists joined by <c>|</c>, <c>;</c> or <c>, </c>, UTF-8 or Windows-1252.
/// </summary>
public static class LectureStandard
{
    /// <summary>True for the name of a column of the standard, in any of its versions, as it is written there.</summary>
    public static bool EstColonne(string nom) => ColonnesStandard.Trouver(nom)?.Nom == nom;

    private static readonly string[] Delimiters = [",", ";", "\t", "|"];

    /// <summary>Reads records one at a time; any bytes give records or issues, never an exception.</summary>
    public static IEnumerable<ReadItem<RawLieu>> Read(Stream stream) => ReadCells(stream).Select(item =>
    {
        List<Issue> issues = [.. item.Issues];
        var lieu = item.Record is { } cells ? ToRawLieu(cells, issues) : null;
        return new ReadItem<RawLieu>(item.Number, item.Place, lieu, issues);
    });

    /// <summary>Reads the cells of the standard's columns, by column name in order, before anything is made of them.</summary>
    public static IEnumerable<ReadItem<SortedDictionary<string, string>>> ReadCells(Stream stream)
    {
        var peeked = PeekedStream.Over(stream);
        return peeked.LooksLikeJson || peeked.LooksLikeMarkup
            ? JsonFormat.ReadElements<SortedDictionary<string, string>>(peeked.AsUtf8(), [JsonFormat.RecordsMember], ReadObject)
            : ReadCsv(peeked);
    }

    /// <summary>Names of the columns that are understood, those of former versions included.</summary>
    public static IReadOnlyList<string> Colonnes { get; } = ColonnesStandard.Noms;

    /// <summary>The column of that header, whatever its case, accents and spaces, and the field of v1 that it feeds; null when the standard has none.</summary>
    public static (string Nom, string Champ)? Colonne(string entete) =>
        ColonnesStandard.Trouver(entete) is { } colonne ? (colonne.Nom, colonne.Champ) : null;

    /// <summary>The record that the cells make, under the fields of v1; values of v0 are translated.</summary>
    /// <param name="cells">Text of each cell by column name; columns that the standard does not know are let through.</param>
    /// <param name="issues">Receives what was translated.</param>
    public static RawLieu ToRawLieu(IReadOnlyDictionary<string, string> cells, ICollection<Issue> issues)
    {
        var fiche = new FicheStandard();
        foreach (var (name, cell) in cells)
        {
            if (ColonnesStandard.Trouver(name) is { } colonne)
            {
                fiche.Add(colonne, cell);
            }
        }

        foreach (var issue in fiche.Issues)
        {
            issues.Add(issue);
        }

        return fiche.ToRawLieu();
    }

    private static SortedDictionary<string, string>? ReadObject(JsonElement element, ICollection<Issue> issues)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            issues.Add(new Issue("*", IssueCodes.EnregistrementInattendu, Json.Raw(element)));
            return null;
        }

        var cells = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (Json.NameOf(member) is { } name && ColonnesStandard.Trouver(name) is { } colonne && Cell(member.Value) is { Length: > 0 } cell)
            {
                cells[colonne.Nom] = cell;
            }
        }

        return cells;
    }

    private static IEnumerable<ReadItem<SortedDictionary<string, string>>> ReadCsv(PeekedStream stream)
    {
        using var rows = new CsvRows(new StreamReader(stream, stream.Encoding), Configuration(stream));
        if (rows.Header is not { } header)
        {
            yield return Failed(rows, rows.Failure ?? new Issue("*", IssueCodes.FichierVide));
            yield break;
        }

        IReadOnlyList<ColonneStandard?> colonnes = [.. header.Select(ColonnesStandard.Trouver)];
        if (!colonnes.Any(colonne => colonne?.Champ == "nom"))
        {
            yield return Failed(rows, new Issue("*", IssueCodes.ColonnesInconnues, string.Join(',', header)));
            yield break;
        }

        while (rows.MoveNext())
        {
            yield return new ReadItem<SortedDictionary<string, string>>(rows.Count, rows.Place, Cells(colonnes, rows.Current), []);
        }

        if (rows.Failure is { } failure)
        {
            yield return Failed(rows, failure);
        }
    }

    private static SortedDictionary<string, string> Cells(IReadOnlyList<ColonneStandard?> colonnes, IReadOnlyList<string> row)
    {
        var cells = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(colonnes.Count, row.Count); i++)
        {
            if (colonnes[i] is { } colonne && row[i].Length > 0)
            {
                cells[colonne.Nom] = row[i];
            }
        }

        return cells;
    }

    private static ReadItem<SortedDictionary<string, string>> Failed(CsvRows rows, Issue failure) => new(0, rows.Place, null, [failure]);

    private static string Cell(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? string.Join('|', value.EnumerateArray().Select(Json.TextOrCorrupt))
        : Json.TextOrCorrupt(value) ?? "";

    // The delimiter is the one under which the header shows the most columns of the standard.
    private static CsvConfiguration Configuration(PeekedStream stream)
    {
        var firstLine = stream.Encoding.GetString(stream.Head).TrimStart('\uFEFF').Split('\n', 2)[0];
        var delimiter = Delimiters.MaxBy(candidate => firstLine.Split(candidate).Count(name => ColonnesStandard.Trouver(name) is not null));
        return new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter ?? ",",
            BadDataFound = null,
            MissingFieldFound = null,
            IgnoreBlankLines = true,
            MaxFieldSize = CsvFormat.LargestCell,
        };
    }
}
