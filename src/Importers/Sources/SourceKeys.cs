using Maillage.Importers.Fetch.Http;
using Maillage.Importers.Fetch.Schedules;
using Maillage.Importers.Read;

namespace Maillage.Importers.Sources;

/// <summary>What the value of a key looks like.</summary>
internal enum SourceKeyKind
{
    Text,
    YesNo,
    Percent,
    Date,

    /// <summary>A count, from 1.</summary>
    Count,

    /// <summary>Bytes: « 500 Mo », « 4 Go ».</summary>
    Size,

    /// <summary>Read by the mapping, not as a plain value.</summary>
    Mapping,
}

/// <summary>A key that a declaration may hold.</summary>
/// <param name="Name">As written.</param>
/// <param name="Kind">What its value looks like.</param>
/// <param name="Meaning">What it says, in French, for the person who writes the declaration.</param>
/// <param name="Values">The only values, where there are only some.</param>
internal sealed record SourceKey(string Name, SourceKeyKind Kind, string Meaning, IReadOnlyList<string>? Values = null)
{
    public bool IsRequired => Name is "id" or "nom" or "producteur" or "attribution" or "licence" or "format";
}

/// <summary>The keys of a declaration, one row each.</summary>
internal static class SourceKeys
{
    public static IReadOnlyList<SourceKey> All { get; } =
    [
        new("id", SourceKeyKind.Text, "Nom court, en minuscules, chiffres et tirets ; il entre dans les identifiants, il ne change jamais."),
        new("nom", SourceKeyKind.Text, "Nom de la source, pour les personnes."),
        new("producteur", SourceKeyKind.Text, "Qui produit les données."),
        new("attribution", SourceKeyKind.Text, "La mention que la licence demande à qui les réutilise."),
        new("licence", SourceKeyKind.Text, "Licence des données.", [.. Licences.Toutes.Keys.Order(StringComparer.Ordinal)]),
        new("format", SourceKeyKind.Text, "Format du fichier. annuaire-v4 : JSON de service-public.fr (fichier, API ou export) ; annuaire-xml-v2 : son XML d'avant 2022 ; annuaire-extrait : ses extraits CSV sans identifiant ; standard-mediation-numerique : standard national, v0 ou v1 ; dataspace-carto : API de la cartographie nationale ; data-inclusion-structures : v0 ou v1 ; competence-service-public et acceslibre complètent les lieux d'une autre source ; csv, xlsx, json, ndjson et geojson demandent une correspondance.", SourceFormats.Names),
        new("url", SourceKeyKind.Text, "Page où la source est publiée."),
        new("fichier", SourceKeyKind.Text, "Fichier local, dossier ou archive, relatif à cette déclaration ; gzip, bzip2, tar et zip sont ouverts."),
        new("telechargement", SourceKeyKind.Text, "Adresse du fichier à télécharger (https) ; à la place de « fichier »."),
        new("membre", SourceKeyKind.Text, "Fin du nom du fichier à lire dans l'archive ou le dossier, par exemple data.gouv_local.json ; plusieurs se séparent par | ; rien : tous."),
        new("pages", SourceKeyKind.Text, "L'adresse donne une liste page par page : numéro de page, décalage (offset), ou adresse de la page suivante dans la réponse.", PageStyles.Names),
        new("jeton", SourceKeyKind.Text, "Nom de la variable d'environnement qui contient le jeton d'accès ; le jeton n'est jamais écrit ici."),
        new("entete_jeton", SourceKeyKind.Text, "L'en-tête qui porte le jeton, {jeton} à sa place ; « Authorization: Bearer {jeton} » si rien n'est dit."),
        new("planification", SourceKeyKind.Text, $"Quand le serveur l'importe de lui-même, heure de Paris : {Schedule.Examples}."),
        new("copies", SourceKeyKind.Count, "Nombre de copies gardées de ce qui est téléchargé (3 par défaut)."),
        new("taille_max", SourceKeyKind.Size, "Taille au-delà de laquelle un téléchargement, ou son contenu décompressé, est refusé : 500 Mo, 4 Go (par défaut)."),
        new("date_fichier", SourceKeyKind.Date, "Date du fichier, AAAA-MM-JJ."),
        new("territoire", SourceKeyKind.Text, "Où sont les lieux : france, region-93, departement-04, epci-200067437 ou commune-04070. Sans code postal, une commune y est cherchée par son nom ; un lieu ailleurs est signalé."),
        new("origine", SourceKeyKind.Text, "Qui cette source republie."),
        new("cible", SourceKeyKind.Text, "Pour des compléments (compétences, accessibilité) : la source dont ils complètent les lieux. Pour des services : celle de leurs structures."),
        new("complete", SourceKeyKind.YesNo, "oui (par défaut) : ce qui manque au fichier est retiré."),
        new("seuil_baisse", SourceKeyKind.Percent, "En pour cent (20 par défaut) : un fichier qui retire plus est refusé en entier, de même qu'un fichier dont les identifiants ont changé à ce point."),
        new("actif", SourceKeyKind.YesNo, "non : importée seulement si on la nomme."),
        new("publier", SourceKeyKind.YesNo, "non : gardée, pas publiée."),
        new("mediation", SourceKeyKind.YesNo, "oui : chaque fiche est un lieu de médiation numérique."),
        new("centre_commune", SourceKeyKind.YesNo, "oui : un lieu qui reste sans coordonnées prend le point de sa commune, et le dit."),
        new("url_modification", SourceKeyKind.Text, "Où corriger une fiche ; {id} est remplacé par son identifiant."),
        new("demonstration", SourceKeyKind.YesNo, "oui : données de démonstration, toutes les pages le disent."),
        new("date_fiable", SourceKeyKind.YesNo, "« non » : les dates des fiches ne disent pas quand elles étaient vraies ; pour choisir entre deux sources, seule compte celle du fichier. « oui » par défaut."),
        new("identifiant", SourceKeyKind.Mapping, "La colonne, ou les colonnes, qui identifient une fiche : elles ne changent pas quand la ligne change de place. Rien : nom, code postal, commune et adresse."),
        new("lecture", SourceKeyKind.Mapping, "Ce que le programme ne devine pas du tableau : feuille, ligne d'en-tête, séparateur, encodage, liste."),
        new("garder", SourceKeyKind.Mapping, "Les lignes qui ne remplissent pas ces conditions ne sont pas de la source."),
        new("correspondance", SourceKeyKind.Mapping, "Champ par champ, d'où viennent les valeurs."),
    ];
}
