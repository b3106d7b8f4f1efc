using System.Globalization;
using Maillage.Schema.Lieux;

namespace Maillage.Importers.Reconcile;

/// <summary>What a record of a lieu is compared by: all that reconciliation sees of it, kept apart so that it is read quickly.</summary>
internal sealed record Signature
{
    /// <summary>Version of what is taken from a record: raising it makes every signature anew from what is kept.</summary>
    public const string Version = "3";

    private const string Centre = "commune";
    private const char Between = '\t';
    private const char InList = '|';

    public required string CodeInsee { get; init; }

    /// <summary>Latitude and longitude, decimal degrees; NaN when unknown.</summary>
    public double Latitude { get; init; } = double.NaN;

    public double Longitude { get; init; } = double.NaN;

    /// <summary>What the coordinates designate, as published.</summary>
    public string Precision { get; init; } = "";

    /// <summary>Whom the source republishes; empty when it speaks for itself.</summary>
    public string Origine { get; init; } = "";

    public required string Nom { get; init; }

    public string Adresse { get; init; } = "";

    public string CodePostal { get; init; } = "";

    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>The source itself says the types; otherwise they are deduced from what it says.</summary>
    public bool TypesSaid { get; init; }

    public string Siret { get; init; } = "";

    public string Telephone { get; init; } = "";

    public IReadOnlyList<string> Courriels { get; init; } = [];

    public IReadOnlyList<string> Sites { get; init; } = [];

    /// <summary>What the record would be behind, were it alone, of the lieu that it is an antenne of; empty when it is none.</summary>
    public string Parent { get; init; } = "";

    /// <summary>True when this version wrote it.</summary>
    public static bool IsCurrent(string written) => written.StartsWith(Version + Between, StringComparison.Ordinal);

    /// <summary>What the record was true at, as its source tells it, else the day of its file; empty when neither is known. Nothing is compared by it.</summary>
    public string Date { get; init; } = "";

    /// <summary>Takes what is compared from a record.</summary>
    /// <param name="lieu">The lieu, as the record alone tells it.</param>
    /// <param name="date">What the record was true at; null when that is unknown.</param>
    public static Signature Of(Lieu lieu, DateOnly? date) => new()
    {
        Date = date?.ToString("O", CultureInfo.InvariantCulture) ?? "",
        CodeInsee = lieu.CodeInsee,
        // The centre of the commune is where no lieu of it is.
        Latitude = lieu.PrecisionLocalisation == Centre ? double.NaN : lieu.Latitude ?? double.NaN,
        Longitude = lieu.PrecisionLocalisation == Centre ? double.NaN : lieu.Longitude ?? double.NaN,
        Precision = lieu.PrecisionLocalisation ?? "",
        Origine = lieu.Sources is [{ Origine: { } origine }, ..] ? origine : "",
        Nom = lieu.Nom,
        Adresse = lieu.Adresse ?? "",
        CodePostal = lieu.CodePostal ?? "",
        Types = lieu.Types,
        TypesSaid = lieu.Types.Count > 0 && lieu.Provenance.GetValueOrDefault("types") == lieu.Sources[0].Source,
        Siret = lieu.Siret ?? "",
        Telephone = lieu.Telephone ?? "",
        Courriels = lieu.Courriels,
        Sites = lieu.SiteWeb,
        Parent = lieu.LieuParentId ?? "",
    };

    /// <summary>The signature as it was written; null when another version wrote it.</summary>
    public static Signature? Read(string written)
    {
        var cells = written.Split(Between);
        return cells[0] != Version ? null : new Signature
        {
            CodeInsee = cells[1],
            Latitude = Degrees(cells[2]),
            Longitude = Degrees(cells[3]),
            Precision = cells[4],
            Origine = cells[5],
            Nom = cells[6],
            Adresse = cells[7],
            CodePostal = cells[8],
            Types = List(cells[9]),
            Siret = cells[10],
            Telephone = cells[11],
            Courriels = List(cells[12]),
            Sites = List(cells[13]),
            Parent = cells[14],
            Date = cells[15],
            TypesSaid = cells[16].Length > 0,
        };
    }

    /// <summary>The signature as text, in one line.</summary>
    public string Write() => string.Join(
        Between, Version, CodeInsee, Latitude.ToString("R", CultureInfo.InvariantCulture), Longitude.ToString("R", CultureInfo.InvariantCulture), Precision, Cell(Origine), Cell(Nom), Cell(Adresse), CodePostal,
        Cells(Types), Siret, Telephone, Cells(Courriels), Cells(Sites), Parent, Date, TypesSaid ? "x" : "");

    private static double Degrees(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private static string[] List(string cell) => cell.Length == 0 ? [] : cell.Split(InList);

    private static string Cell(string text) => text.Replace(Between, ' ');

    private static string Cells(IEnumerable<string> values) => string.Join(InList, values.Select(value => Cell(value).Replace(InList, ' ')));
}
