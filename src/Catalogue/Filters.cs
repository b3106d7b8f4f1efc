namespace Maillage.Catalogue;

/// <summary>Names of the filters that are no field.</summary>
public static class Filters
{
    /// <summary>Words of the record.</summary>
    public const string Texte = "q";

    /// <summary>A rectangle.</summary>
    public const string Rectangle = "bbox";

    /// <summary>A point, and a distance.</summary>
    public const string Autour = "autour";

    /// <summary>The moment when a lieu is open.</summary>
    public const string OuvertA = "ouvert_a";

    /// <summary>The instant since when a record has changed.</summary>
    public const string ModifieDepuis = "modifie_depuis";

    /// <summary>The least score of quality.</summary>
    public const string ScoreMinimum = "score_qualite_minimum";

    /// <summary>The sources of which a record is behind the entity.</summary>
    public const string Source = "source";

    /// <summary>What belongs to the national standard.</summary>
    public const string MediationNumerique = "mediation_numerique";
}

/// <summary>Names of the orders of lists.</summary>
public static class Orders
{
    /// <summary>Nearest first.</summary>
    public const string Distance = "distance";

    /// <summary>By name.</summary>
    public const string Nom = "nom";

    /// <summary>Those that their source changed last come first; those of which that is not known, last.</summary>
    public const string DateMaj = "date_maj";

    /// <summary>What answers the words best comes first.</summary>
    public const string Pertinence = "pertinence";
}
