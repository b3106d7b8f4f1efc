using System.Globalization;
using Maillage.Schema.Texte;

namespace Maillage.Schema.Territoires;

/// <summary>Reads the tables of <c>data/cog</c>, embedded in this assembly. Repeated codes share one string.</summary>
internal sealed class CogLoader
{
    private readonly Dictionary<string, string> strings = new(4_000, StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> postalCodes = new(8_000, StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> stringLookup;
    private readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> postalCodeLookup;

    internal CogLoader()
    {
        this.stringLookup = this.strings.GetAlternateLookup<ReadOnlySpan<char>>();
        this.postalCodeLookup = this.postalCodes.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    internal Commune[] Communes()
    {
        var communes = new List<Commune>(36_000);
        EmbeddedCsv.Read("cog/communes.csv", 11, (line, fields) => communes.Add(new Commune
        {
            Code = line[fields[0]].ToString(),
            Nom = EmbeddedCsv.Text(line[fields[1]]),
            CodeParent = Optional(line[fields[3]]),
            CodeDepartement = Shared(line[fields[4]]),
            CodeRegion = Shared(line[fields[5]]),
            CodeEpci = Optional(line[fields[6]]),
            Population = line[fields[7]].IsEmpty ? null : int.Parse(line[fields[7]], CultureInfo.InvariantCulture),
            CodesPostaux = PostalCodes(line[fields[8]]),
            Longitude = Degrees(line[fields[9]]),
            Latitude = Degrees(line[fields[10]]),
        }));
        return [.. communes];
    }

    /// <summary>Former codes and names; the name is empty when the source does not give it.</summary>
    internal static List<(string FormerCode, string Name, string Code)> FormerCodes()
    {
        var rows = new List<(string, string, string)>(5_000);
        EmbeddedCsv.Read("cog/anciens-codes.csv", 4, (line, fields) =>
            rows.Add((line[fields[0]].ToString(), EmbeddedCsv.Text(line[fields[1]]), line[fields[3]].ToString())));
        return rows;
    }

    internal static Epci[] Epci() =>
        Table("cog/epci.csv", 3, (line, fields) => new Epci(Field(line, fields[0]), Field(line, fields[1]), Field(line, fields[2])));

    internal static Departement[] Departements() =>
        Table("cog/departements.csv", 4, (line, fields) =>
            new Departement(Field(line, fields[0]), Field(line, fields[1]), Field(line, fields[2]), Field(line, fields[3])));

    internal static Region[] Regions() =>
        Table("cog/regions.csv", 3, (line, fields) => new Region(Field(line, fields[0]), Field(line, fields[1]), Field(line, fields[2])));

    private static T[] Table<T>(string resource, int columns, Func<ReadOnlySpan<char>, ReadOnlySpan<Range>, T> create)
    {
        var rows = new List<T>(1_300);
        EmbeddedCsv.Read(resource, columns, (line, fields) => rows.Add(create(line, fields)));
        return [.. rows];
    }

    private static string Field(ReadOnlySpan<char> line, Range field) => EmbeddedCsv.Text(line[field]);

    private static double? Degrees(ReadOnlySpan<char> field) =>
        field.IsEmpty ? null : double.Parse(field, NumberStyles.Float, CultureInfo.InvariantCulture);

    private string? Optional(ReadOnlySpan<char> field) => field.IsEmpty ? null : Shared(field);

    private string Shared(ReadOnlySpan<char> field)
    {
        if (stringLookup.TryGetValue(field, out var text))
            return text;
        text = field.ToString();
        return strings[text] = text;
    }

    private string[] PostalCodes(ReadOnlySpan<char> field)
    {
        if (postalCodeLookup.TryGetValue(field, out var codes))
            return codes;
        var joined = field.ToString();
        codes = joined.Length == 0 ? [] : Array.ConvertAll(joined.Split('|'), code => Shared(code));
        return postalCodes[joined] = codes;
    }
}
