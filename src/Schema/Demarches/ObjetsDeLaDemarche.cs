using Maillage.Schema.Fields;

namespace Maillage.Schema.Demarches;

/// <summary>Étape du chemin d'une fiche : thème, dossier.</summary>
public sealed record EtapeChemin
{
    /// <summary>Numéro dans le co-marquage.</summary>
    /// <example>N19810</example>
    [Champ("Identifiant", Requis = true)]
    public required string Id { get; init; }

    /// <summary>Titre.</summary>
    /// <example>Papiers - Citoyenneté</example>
    [Champ("Titre", Requis = true)]
    public required string Titre { get; init; }
}

/// <summary>Guichet auquel une fiche dit de s'adresser (« Où s'adresser ? »). Le même, cité dans plusieurs situations, n'est dit qu'une fois.</summary>
public sealed record GuichetDemarche
{
    /// <summary>Numéro du guichet dans le co-marquage.</summary>
    /// <example>R1</example>
    [Champ("Identifiant")]
    public string? Id { get; init; }

    /// <summary>Sorte de renvoi, telle que le co-marquage la nomme.</summary>
    /// <example>Local personnalisé sur SP</example>
    [Champ("Type")]
    public string? Type { get; init; }

    /// <summary>Nom du guichet.</summary>
    /// <example>Mairie</example>
    [Champ("Titre", Requis = true)]
    public required string Titre { get; init; }

    /// <summary>Type de guichet, tel que la fiche l'écrit (« pivot » du co-marquage).</summary>
    /// <example>mairie</example>
    [Champ("Pivot")]
    public string? Pivot { get; init; }

    /// <summary>Types de lieux qui tiennent ce guichet. Vide quand aucun n'est publié : ni tribunaux, ni police, ni impôts.</summary>
    /// <example>mairie</example>
    [Champ("Types", Vocabulaire = "types")]
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Page de l'organisme, qui mène souvent à son annuaire.</summary>
    /// <example>https://www.example.fr/annuaire</example>
    [Champ("Adresse", Format = "uri")]
    public string? Url { get; init; }

    /// <summary>Ce qui précise quand s'y adresser.</summary>
    /// <example>Si vous habitez à Paris</example>
    [Champ("Complément")]
    public string? Complement { get; init; }

    /// <summary>Vrai quand on peut saisir l'administration par voie électronique.</summary>
    /// <example>false</example>
    [Champ("Saisine par voie électronique")]
    public bool? Sve { get; init; }

    /// <summary>Parties de la fiche qui y renvoient : situation, chapitre, cas. Vide : la fiche entière.</summary>
    /// <example>Cas général &gt; Démarche</example>
    [Champ("Situations")]
    public IReadOnlyList<string> Situations { get; init; } = [];
}

/// <summary>Centre de contact d'une fiche, que l'on joint à distance.</summary>
public sealed record CentreContact
{
    /// <summary>Numéro dans le co-marquage.</summary>
    /// <example>R37857</example>
    [Champ("Identifiant")]
    public string? Id { get; init; }

    /// <summary>Nom.</summary>
    /// <example>Défenseur des droits</example>
    [Champ("Titre", Requis = true)]
    public required string Titre { get; init; }

    /// <summary>Page de l'organisme.</summary>
    /// <example>https://www.example.fr/contact</example>
    [Champ("Adresse", Format = "uri")]
    public string? Url { get; init; }

    /// <summary>Comment le joindre, et pour quoi : numéros, heures, coût. Le début du texte de la fiche.</summary>
    /// <example>Par téléphone : 09 69 39 00 00, du lundi au vendredi de 8h à 20h</example>
    [Champ("Coordonnées", LongueurMax = 500)]
    public string? Coordonnees { get; init; }

    /// <summary>Parties de la fiche qui y renvoient. Vide : la fiche entière.</summary>
    /// <example>Cas général &gt; Démarche</example>
    [Champ("Situations")]
    public IReadOnlyList<string> Situations { get; init; } = [];
}

/// <summary>Service en ligne d'une fiche.</summary>
public sealed record ServiceEnLigne
{
    /// <summary>Numéro dans le co-marquage.</summary>
    /// <example>R20689</example>
    [Champ("Identifiant")]
    public string? Id { get; init; }

    /// <summary>Téléservice, Formulaire, Simulateur, Modèle de document, Outil de recherche.</summary>
    /// <example>Téléservice</example>
    [Champ("Type")]
    public string? Type { get; init; }

    /// <summary>Titre.</summary>
    /// <example>Saisir le Défenseur des droits en ligne</example>
    [Champ("Titre", Requis = true)]
    public required string Titre { get; init; }

    /// <summary>Adresse du service ; celle de sa page officielle quand la fiche ne la donne pas.</summary>
    /// <example>https://www.example.fr/service</example>
    [Champ("Adresse", Format = "uri")]
    public string? Url { get; init; }
}
