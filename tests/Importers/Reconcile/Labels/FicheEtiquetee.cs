using System.Globalization;
using Maillage.Schema.Lieux;

namespace Maillage.Tests.Importers.Reconcile.Labels;

/// <summary>What one record says of its lieu: enough to read a pair and to score it without the corpus.</summary>
internal sealed record FicheEtiquetee
{
    /// <summary>The columns of fiches.csv, each with how it is written and read; a list is separated by <c>|</c>.</summary>
    private static readonly (string Name, Func<FicheEtiquetee, string> Text, Func<FicheEtiquetee, string, FicheEtiquetee> With)[] Columns =
    [
        ("source", fiche => fiche.Source, (fiche, text) => fiche with { Source = text }),
        ("id", fiche => fiche.Id, (fiche, text) => fiche with { Id = text }),
        ("nom", fiche => fiche.Nom, (fiche, text) => fiche with { Nom = text }),
        ("types", fiche => List(fiche.Types), (fiche, text) => fiche with { Types = List(text) }),
        ("typologie", fiche => List(fiche.Typologie), (fiche, text) => fiche with { Typologie = List(text) }),
        ("services", fiche => List(fiche.Services), (fiche, text) => fiche with { Services = List(text) }),
        ("adresse", fiche => fiche.Adresse ?? "", (fiche, text) => fiche with { Adresse = OrNull(text) }),
        ("complement_adresse", fiche => fiche.ComplementAdresse ?? "", (fiche, text) => fiche with { ComplementAdresse = OrNull(text) }),
        ("code_postal", fiche => fiche.CodePostal ?? "", (fiche, text) => fiche with { CodePostal = OrNull(text) }),
        ("code_insee", fiche => fiche.CodeInsee, (fiche, text) => fiche with { CodeInsee = text }),
        ("commune", fiche => fiche.Commune, (fiche, text) => fiche with { Commune = text }),
        ("latitude", fiche => Number(fiche.Latitude), (fiche, text) => fiche with { Latitude = Number(text) }),
        ("longitude", fiche => Number(fiche.Longitude), (fiche, text) => fiche with { Longitude = Number(text) }),
        ("precision_localisation", fiche => fiche.PrecisionLocalisation ?? "", (fiche, text) => fiche with { PrecisionLocalisation = OrNull(text) }),
        ("telephone", fiche => fiche.Telephone ?? "", (fiche, text) => fiche with { Telephone = OrNull(text) }),
        ("courriels", fiche => List(fiche.Courriels), (fiche, text) => fiche with { Courriels = List(text) }),
        ("site_web", fiche => List(fiche.SiteWeb), (fiche, text) => fiche with { SiteWeb = List(text) }),
        ("siret", fiche => fiche.Siret ?? "", (fiche, text) => fiche with { Siret = OrNull(text) }),
        ("rna", fiche => fiche.Rna ?? "", (fiche, text) => fiche with { Rna = OrNull(text) }),
        ("structure_parente", fiche => fiche.StructureParente ?? "", (fiche, text) => fiche with { StructureParente = OrNull(text) }),
        ("date_maj", fiche => fiche.DateMaj?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", (fiche, text) => fiche with { DateMaj = Day(text) }),
        ("anciens_noms", fiche => List(fiche.AnciensNoms), (fiche, text) => fiche with { AnciensNoms = List(text) }),
        ("itinerance", fiche => List(fiche.Itinerance), (fiche, text) => fiche with { Itinerance = List(text) }),
        ("origine", fiche => fiche.Origine ?? "", (fiche, text) => fiche with { Origine = OrNull(text) }),
        ("antenne_de", fiche => fiche.AntenneDe ?? "", (fiche, text) => fiche with { AntenneDe = OrNull(text) }),
    ];

    /// <summary>Short id of the source.</summary>
    public string Source { get; init; } = "";

    /// <summary>Id of the record in the source.</summary>
    public string Id { get; init; } = "";

    public string Nom { get; init; } = "";

    public IReadOnlyList<string> Types { get; init; } = [];

    public IReadOnlyList<string> Typologie { get; init; } = [];

    public IReadOnlyList<string> Services { get; init; } = [];

    public string? Adresse { get; init; }

    public string? ComplementAdresse { get; init; }

    public string? CodePostal { get; init; }

    public string CodeInsee { get; init; } = "";

    public string Commune { get; init; } = "";

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public string? PrecisionLocalisation { get; init; }

    public string? Telephone { get; init; }

    public IReadOnlyList<string> Courriels { get; init; } = [];

    public IReadOnlyList<string> SiteWeb { get; init; } = [];

    public string? Siret { get; init; }

    public string? Rna { get; init; }

    public string? StructureParente { get; init; }

    public DateOnly? DateMaj { get; init; }

    public IReadOnlyList<string> AnciensNoms { get; init; } = [];

    public IReadOnlyList<string> Itinerance { get; init; } = [];

    /// <summary>Where the source had the record from: two records of one origin are not independent.</summary>
    public string? Origine { get; init; }

    /// <summary>Id, in the same source, of the record that this one is an antenne of.</summary>
    public string? AntenneDe { get; init; }

    public CleFiche Cle => new(Source, Id);

    /// <summary>The fiche of a lieu, without the addresses that name a person.</summary>
    public static FicheEtiquetee Of(string source, string id, Lieu lieu) => new()
    {
        Source = source,
        Id = id,
        Nom = lieu.Nom,
        Types = lieu.Types,
        Typologie = lieu.Typologie,
        Services = lieu.Services,
        Adresse = lieu.Adresse,
        ComplementAdresse = lieu.ComplementAdresse,
        CodePostal = lieu.CodePostal,
        CodeInsee = lieu.CodeInsee,
        Commune = lieu.Commune,
        Latitude = lieu.Latitude,
        Longitude = lieu.Longitude,
        PrecisionLocalisation = lieu.PrecisionLocalisation,
        Telephone = lieu.Telephone,
        Courriels = [.. lieu.Courriels.Where(courriel => CourrielsImpersonnels.Contient(courriel, lieu))],
        SiteWeb = lieu.SiteWeb,
        Siret = lieu.Siret,
        Rna = lieu.Rna,
        StructureParente = lieu.StructureParente,
        DateMaj = lieu.DateMaj,
        AnciensNoms = lieu.AnciensNoms,
        Itinerance = lieu.Itinerance,
        Origine = lieu.Sources.Count > 0 ? lieu.Sources[0].Origine : null,
    };

    public static string Header { get; } = Csv.Line(Columns.Select(column => column.Name));

    public string Row() => Csv.Line(Columns.Select(column => column.Text(this)));

    public static FicheEtiquetee Read(IReadOnlyList<string> cells) =>
        Columns.Zip(cells).Aggregate(new FicheEtiquetee(), (fiche, pair) => pair.First.With(fiche, pair.Second));

    private static string List(IReadOnlyList<string> values) => string.Join('|', values);

    private static string[] List(string text) => text.Split('|', StringSplitOptions.RemoveEmptyEntries);

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

    private static string Number(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static double? Number(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What names a record: its source, and its id there.</summary>
internal readonly record struct CleFiche(string Source, string Id) : IComparable<CleFiche>
{
    public int CompareTo(CleFiche other) =>
        string.CompareOrdinal(Source, other.Source) is var order and not 0 ? order : string.CompareOrdinal(Id, other.Id);

    public override string ToString() => $"{Source}/{Id}";
}
