using Maillage.Schema.Fields;

namespace Maillage.Schema.DataInclusion;

/// <summary>Structure, au schéma data·inclusion v1 (https://github.com/gip-inclusion/data-inclusion-schema).</summary>
public sealed record StructureDataInclusion
{
    /// <summary>Identifiant de la structure : celui du producteur, puis celui de la structure chez lui, joints par deux tirets.</summary>
    /// <example>dora--42</example>
    [Champ("Identifiant", Requis = true, Unique = true)]
    public required string Id { get; init; }

    /// <summary>Producteur d'origine de la donnée.</summary>
    /// <example>dora</example>
    [Champ("Source", Requis = true)]
    public required string Source { get; init; }

    /// <summary>Nom de la structure.</summary>
    /// <example>Espace numérique du Bourg</example>
    [Champ("Nom", Requis = true, Motif = @"[\s\S]{3,}", LongueurMax = 150)]
    public required string Nom { get; init; }

    /// <summary>Date à laquelle le producteur a mis la structure à jour.</summary>
    /// <example>2026-04-02</example>
    [Champ("Date de mise à jour", Requis = true)]
    public DateOnly? DateMaj { get; init; }

    /// <summary>Description de la structure.</summary>
    /// <example>Un espace ouvert à tous, avec des ordinateurs et quelqu'un pour aider.</example>
    [Champ("Description", Motif = @"[\s\S]{5,}", LongueurMax = 10_000)]
    public string? Description { get; init; }

    /// <summary>Page de la structure chez le producteur.</summary>
    /// <example>https://www.example.fr/structures/42</example>
    [Champ("Lien vers la source", Format = "uri")]
    public string? LienSource { get; init; }

    /// <summary>SIRET de l'établissement, à défaut celui du siège.</summary>
    /// <example>43493312300029</example>
    [Champ("SIRET", Motif = "[0-9]{14}")]
    public string? Siret { get; init; }

    /// <summary>Nom de la commune actuelle.</summary>
    /// <example>Digne-les-Bains</example>
    [Champ("Commune")]
    public string? Commune { get; init; }

    /// <summary>Code postal à cinq chiffres.</summary>
    /// <example>04000</example>
    [Champ("Code postal", Motif = "[0-9]{5}")]
    public string? CodePostal { get; init; }

    /// <summary>Code officiel géographique de la commune actuelle.</summary>
    /// <example>04070</example>
    [Champ("Code INSEE", Motif = "([013-9][0-9]|2[AB1-9])[0-9]{3}")]
    public string? CodeInsee { get; init; }

    /// <summary>Numéro et voie, ou lieu-dit.</summary>
    /// <example>12 avenue Demontzey</example>
    [Champ("Adresse")]
    public string? Adresse { get; init; }

    /// <summary>Ce qui précise l'adresse.</summary>
    /// <example>Salle 2</example>
    [Champ("Complément d'adresse")]
    public string? ComplementAdresse { get; init; }

    /// <summary>Latitude en degrés décimaux (WGS 84). Jamais sans longitude.</summary>
    /// <example>44.093933</example>
    [Champ("Latitude", Min = -90, Max = 90)]
    public double? Latitude { get; init; }

    /// <summary>Longitude en degrés décimaux (WGS 84). Jamais sans latitude.</summary>
    /// <example>6.230555</example>
    [Champ("Longitude", Min = -180, Max = 180)]
    public double? Longitude { get; init; }

    /// <summary>Numéro de téléphone au format international, ou numéro court.</summary>
    /// <example>+33492314387</example>
    [Champ("Téléphone", Motif = @"(\+[0-9]{7,15}|[0-9]{2,6})")]
    public string? Telephone { get; init; }

    /// <summary>Adresse électronique de la structure.</summary>
    /// <example>contact@association.example.fr</example>
    [Champ("Courriel", Format = "email")]
    public string? Courriel { get; init; }

    /// <summary>Site web de la structure.</summary>
    /// <example>https://www.example.fr</example>
    [Champ("Site web", Format = "uri")]
    public string? SiteWeb { get; init; }

    /// <summary>Horaires d'accueil dans la syntaxe opening_hours d'OpenStreetMap.</summary>
    /// <example>Tu,Th 14:00-16:00</example>
    [Champ("Horaires d'accueil")]
    public string? HorairesAccueil { get; init; }

    /// <summary>Page de la structure sur acceslibre.</summary>
    /// <example>https://acceslibre.beta.gouv.fr/app/04-digne-les-bains/a/mairie/erp/mairie/</example>
    [Champ("Accessibilité", Format = "uri")]
    public string? AccessibiliteLieu { get; init; }

    /// <summary>Réseaux, organisations ou administrations qui portent la structure.</summary>
    /// <example>france-service</example>
    [Champ("Réseaux porteurs", Vocabulaire = "reseaux_porteurs")]
    public IReadOnlyList<string> ReseauxPorteurs { get; init; } = [];
}
