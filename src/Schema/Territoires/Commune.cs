namespace Maillage.Schema.Territoires;

/// <summary>Commune actuelle ou arrondissement municipal (Paris, Lyon, Marseille) du Code officiel géographique.</summary>
/// <remarks>Sources : Insee (COG et populations), La Poste (codes postaux), DGCL (EPCI), IGN et DILA (points).</remarks>
public sealed record Commune
{
    /// <summary>Code Insee de la commune : cinq caractères, par exemple <c>04070</c> ou <c>2A004</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Nom officiel, article et accents compris, par exemple <c>Digne-les-Bains</c>.</summary>
    public required string Nom { get; init; }

    /// <summary>Code Insee du département ou de la collectivité d'outre-mer : <c>04</c>, <c>2A</c>, <c>971</c>, <c>988</c>.</summary>
    public required string CodeDepartement { get; init; }

    /// <summary>Code Insee de la région, par exemple <c>93</c> ; celui de la collectivité pour l'outre-mer sans région.</summary>
    public required string CodeRegion { get; init; }

    /// <summary>
    /// Numéro SIREN de l'EPCI à fiscalité propre ; <see langword="null"/> hors de tout EPCI.
    /// Un arrondissement municipal a celui de sa commune.
    /// </summary>
    public string? CodeEpci { get; init; }

    /// <summary>Population municipale, en habitants ; <see langword="null"/> si elle n'est pas publiée.</summary>
    public int? Population { get; init; }

    /// <summary>Codes postaux qui desservent la commune, hors codes Cedex ; vide si aucun.</summary>
    public required IReadOnlyList<string> CodesPostaux { get; init; }

    /// <summary>Latitude de la mairie, à défaut du centre de la commune : degrés WGS 84 ; <see langword="null"/> si inconnue.</summary>
    public double? Latitude { get; init; }

    /// <summary>Longitude de la mairie, à défaut du centre de la commune : degrés WGS 84 ; <see langword="null"/> si inconnue.</summary>
    public double? Longitude { get; init; }

    /// <summary>
    /// Pour un arrondissement municipal, code de sa commune (<c>75056</c>, <c>69123</c>, <c>13055</c>) ;
    /// <see langword="null"/> pour une commune.
    /// </summary>
    public string? CodeParent { get; init; }

    /// <summary>Codes des territoires qui la contiennent, du plus petit au plus grand : sa commune si c'est un arrondissement, son EPCI, son département.</summary>
    public IEnumerable<string> CodesAutour => ((string?[])[CodeParent, CodeEpci, CodeDepartement]).OfType<string>();
}
