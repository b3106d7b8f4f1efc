using Maillage.Schema.Demarches;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Services;

namespace Maillage.Schema.Publication;

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
    public required string Version { get; init; }

    /// <summary>Day the schema was created.</summary>
    public required DateOnly Cree { get; init; }

    /// <summary>Day the schema last changed.</summary>
    public required DateOnly Modifie { get; init; }

    /// <summary>Path of the folder of its schemas, in the tree and in URLs.</summary>
    public string Dossier => $"schemas/{Nom}/{Version}";

    /// <summary>French description.</summary>
    public string Description => XmlDocumentation.Summary(Shape.RecordType);

    internal IRecordShape Shape { get; }

    /// <summary>The text of <c>exemple-valide.csv</c>.</summary>
    internal Func<string> ValidExample { get; }

    private static JeuDeDonnees Of<TRecord>(string nom, string titre)
        where TRecord : class => new(RecordShape.Of<TRecord>(), nom, titre, FichiersDeSchema.Csv<TRecord>)
        {
            Version = "0.1.0",
            Cree = new DateOnly(2026, 11, 22),
            Modifie = new DateOnly(2026, 11, 22),
        };
}
