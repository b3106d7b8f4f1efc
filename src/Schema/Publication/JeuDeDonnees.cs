using Maillage.Schema.Demarches;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Services;

namespace Maillage.Schema.Publication;

/// <summary>A version of a schema.</summary>
/// <param name="Version">Its number (semantic versioning).</param>
/// <param name="Date">The day it was published.</param>
/// <param name="Changement">What changed, for who writes or reads such data, in French.</param>
public sealed record VersionDeSchema(string Version, DateOnly Date, string Changement);

/// <summary>A published dataset: what its schemas say of it beside its fields.</summary>
public sealed class JeuDeDonnees
{
    private JeuDeDonnees(IRecordShape shape, string nom, string titre, Func<string> validExample)
    {
        Shape = shape;
        Nom = nom;
        Titre = titre;
        ValidExample = validExample;
    }

    /// <summary>Every dataset that has a schema.</summary>
    public static IReadOnlyList<JeuDeDonnees> Tous => [Lieu, Service, MediationNumerique, Demarche];

    /// <summary>The lieux, all fields.</summary>
    public static JeuDeDonnees Lieu { get; } = Of<Lieu>("lieu", "Lieux d'accueil et de médiation numérique");

    /// <summary>The services, all fields.</summary>
    public static JeuDeDonnees Service { get; } = Of<Service>("service", "Services d'insertion et d'accompagnement");

    /// <summary>The lieux of médiation numérique, in the national standard.</summary>
    public static JeuDeDonnees MediationNumerique { get; } =
        Of<LieuMediationNumerique>("mediation-numerique", "Lieux de médiation numérique, standard national v1.0.2");

    /// <summary>The démarches of the co-marquage.</summary>
    public static JeuDeDonnees Demarche { get; } = Of<Demarche>("demarche", "Démarches et leurs guichets");

    /// <summary>Name in URLs and folders.</summary>
    public string Nom { get; }

    /// <summary>French title.</summary>
    public string Titre { get; }

    /// <summary>Version of the schema (semantic versioning); a released folder never changes.</summary>
    public string Version => Changements[0].Version;

    /// <summary>Its versions, the last one first.</summary>
    public required IReadOnlyList<VersionDeSchema> Changements { get; init; }

    /// <summary>Day the schema was created.</summary>
    public required DateOnly Cree { get; init; }

    /// <summary>Day the schema last changed.</summary>
    public DateOnly Modifie => Changements[0].Date;

    /// <summary>Path of the folder of its schemas, in the tree and in URLs.</summary>
    public string Dossier => $"schemas/{Nom}/{Version}";

    /// <summary>French description.</summary>
    public string Description => XmlDocumentation.Summary(Shape.RecordType);

    /// <summary>Names of the closed lists that its fields take their values from.</summary>
    public IReadOnlyList<string> Listes => [.. ListsOf(Shape).Distinct().Order(StringComparer.Ordinal)];

    internal IRecordShape Shape { get; }

    /// <summary>The text of <c>exemple-valide.csv</c>.</summary>
    internal Func<string> ValidExample { get; }

    private static IEnumerable<string> ListsOf(IRecordShape shape) => shape.Describe()
        .SelectMany(field => field.Items is { } items ? ListsOf(items) : field.Rule.Vocabulaire is { } list ? [list] : []);

    private static JeuDeDonnees Of<TRecord>(string nom, string titre)
        where TRecord : class => new(RecordShape.Of<TRecord>(), nom, titre, FichiersDeSchema.Csv<TRecord>)
        {
            Cree = new DateOnly(2026, 11, 22),
            Changements = [new("1.0.0", new DateOnly(2026, 11, 23), "Première version publiée.")],
        };
}
