namespace Maillage.Schema.Territoires;

/// <summary>Moyen par lequel une commune a été reconnue, du plus sûr au plus approximatif.</summary>
public enum OrigineCommune
{
    /// <summary>Code Insee d'une commune actuelle ou d'un arrondissement municipal.</summary>
    CodeActuel,

    /// <summary>Code Insee d'une commune fusionnée, déléguée ou associée : la commune est celle d'aujourd'hui.</summary>
    AncienCode,

    /// <summary>Code postal et nom de commune.</summary>
    CodePostalEtNom,

    /// <summary>Mairie la plus proche des coordonnées : approximatif.</summary>
    MairieLaPlusProche,
}
