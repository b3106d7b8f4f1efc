using System.ComponentModel;

namespace Maillage.Api.Validation;

// The descriptions below are those of the OpenAPI description: its schemas are made from these types.

/// <summary>What was found in a file.</summary>
[Description("Ce qui a été trouvé dans un fichier. « lieux » = « publiables_tels_quels » + « publiables_repares » + « a_corriger ».")]
internal sealed record RapportPublie
{
    [Description("Nom du fichier, s'il a été dit.")]
    public required string Fichier { get; init; }

    [Description("Schéma auquel il a été comparé.")]
    public required string Schema { get; init; }

    [Description("Comment le fichier a été compris ; null quand il n'a pas pu l'être.")]
    public required string? Format { get; init; }

    [Description("Vrai quand toutes les lignes sont publiables telles quelles.")]
    public required bool Valide { get; init; }

    [Description("Le verdict, en une phrase.")]
    public required string Verdict { get; init; }

    [Description("Nombre de lignes lues.")]
    public required long Lieux { get; init; }

    [Description("Nombre de lignes qui suivent le schéma.")]
    public required long PubliablesTelsQuels { get; init; }

    [Description("Nombre de lignes que le fichier réparé contient sous leur bonne forme.")]
    public required long PubliablesRepares { get; init; }

    [Description("Nombre de lignes que seule une personne peut corriger.")]
    public required long ACorriger { get; init; }

    [Description("Nombre de remarques, celles que le rapport ne détaille pas comprises.")]
    public required long NombreRemarques { get; init; }

    [Description("Nombre de remarques sur ce que le schéma refuse.")]
    public required long NombreBloquantes { get; init; }

    [Description("Nombre de valeurs réparées.")]
    public required long NombreReparations { get; init; }

    [Description("Pourquoi le fichier ne peut pas être lu, ou pas jusqu'au bout ; null quand il l'est.")]
    public required RemarquePubliee? Echec { get; init; }

    [Description("Les colonnes, et ce pour quoi elles ont été prises.")]
    public required IReadOnlyList<ColonneLue> Colonnes { get; init; }

    [Description("Les champs obligatoires qu'aucune colonne ne donne.")]
    public required IReadOnlyList<string> ColonnesAbsentes { get; init; }

    [Description("Champ par champ, ce que valent les valeurs.")]
    public required IReadOnlyList<ChampCompte> Champs { get; init; }

    [Description("Les sortes de remarques, et combien de chacune.")]
    public required IReadOnlyList<ProblemeCompte> Problemes { get; init; }

    [Description("Les lignes qu'une personne doit corriger, les mille premières.")]
    public required IReadOnlyList<LigneACorriger> ResteAFaire { get; init; }

    [Description("Les remarques, une à une, les premières de chaque sorte.")]
    public required IReadOnlyList<RemarquePubliee> Remarques { get; init; }
}

/// <summary>A column of the file.</summary>
[Description("Une colonne du fichier.")]
internal sealed record ColonneLue
{
    [Description("Son nom, comme le fichier l'écrit.")]
    public required string Nom { get; init; }

    [Description("Sa lettre, dans un tableur ; null ailleurs.")]
    public required string? Lettre { get; init; }

    [Description("Champ du schéma qu'elle donne ; null quand il n'y en a pas.")]
    public required string? Champ { get; init; }
}

/// <summary>How the values of a field fare.</summary>
[Description("Ce que valent les valeurs d'un champ : « remplies » = « valides » + « reparees » + « refusees ».")]
internal sealed record ChampCompte
{
    [Description("Nom du champ.")]
    public required string Champ { get; init; }

    [Description("Lignes où il a une valeur.")]
    public required long Remplies { get; init; }

    [Description("Lignes où elle suit le schéma.")]
    public required long Valides { get; init; }

    [Description("Lignes où elle a été réparée.")]
    public required long Reparees { get; init; }

    [Description("Lignes où elle, ou une partie, ne peut pas servir.")]
    public required long Refusees { get; init; }
}

/// <summary>One kind of issue in one field.</summary>
[Description("Une sorte de remarque, dans un champ.")]
internal sealed record ProblemeCompte
{
    [Description("Nom du champ, ou « * ».")]
    public required string Champ { get; init; }

    [Description("Code de la remarque (docs/anomalies.md).")]
    public required string Code { get; init; }

    [Description("Ce qu'il veut dire.")]
    public required string Probleme { get; init; }

    [Description("Combien de fois.")]
    public required long Nombre { get; init; }

    [Description("Combien de fois la ligne est à corriger par une personne.")]
    public required long LignesACorriger { get; init; }
}

/// <summary>A line that only a person can correct.</summary>
[Description("Une ligne que seule une personne peut corriger.")]
internal sealed record LigneACorriger
{
    [Description("Numéro de la ligne, à partir de 1 ; 0 là où les lignes ne veulent rien dire (JSON).")]
    public required long Ligne { get; init; }

    [Description("Où elle est, pour une personne : « ligne 12 », « enregistrement 3 ».")]
    public required string Place { get; init; }

    [Description("Nom du lieu, ou son identifiant ; null quand la ligne n'a ni l'un ni l'autre.")]
    public required string? Nom { get; init; }

    [Description("Ce qui est à corriger, une phrase chacun.")]
    public required IReadOnlyList<string> Raisons { get; init; }
}

/// <summary>Something wrong in a file.</summary>
[Description("Une remarque : où, pourquoi, et ce qu'il faudrait écrire.")]
internal sealed record RemarquePubliee
{
    [Description("Numéro de la ligne, à partir de 1 ; 0 pour ce qui concerne tout le fichier, ou là où les lignes ne veulent rien dire (JSON).")]
    public required long Ligne { get; init; }

    [Description("Où elle est, pour une personne : « ligne 12 », « enregistrement 3 », « fichier ».")]
    public required string Place { get; init; }

    [Description("Nom de la colonne ; null quand aucune n'est en cause.")]
    public required string? Colonne { get; init; }

    [Description("Lettre de la colonne, dans un tableur ; null ailleurs.")]
    public required string? Lettre { get; init; }

    [Description("Nom du champ, ou « * ».")]
    public required string Champ { get; init; }

    [Description("Code de la remarque (docs/anomalies.md).")]
    public required string Code { get; init; }

    [Description("Ce qu'elle demande : à vérifier, réparé, laissé de côté, à corriger.")]
    public required string Effet { get; init; }

    [Description("Vrai quand le schéma refuse la valeur, ou que la ligne ne peut pas être publiée telle quelle.")]
    public required bool Bloquant { get; init; }

    [Description("Ce que veut dire le code.")]
    public required string Probleme { get; init; }

    [Description("La valeur, comme le fichier l'écrit, raccourcie, sans nom de personne ; null quand il n'y en a pas à citer.")]
    public required string? Valeur { get; init; }

    [Description("Ce qu'il faudrait écrire ; null quand seul l'expéditeur le sait.")]
    public required string? Proposition { get; init; }

    [Description("La règle du champ, en une phrase ; null quand il n'y en a pas.")]
    public required string? Regle { get; init; }
}
