namespace Maillage.Api.Commands;

/// <summary>One setting: the option, the environment variable that says the same, what it does, what it is unless said.</summary>
/// <param name="Option">Option of the command, e.g. <c>--store</c>.</param>
/// <param name="Variable">Environment variable, e.g. <c>MAILLAGE_STORE</c>.</param>
/// <param name="Description">French sentence for the help and docs/settings.md.</param>
/// <param name="Default">Value when neither is given.</param>
internal sealed record Setting(string Option, string Variable, string Description, string Default)
{
    public string Value(string? given) => given ?? Environment.GetEnvironmentVariable(Variable) ?? Default;
}

/// <summary>The settings: a row each.</summary>
internal static class Settings
{
    public static Setting Store { get; } = new(
        "--store", "MAILLAGE_STORE", "Où sont gardées les données : sqlite:FICHIER, ou l'adresse d'une base PostgreSQL (postgres://utilisateur:motdepasse@serveur:5432/base).", "sqlite:maillage.db");

    public static Setting Urls { get; } = new(
        "--urls", "MAILLAGE_URLS", "Adresse d'écoute.", "http://localhost:5080");

    public static Setting Sources { get; } = new(
        "--sources", "MAILLAGE_SOURCES", "Dossier des sources (un fichier YAML par source).", "le dossier sources/ de Maillage");

    public static Setting Decisions { get; } = new(
        "--decisions", "MAILLAGE_DECISIONS", "Dossier de ce que des personnes ont décidé (mêmes lieux, lieux distincts, retraits, niveaux d'accueil, priorités des sources).", "le dossier decisions/ de Maillage");

    public static Setting Geocoder { get; } = new(
        "--geocodeur", "MAILLAGE_GEOCODEUR",
        "Géocodeur national qui localise, à l'import, les lieux que leur source ne localise pas ; par exemple https://data.geopf.fr/geocodage.", "aucun");

    public static Setting Copies { get; } = new(
        "--copies", "MAILLAGE_COPIES", "Dossier où sont gardées les copies de ce qui est téléchargé.", "copies/ à côté de la base, ou dans le dossier courant avec PostgreSQL");

    public static Setting Contact { get; } = new(
        "--contact", "MAILLAGE_CONTACT", "Adresse d'une page qui dit qui télécharge ; elle accompagne chaque demande aux serveurs des sources.", "aucune");

    public static Setting Journal { get; } = new(
        "--journal", "MAILLAGE_JOURNAL", "Nombre de jours pendant lesquels le journal des changements garde tout ; au-delà, il garde la dernière ligne de chaque lieu.", "90");

    public static Setting Publications { get; } = new(
        "--publications", "MAILLAGE_PUBLICATIONS",
        "Nombre de secondes entre deux publications : ce qui change entre-temps attend et paraît ensemble, et les pages d'une liste gardent leur version plus longtemps.", "60");

    public static Setting Exports { get; } = new(
        "--exports", "MAILLAGE_EXPORTS", "Dossier où sont écrits les fichiers des exports.", "exports/ à côté de la base, ou dans le dossier courant avec PostgreSQL");

    public static Setting Quota { get; } = new(
        "--quota", "MAILLAGE_QUOTA", "Nombre de demandes par minute qu'une adresse peut faire ; 0 : autant qu'elle veut.", "6000");

    public static Setting Proxies { get; } = new(
        "--proxies", "MAILLAGE_PROXIES",
        "Adresses ou réseaux des répartiteurs dont les en-têtes X-Forwarded-For et -Proto sont crus, séparés par des virgules (10.0.0.0/8) ; ceux de cette machine le sont toujours.", "aucun autre");

    public static Setting Traces { get; } = new(
        "--traces", "MAILLAGE_TRACES", "Ce que le serveur dit de lui-même : « texte », ce qui va mal, en phrases ; « json », un objet JSON par ligne de la sortie standard, pour ce qui les recueille.", "texte");

    public static IReadOnlyList<Setting> All { get; } = [Store, Urls, Sources, Decisions, Geocoder, Copies, Contact, Journal, Publications, Exports, Quota, Proxies, Traces];

    /// <summary>The sources delivered with Maillage, beside the program or at the root that the command script gives.</summary>
    public static string SourcesFolder(string? given) =>
        Sources.Value(given) is var value && value == Sources.Default
            ? Delivered("sources")
            : value;

    /// <summary>The decisions delivered with Maillage: none, but how to write them.</summary>
    public static string DecisionsFolder(string? given) => Decisions.Value(given) is var value && value == Decisions.Default ? Delivered("decisions") : value;

    /// <summary>Folder of the files of exports; null, and said, when it is none.</summary>
    public static string? ExportsFolder(string? given, string? store)
    {
        var folder = Exports.Value(given) is var value && value == Exports.Default ? StoreOpener.FolderOf(store, "exports") : value;
        if (folder.Trim().Length > 0 && !folder.Contains('\0', StringComparison.Ordinal) && !File.Exists(folder))
        {
            return folder;
        }

        Terminal.Complain($"« {Exports.Option} {folder} » : ce n'est pas un dossier.");
        return null;
    }

    private static string Delivered(string folder) => Path.Combine(Environment.GetEnvironmentVariable("MAILLAGE_RACINE") ?? AppContext.BaseDirectory, folder);
}
