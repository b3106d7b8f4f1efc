using Maillage.Schema.Formats.Tables;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Draft;

/// <summary>One field of a draft: where its values would come from.</summary>
/// <param name="Field">Published name, or <c>horaires.lundi</c> for the hours of a day.</param>
/// <param name="Columns">Columns of the table.</param>
/// <param name="Filled">Rows where they say something.</param>
/// <param name="Certain">False: a person should look.</param>
/// <param name="Example">A value of the table.</param>
public sealed record DraftField(string Field, IReadOnlyList<string> Columns, long Filled, bool Certain, string Example)
{
    /// <summary>Sign that separates two values of one cell, and which one is taken; null: the cell is one value.</summary>
    public (string Separator, int Part)? Part { get; init; }

    /// <summary>Terms of the table to be explained; empty: values are taken as they are.</summary>
    public IReadOnlyList<DraftTerm> Terms { get; init; } = [];
}

/// <summary>One term of a table that the field does not know.</summary>
/// <param name="Term">As the table writes it.</param>
/// <param name="Value">What it says in other words; null when nobody can tell.</param>
/// <param name="Perhaps">A value that it resembles: to be asked, not to be taken.</param>
public sealed record DraftTerm(string Term, string? Value, string? Perhaps);

/// <summary>What a table seems to say: a first declaration, to be read again by a person.</summary>
public sealed record MappingDraft
{
    // Columns are told by their first rows.
    private const int RowsLookedAt = 3_000;

    private const double MostlyThere = 0.8;

    public required TableKind Kind { get; init; }

    /// <summary>How the table was understood.</summary>
    public required string Description { get; init; }

    /// <summary>Rows looked at.</summary>
    public required long Rows { get; init; }

    public required IReadOnlyList<DraftField> Fields { get; init; }

    /// <summary>Column that identifies a record; null when none does.</summary>
    public string? IdColumn { get; init; }

    /// <summary>Territory where nearly all the lieux are; null when they are in several départements.</summary>
    public string? Territory { get; init; }

    /// <summary>Columns that nothing was made of: name, rows filled, example.</summary>
    public required IReadOnlyList<(string Name, long Filled, string Example)> Unused { get; init; }

    /// <summary>Reads the beginning of a table and guesses what its columns mean.</summary>
    /// <param name="stream">Its bytes, decompressed.</param>
    public static Parsed<MappingDraft> Of(Stream stream)
    {
        var opened = TableFile.Open(stream, new TableOptions { Expected = KnownHeaders.All });
        if (opened.Value is not { } table)
        {
            return Parsed.Refused<MappingDraft>(opened.Issue ?? new Issue("*", IssueCodes.FichierIllisible));
        }

        using (table)
        {
            var columns = table.Columns.ToDictionary(name => name, name => new ColumnProfile(name));
            var rows = 0L;
            foreach (var row in table.Rows().Take(RowsLookedAt))
            {
                if (row.EndsTheFile)
                {
                    return Parsed.Refused<MappingDraft>(row.Issues[0]);
                }

                rows++;
                foreach (var (name, cell) in row.Cells)
                {
                    (columns.TryGetValue(name, out var profile) ? profile : columns[name] = new ColumnProfile(name)).Add(cell);
                }
            }

            return rows == 0
                ? Parsed.Refused<MappingDraft>(new Issue("*", IssueCodes.FichierVide))
                : Parsed.Ok(Guess(table, rows, [.. columns.Values.Where(column => column.Filled > 0)]));
        }
    }

    private static MappingDraft Guess(ITable table, long rows, List<ColumnProfile> columns)
    {
        var guess = new FieldGuess(columns);
        var fields = guess.Fields();
        var used = fields.SelectMany(field => field.Columns).ToHashSet();
        var id = columns.Find(column => column.IsDistinct && column.Filled == rows && KnownHeaders.IsId(column.Folded));
        return new MappingDraft
        {
            Kind = table.Kind,
            Description = table.Description,
            Rows = rows,
            Fields = fields,
            IdColumn = id?.Name,
            Territory = TerritoryOf(columns, fields),
            Unused = [.. columns.Where(column => !used.Contains(column.Name) && column != id).Select(column => (column.Name, column.Filled, column.Example))],
        };
    }

    // The département of nearly all the codes.
    private static string? TerritoryOf(List<ColumnProfile> columns, List<DraftField> fields)
    {
        var coded = fields.Find(field => field.Field is "code_insee") ?? fields.Find(field => field.Field is "code_postal");
        var column = coded is null ? null : columns.Find(profile => profile.Name == coded.Columns[0]);
        if (column is null)
        {
            return null;
        }

        var codes = column.Values.Keys.Select(value => Departement(value, coded?.Field == "code_insee")).OfType<string>().ToList();
        var most = codes.GroupBy(code => code).OrderByDescending(group => group.Count()).FirstOrDefault();
        return most is not null && most.Count() >= codes.Count * MostlyThere ? $"departement-{most.Key}" : null;
    }

    private static string? Departement(string value, bool isInsee)
    {
        var code = value.Trim().PadLeft(5, '0');
        return isInsee ? Cog.Courant.ParCode(code)?.Commune.CodeDepartement : Cog.Courant.ParCodePostal(code) is [var first, ..] ? first.CodeDepartement : null;
    }
}

/// <summary>The column names that are known, from <c>data/colonnes-connues.csv</c>.</summary>
internal static class KnownHeaders
{
    private static readonly ILookup<string, string> FieldsByHeader = Load();

    private static readonly string[] Ids = ["id", "identifiant", "code", "uid", "typo uid", "id fs", "id lieu", "id structure", "objectid", "fid", "gid", "ref", "reference"];

    /// <summary>Every name.</summary>
    public static IReadOnlyCollection<string> All { get; } = [.. FieldsByHeader.Select(group => group.Key)];

    public static bool IsId(string folded) => Ids.Contains(folded);

    /// <summary>How sure a name is to be that of a field: 1 when it is one of those known, less when it only contains one.</summary>
    public static double Likeness(string field, string folded)
    {
        if (FieldsByHeader[folded].Contains(field))
        {
            return 1;
        }

        var padded = $" {folded} ";
        var longest = FieldsByHeader.Where(group => group.Contains(field) && padded.Contains($" {group.Key} ", StringComparison.Ordinal)).Select(group => group.Key.Length).DefaultIfEmpty(0).Max();
        return longest == 0 ? 0 : Math.Min(0.9, 0.4 + (0.5 * longest / folded.Length));
    }

    private static ILookup<string, string> Load()
    {
        using var stream = typeof(KnownHeaders).Assembly.GetManifestResourceStream("colonnes-connues.csv") ?? throw new InvalidOperationException("colonnes-connues.csv is not embedded.");
        var rows = Schema.Formats.CsvFormat.ReadCells(stream, ["champ", "entete"]) ?? throw new InvalidOperationException("colonnes-connues.csv has lost its columns.");
        return rows.ToLookup(row => Repli.Plier(row["entete"]), row => row["champ"]);
    }
}
