using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Maillage.Api.Sources;

// The descriptions below are those of the OpenAPI description: its schemas are made from these types.

/// <summary>The answer of the list.</summary>
[Description("Les sources connues.")]
internal sealed record ListeSources
{
    [Description("Version du catalogue.")]
    public required string Version { get; init; }

    [Description("Nombre de sources.")]
    public required int Total { get; init; }

    [Description("Les sources, par identifiant.")]
    public required IReadOnlyList<SourcePubliee> Donnees { get; init; }

    [Description("Adresse de la page suivante : toujours null, la liste tient en une page.")]
    public string? Suivant { get; init; }
}

/// <summary>A source: in the list, and alone with what was found in it.</summary>
[Description("Une source de données : d'où viennent des lieux, sous quelle licence, et ce qu'ont donné ses derniers imports.")]
internal sealed record SourcePubliee
{
    [Description("Identifiant de la source ; celui du champ « sources » d'un lieu.")]
    public required string Id { get; init; }

    [Description("Nom de la source.")]
    public required string Nom { get; init; }

    [Description("Qui produit la source.")]
    public required string Producteur { get; init; }

    [Description("Mention que la licence demande à qui réutilise les données.")]
    public required string Attribution { get; init; }

    [Description("Licence des données.")]
    public required LicencePubliee Licence { get; init; }

    [Description("Page où la source est publiée.")]
    public string? Url { get; init; }

    [Description("Adresse où corriger une fiche ; « {id} » y tient la place de son identifiant.")]
    public string? UrlModification { get; init; }

    [Description("Producteur que la source republie.")]
    public string? Origine { get; init; }

    [Description("Date du fichier, selon sa déclaration.")]
    public DateOnly? DateFichier { get; init; }

    [Description("Territoire que la source couvre.")]
    public string? Territoire { get; init; }

    [Description("Vrai quand le fichier contient toutes les fiches : ce qui y manque est retiré.")]
    public required bool Complete { get; init; }

    [Description("Vrai quand chaque fiche est un lieu de médiation numérique.")]
    public required bool Mediation { get; init; }

    [Description("Vrai pour des données de démonstration, à ne pas publier comme des données à jour.")]
    public required bool Demonstration { get; init; }

    [Description("Nombre de lieux publiés que cette source décrit.")]
    public required int Lieux { get; init; }

    [Description("Nombre de services publiés que cette source décrit.")]
    public required int Services { get; init; }

    [Description("Nombre de démarches publiées que cette source décrit.")]
    public required int Demarches { get; init; }

    [Description("Fin du dernier import accepté, dont viennent les données servies ; null quand aucun ne l'a été.")]
    public DateTime? ImporteeLe { get; init; }

    [Description("Le dernier import, accepté ou refusé ; null quand il est antérieur au registre des imports.")]
    public Execution? DerniereExecution { get; init; }

    [Description("Dans la fiche d'une source seulement : ce que le dernier import accepté a trouvé dans toutes les fiches, par champ et par code.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Anomalie>? Anomalies { get; init; }

    [Description("Dans la fiche d'une source seulement : les 200 premières fiches que le dernier import accepté a rejetées. Les valeurs libres, les noms, les courriels et les téléphones n'y sont pas.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Rejet>? Rejets { get; init; }

    [Description("Dans la fiche d'une source seulement : les derniers imports, le plus récent d'abord.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Execution>? Executions { get; init; }
}

/// <summary>A licence.</summary>
[Description("Licence des données.")]
internal sealed record LicencePubliee
{
    [Description("Identifiant SPDX.")]
    public required string Code { get; init; }

    [Description("Nom de la licence.")]
    public required string Titre { get; init; }

    [Description("Texte de la licence.")]
    public string? Url { get; init; }
}

/// <summary>What one import did.</summary>
[Description("Un import : lues = publiees + non_publiees + rejetees.")]
internal sealed record Execution
{
    [Description("Début, UTC.")]
    public required DateTime Debut { get; init; }

    [Description("Fin, UTC.")]
    public required DateTime Fin { get; init; }

    [Description("« reussie » : accepté, ses données sont servies. « refusee » : refusé en entier, les dernières bonnes données restent.")]
    public required Store.RunOutcome Resultat { get; init; }

    [Description("Nom du fichier lu.")]
    public string? Fichier { get; init; }

    [Description("Fiches lues ; jusqu'au refus, quand l'import est refusé.")]
    public required long Lues { get; init; }

    [Description("Fiches publiées.")]
    public required long Publiees { get; init; }

    [Description("Fiches publiées dont une valeur au moins a été réparée.")]
    public required long Reparees { get; init; }

    [Description("Fiches saines qui ne sont pas publiées.")]
    public required long NonPubliees { get; init; }

    [Description("Fiches rejetées.")]
    public required long Rejetees { get; init; }

    [Description("Fiches identiques à celles du dernier import accepté.")]
    public required long Inchangees { get; init; }

    [Description("Lieux publiés pour la première fois.")]
    public required long LieuxCrees { get; init; }

    [Description("Lieux dont un champ a changé.")]
    public required long LieuxModifies { get; init; }

    [Description("Lieux qui ne sont plus publiés.")]
    public required long LieuxRetires { get; init; }

    [Description("Lieux reconnus comme un autre : leur identifiant y mène.")]
    public required long LieuxFusionnes { get; init; }

    [Description("Lieux distingués de celui avec lequel ils étaient publiés.")]
    public required long LieuxSepares { get; init; }

    [Description("Lieux publiés de nouveau, sous leur identifiant.")]
    public required long LieuxRetablis { get; init; }

    [Description("Fiches non publiées, par motif.")]
    public required IReadOnlyDictionary<string, long> MotifsNonPubliees { get; init; }

    [Description("Fiches rejetées, par code d'anomalie.")]
    public required IReadOnlyDictionary<string, long> MotifsRejetees { get; init; }

    [Description("Pourquoi l'import a été refusé ; null quand il ne l'a pas été.")]
    public Echec? Echec { get; init; }
}

/// <summary>Why an import was refused.</summary>
[Description("Pourquoi un import a été refusé en entier.")]
internal sealed record Echec
{
    [Description("Code de l'anomalie.")]
    public required string Code { get; init; }

    [Description("Ce que le code veut dire.")]
    public required string Titre { get; init; }

    [Description("Endroit du fichier.")]
    public string? Place { get; init; }

    [Description("Précision.")]
    public string? Detail { get; init; }
}

/// <summary>How often one issue was found in one field.</summary>
[Description("Une sorte d'anomalie dans un champ, et son nombre.")]
internal sealed record Anomalie
{
    [Description("Champ concerné ; « * » pour la fiche entière, ou pour une colonne qui n'est pas un champ publié.")]
    public required string Champ { get; init; }

    [Description("Code de l'anomalie.")]
    public required string Code { get; init; }

    [Description("Ce qui ne va pas.")]
    public required string Titre { get; init; }

    [Description("Ce qui est fait de la valeur ou de la fiche.")]
    public string? Traitement { get; init; }

    [Description("Nombre de fois, dans toutes les fiches.")]
    public required long Nombre { get; init; }
}

/// <summary>A rejected record.</summary>
[Description("Une fiche rejetée.")]
internal sealed record Rejet
{
    [Description("Endroit du fichier.")]
    public required string Place { get; init; }

    [Description("Identifiant de la fiche dans la source ; null quand elle n'en a pas.")]
    public string? Id { get; init; }

    [Description("Champ qui n'a pu être lu ; « * » pour la fiche entière, ou pour une colonne qui n'est pas un champ publié.")]
    public required string Champ { get; init; }

    [Description("Code de l'anomalie.")]
    public required string Code { get; init; }

    [Description("Ce qui ne va pas.")]
    public required string Titre { get; init; }

    [Description("La valeur, quand c'est un code, une commune, une date, des coordonnées ou un terme d'une liste ; null sinon.")]
    public string? Valeur { get; init; }
}
