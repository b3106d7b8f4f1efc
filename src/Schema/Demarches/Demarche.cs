using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;

namespace Maillage.Schema.Demarches;

/// <summary>
/// Démarche ou question pratique de « Vos droits et démarches » (co-marquage de service-public.gouv.fr) : de quoi la trouver, et à quels guichets s'adresser.
/// Le texte de la fiche n'est pas republié : la page officielle fait foi.
/// </summary>
public sealed record Demarche : IEntite
{
    /// <summary>Numéro de la fiche dans le co-marquage.</summary>
    /// <example>F1342</example>
    [Champ("Identifiant", Requis = true, Unique = true, Motif = "F[0-9]+")]
    public required string Id { get; init; }

    /// <summary>Titre de la fiche.</summary>
    /// <example>Carte nationale d'identité</example>
    [Champ("Titre", Requis = true)]
    public required string Titre { get; init; }

    /// <summary>Name of the record, for what treats every kind of entity alike: the title.</summary>
    public string Nom => Titre;

    /// <summary>À qui la fiche s'adresse.</summary>
    /// <example>particuliers</example>
    [Champ("Audience", Vocabulaire = "demarche_audiences")]
    public IReadOnlyList<string> Audience { get; init; } = [];

    /// <summary>Sorte de fiche, telle que le co-marquage la nomme.</summary>
    /// <example>Fiche d'information</example>
    [Champ("Type")]
    public string? Type { get; init; }

    /// <summary>Résumé de la fiche.</summary>
    /// <example>Comment faire une première demande ou renouveler sa carte d'identité.</example>
    [Champ("Résumé")]
    public string? Resume { get; init; }

    /// <summary>Numéro du thème dans le co-marquage.</summary>
    /// <example>N19810</example>
    [Champ("Identifiant du thème")]
    public string? ThemeId { get; init; }

    /// <summary>Thème de la fiche.</summary>
    /// <example>Papiers - Citoyenneté</example>
    [Champ("Thème")]
    public string? Theme { get; init; }

    /// <summary>Chemin de la fiche, du thème au dossier qui la contient.</summary>
    [Champ("Chemin")]
    public IReadOnlyList<EtapeChemin> Chemin { get; init; } = [];

    /// <summary>Page officielle de la fiche. La reprendre, c'est aussi y renvoyer.</summary>
    /// <example>https://www.service-public.gouv.fr/particuliers/vosdroits/F1342</example>
    [Champ("Page officielle", Requis = true, Format = "uri")]
    public required string Url { get; init; }

    /// <summary>Mention à afficher avec ce qui est repris de la fiche.</summary>
    /// <example>Service-public.gouv.fr – Direction de l'information légale et administrative (Premier ministre), fiche F1342 mise à jour le 02/04/2026</example>
    [Champ("Mention de la source", Requis = true)]
    public required string MentionSource { get; init; }

    /// <summary>Date à laquelle la fiche a été mise à jour.</summary>
    /// <example>2026-04-02</example>
    [Champ("Date de mise à jour")]
    public DateOnly? DateMaj { get; init; }

    /// <summary>Date de sa dernière modification importante.</summary>
    /// <example>2026-01-01</example>
    [Champ("Date de la dernière modification importante")]
    public DateOnly? DateModificationImportante { get; init; }

    /// <summary>Guichets auxquels la fiche dit de s'adresser.</summary>
    [Champ("Guichets")]
    public IReadOnlyList<GuichetDemarche> Guichets { get; init; } = [];

    /// <summary>Centres de contact, que l'on joint à distance.</summary>
    [Champ("Centres de contact")]
    public IReadOnlyList<CentreContact> CentresDeContact { get; init; } = [];

    /// <summary>Téléservices, formulaires, simulateurs et modèles de document de la fiche.</summary>
    [Champ("Services en ligne")]
    public IReadOnlyList<ServiceEnLigne> ServicesEnLigne { get; init; } = [];

    /// <summary>La fiche de source.</summary>
    [Champ("Sources")]
    public IReadOnlyList<SourceLieu> Sources { get; init; } = [];

    /// <summary>Instant de notre dernière modification (UTC, RFC 3339), celui du journal des changements.</summary>
    /// <example>2026-04-03T02:15:00Z</example>
    [Champ("Modifié le")]
    public DateTimeOffset? ModifieLe { get; init; }

    /// <summary>The same, changed at that instant.</summary>
    public IEntite ModifieeLe(DateTimeOffset? instant) => this with { ModifieLe = instant };
}
