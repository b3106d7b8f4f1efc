using System.IO.Enumeration;

namespace Maillage.Tests.Importers.Officiels;

/// <summary>One row of the inventory of the official files: what a file is, and what reads it.</summary>
/// <param name="Motif">Path in the corpus, <c>*</c> standing for anything.</param>
/// <param name="Lecture">A format; a declaration of ours (<c>….yaml</c>); null when it is not read here.</param>
/// <param name="Pourquoi">When it is not read here: what it is.</param>
/// <param name="Ensemble">Read as one source: a folder of files.</param>
internal sealed record FichierOfficiel(string Motif, string? Lecture, string Pourquoi = "", bool Ensemble = false)
{
    public bool Est(string path) => FileSystemName.MatchesSimpleExpression(Motif, path, ignoreCase: false);
}

/// <summary>Every file of the folders of the official sources: none is there that no row speaks of.</summary>
internal static class Inventaire
{
    /// <summary>The folders that the inventory covers.</summary>
    public static readonly IReadOnlyList<string> Dossiers = ["service-public", "national", "acceslibre"];

    /// <summary>The rows; of those that fit a file, the first is its own.</summary>
    public static readonly IReadOnlyList<FichierOfficiel> Lignes =
    [
        new("service-public/annuaire-v2-xml/*.xml", "annuaire-xml-v2", Ensemble: true),
        new("service-public/annuaire-v4/2017-*.json.gz", "annuaire-v4"),
        new("service-public/annuaire-v4/reel-*.json", "annuaire-v4"),
        new("service-public/annuaire-v4/forme-competence-commune.SYNTHETIQUE.json", "competence-service-public"),
        new("service-public/annuaire-v4/gendarmeries-data.gouv-3.json", "gendarmeries.yaml"),
        new("service-public/extraits-2026-csv/*.csv", "annuaire-extrait"),
        new("service-public/cas-limites/cas-limites.ndjson", null, "fiches anormales de 2017 dans une enveloppe à elles : lues par les tests (docs/anomalies.md)"),
        new("service-public/cas-limites/*", null, "comptes et listes de remarques, sans fiche"),
        new("service-public/comarquage-3.3/*", null, "démarches et non lieux : lues par le format du co-marquage"),
        new("service-public/comarquage-*", null, "listes tirées du co-marquage de 2020 : elles servent à ses tests"),
        new("national/standard/schemas/*", null, "schémas"),
        new("national/standard/*", "standard-mediation-numerique"),
        new("national/partners/*", null, "fichiers de partenaires et leurs réglages d'origine : comptés ci-dessus"),
        new("national/data-inclusion/schemas/*", null, "schémas et listes de valeurs"),
        new("national/data-inclusion/samples/structures-*.json", "data-inclusion-structures"),
        new("national/data-inclusion/samples/valideur-dataset.xlsx", "valideur.yaml"),
        new("national/data-inclusion/samples/services-*.json", null, "services et non lieux : lus par le format des services"),
        new("national/data-inclusion/samples/*.json", null, "liste des sources, et paires étiquetées pour le rapprochement"),
        new("acceslibre/exemple-valide.csv", "acceslibre"),
        new("acceslibre/*", null, "schéma"),
    ];

    /// <summary>The row of a file; null when none speaks of it.</summary>
    public static FichierOfficiel? Ligne(string path) => Lignes.FirstOrDefault(line => line.Est(path));
}
