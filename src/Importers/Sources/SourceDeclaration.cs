using Maillage.Importers.Fetch;
using Maillage.Importers.Map.Language;
using Maillage.Store;

namespace Maillage.Importers.Sources;

/// <summary>One file of <c>sources/</c>: what to read, from whom, under which licence.</summary>
public sealed record SourceDeclaration
{
    /// <summary>What a draft writes where a person must.</summary>
    public const string ToComplete = "à compléter";

    /// <summary>Short name, in URLs and identifiers: it never changes.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Nom { get; init; }

    public required string Producteur { get; init; }

    /// <summary>The mention that the licence asks of reusers.</summary>
    public required string Attribution { get; init; }

    /// <summary>A key of <see cref="Licences"/>.</summary>
    public required string Licence { get; init; }

    /// <summary>A key of <see cref="Read.SourceFormats"/>.</summary>
    public required string Format { get; init; }

    /// <summary>Page where the source is published.</summary>
    public string? Url { get; init; }

    /// <summary>Local file, archive or folder, relative to the declaration.</summary>
    public string? Fichier { get; init; }

    /// <summary>How it is fetched.</summary>
    public FetchKeys Fetch { get; init; } = FetchKeys.None;

    /// <summary>Date of the file; unless said, the one that its name begins with (<c>20261122-…</c>).</summary>
    public DateOnly? DateFichier { get; init; }

    /// <summary>The dates of its records say when they were true; otherwise only the date of the file does.</summary>
    public bool DateFiable { get; init; } = true;

    /// <summary>For the annuaire: the member that identifies a record; <c>id</c> unless said.</summary>
    public string? Identifiant { get; init; }

    public string? Territoire { get; init; }

    /// <summary>Whom the source republishes, when the records do not say.</summary>
    public string? Origine { get; init; }

    /// <summary>The file holds every record: what is missing from it is withdrawn.</summary>
    public bool Complete { get; init; } = true;

    /// <summary>A run that withdraws more than this share (percent) is refused whole.</summary>
    public int SeuilBaisse { get; init; } = 20;

    public bool Actif { get; init; } = true;

    /// <summary>False: the records are kept, none is published.</summary>
    public bool Publier { get; init; } = true;

    /// <summary>Every record is a lieu of médiation numérique.</summary>
    public bool Mediation { get; init; }

    /// <summary>A lieu that stays without coordinates takes the point of its commune, and says so.</summary>
    public bool CentreCommune { get; init; }

    /// <summary>Where to correct a record; <c>{id}</c> stands for its id.</summary>
    public string? UrlModification { get; init; }

    /// <summary>Demonstration data: every page says so.</summary>
    public bool Demonstration { get; init; }

    /// <summary>For complements and services: the source whose records they complete, or belong to.</summary>
    public string? Cible { get; init; }

    /// <summary>For a table: what its columns say; null for the formats that explain themselves.</summary>
    public LieuMapping? Correspondance { get; init; }

    /// <summary>The file it was read from; relative paths start from its folder.</summary>
    public required string Chemin { get; init; }

    /// <summary>What the store keeps of the declaration.</summary>
    public SourceCard Card => new()
    {
        Id = Id,
        Nom = Nom,
        Producteur = Producteur,
        Attribution = Attribution,
        Licence = Licence,
        Url = Url,
        UrlModification = UrlModification,
        Origine = Origine,
        DateFichier = DateFichier ?? FileDate.Of(Fichier),
        Territoire = Territoire,
        Complete = Complete,
        Mediation = Mediation,
        Demonstration = Demonstration,
    };

    /// <summary>Full path of the local file or folder; null when there is none.</summary>
    public string? CheminFichier => Fichier is null || Fichier.Contains('\0') ? null : Path.GetFullPath(Fichier, Path.GetDirectoryName(Path.GetFullPath(Chemin)) ?? ".");
}
