using System.ComponentModel;

namespace Maillage.Api.Exports;

// The descriptions below are those of the OpenAPI description: its schemas are made from these types.

/// <summary>The files of a version.</summary>
[Description("Les fichiers d'une version.")]
internal sealed record ListeExports
{
    [Description("Version du catalogue dont les fichiers sont ceux-ci.")]
    public required string Version { get; init; }

    [Description("La base de données qui a numéroté cette version, comme dans les changements : une base restaurée en a une autre.")]
    public required string Origine { get; init; }

    [Description("Quand ils ont été écrits, UTC.")]
    public required DateTime PreparesLe { get; init; }

    [Description("Nombre de fichiers.")]
    public required int Total { get; init; }

    [Description("Les fichiers de toute la France. Un territoire se demande de même : lieux-departement-04.csv, lieux-epci-200067437.geojson, lieux-commune-04070.json.")]
    public required IReadOnlyList<ExportPublie> Donnees { get; init; }

    [Description("Les versions dont les fichiers sont gardés, la plus récente d'abord : à donner à « version ».")]
    public required IReadOnlyList<string> Versions { get; init; }

    [Description("Adresse de la page suivante : toujours null, la liste tient en une page.")]
    public string? Suivant { get; init; }
}

/// <summary>A file.</summary>
[Description("Un fichier, qui ne change jamais.")]
internal sealed record ExportPublie
{
    [Description("Nom du fichier.")]
    public required string Nom { get; init; }

    [Description("Son adresse, à partir de la racine : toujours les mêmes octets. Avec « .gz » à la fin : le fichier compressé. Sans « -v… » ni la suite : celui de la version du moment.")]
    public required string Url { get; init; }

    [Description("Jeu de données.")]
    public required string Jeu { get; init; }

    [Description("Territoire.")]
    public required string Territoire { get; init; }

    [Description("Format : json, ndjson, geojson, csv, tableur.csv (pour les tableurs : point-virgule, et marque UTF-8), gpkg (GeoPackage, une fois par jour pour toute la France).")]
    public required string Format { get; init; }

    [Description("Type de média.")]
    public required string TypeMedia { get; init; }

    [Description("Nombre de fiches.")]
    public required int Enregistrements { get; init; }

    [Description("SHA-256 des identifiants des fiches, chacun suivi d'un saut de ligne, dans l'ordre du fichier : le même dans tous les formats.")]
    public required string Sha256Identifiants { get; init; }

    [Description("Taille, en octets.")]
    public required long Octets { get; init; }

    [Description("SHA-256 du fichier.")]
    public required string Sha256 { get; init; }

    [Description("Taille compressée (gzip), en octets.")]
    public required long OctetsGzip { get; init; }

    [Description("SHA-256 du fichier compressé.")]
    public required string Sha256Gzip { get; init; }

    [Description("Adresse du schéma qui le décrit.")]
    public required string Schema { get; init; }

    [Description("Licence.")]
    public required string Licence { get; init; }
}
