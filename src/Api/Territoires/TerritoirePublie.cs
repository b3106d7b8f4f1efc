using System.ComponentModel;

namespace Maillage.Api.Territoires;

// The descriptions below are those of the OpenAPI description: its schemas are made from these types.

/// <summary>A territory, and what it offers.</summary>
[Description("Un territoire et ce qu'on y trouve.")]
internal sealed record TerritoirePublie
{
    [Description("Version du catalogue.")]
    public required string Version { get; init; }

    [Description("commune, epci, departement ou region. Un arrondissement de Paris, Lyon ou Marseille est une commune.")]
    public required string Niveau { get; init; }

    [Description("Code officiel géographique ; SIREN d'une intercommunalité.")]
    public required string Code { get; init; }

    [Description("Nom du territoire.")]
    public required string Nom { get; init; }

    [Description("Population municipale, en habitants ; la somme de celles de ses communes. null quand elle n'est pas publiée.")]
    public int? Population { get; init; }

    [Description("Codes postaux d'une commune ; aucun pour un autre territoire.")]
    public required IReadOnlyList<string> CodesPostaux { get; init; }

    [Description("Latitude de la mairie d'une commune, à défaut de son centre ; null pour un autre territoire.")]
    public double? Latitude { get; init; }

    [Description("Longitude de la mairie d'une commune, à défaut de son centre ; null pour un autre territoire.")]
    public double? Longitude { get; init; }

    [Description("Les territoires qui le contiennent, du plus petit au plus grand.")]
    public required IReadOnlyList<TerritoireCite> Autour { get; init; }

    [Description("Les territoires qu'il contient, et combien de lieux y sont : arrondissements d'une commune, communes d'une intercommunalité ou d'un département, départements d'une région.")]
    public required IReadOnlyList<TerritoireContenu> Dedans { get; init; }

    [Description("Les lieux qui y sont.")]
    public required OffreDeLieux Lieux { get; init; }

    [Description("Les services qui y sont rendus : à leur adresse, sinon à celle de leur lieu.")]
    public required OffreDeServices Services { get; init; }
}

/// <summary>Another territory, to be read.</summary>
[Description("Un autre territoire.")]
internal record TerritoireCite
{
    [Description("commune, epci, departement ou region.")]
    public required string Niveau { get; init; }

    [Description("Code officiel géographique ; SIREN d'une intercommunalité.")]
    public required string Code { get; init; }

    [Description("Nom du territoire.")]
    public required string Nom { get; init; }

    [Description("Son adresse dans l'API.")]
    public required string Url { get; init; }
}

/// <summary>A territory inside another.</summary>
[Description("Un territoire contenu dans un autre.")]
internal sealed record TerritoireContenu : TerritoireCite
{
    [Description("Nombre de lieux qui y sont.")]
    public required int Lieux { get; init; }
}

/// <summary>The lieux of a territory.</summary>
[Description("Les lieux d'un territoire, comptés.")]
internal sealed record OffreDeLieux
{
    [Description("Nombre de lieux.")]
    public required int Total { get; init; }

    [Description("Nombre de lieux du standard national de la médiation numérique.")]
    public required int MediationNumerique { get; init; }

    [Description("Lieux de chaque type de guichet, les plus nombreux d'abord.")]
    public required IReadOnlyList<Compte> Types { get; init; }

    [Description("Lieux de chaque niveau d'accueil.")]
    public required IReadOnlyList<Compte> NiveauAccueil { get; init; }

    [Description("Lieux qui rendent chaque service de médiation numérique, les plus nombreux d'abord.")]
    public required IReadOnlyList<Compte> Services { get; init; }

    [Description("Adresse de la liste des lieux.")]
    public required string Url { get; init; }
}

/// <summary>The services of a territory.</summary>
[Description("Les services d'un territoire, comptés.")]
internal sealed record OffreDeServices
{
    [Description("Nombre de services.")]
    public required int Total { get; init; }

    [Description("Services de chaque thématique, les plus nombreux d'abord ; une thématique entière compte aussi les siennes.")]
    public required IReadOnlyList<Compte> Thematiques { get; init; }

    [Description("Adresse de la liste des services.")]
    public required string Url { get; init; }
}

/// <summary>How many there are of one value.</summary>
[Description("Une valeur, et combien l'ont.")]
internal sealed record Compte
{
    [Description("La valeur.")]
    public required string Valeur { get; init; }

    [Description("Combien l'ont.")]
    public required int Nombre { get; init; }
}
