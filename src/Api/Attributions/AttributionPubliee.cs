using System.ComponentModel;
using Maillage.Api.Sources;

namespace Maillage.Api.Attributions;

// The descriptions below are those of the OpenAPI description: its schemas are made from these types.

/// <summary>What is to be written beside the lieux that are reused.</summary>
[Description("Les mentions à afficher avec les lieux repris.")]
internal sealed record ListeAttributions
{
    [Description("Version du catalogue.")]
    public required string Version { get; init; }

    [Description("Nombre de sources.")]
    public required int Total { get; init; }

    [Description("Les sources des lieux demandés, celles qui en décrivent le plus d'abord.")]
    public required IReadOnlyList<AttributionPubliee> Donnees { get; init; }

    [Description("La mention entière, prête à être copiée : celle que donne aussi le format txt.")]
    public required string Texte { get; init; }

    [Description("Adresse de la page suivante : toujours null, la liste tient en une page.")]
    public string? Suivant { get; init; }
}

/// <summary>What a source asks for.</summary>
[Description("Ce que la licence d'une source demande d'écrire.")]
internal sealed record AttributionPubliee
{
    [Description("Identifiant de la source.")]
    public required string Source { get; init; }

    [Description("Mention que la licence demande.")]
    public required string Attribution { get; init; }

    [Description("Licence des données.")]
    public required LicencePubliee Licence { get; init; }

    [Description("Page où la source est publiée.")]
    public string? Url { get; init; }

    [Description("Date du fichier, selon sa déclaration.")]
    public DateOnly? DateFichier { get; init; }

    [Description("Fin de l'import dont viennent les données.")]
    public required DateTime ImporteeLe { get; init; }

    [Description("Nombre des lieux demandés que cette source décrit.")]
    public required int Lieux { get; init; }
}
