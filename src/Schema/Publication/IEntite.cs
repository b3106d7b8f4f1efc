namespace Maillage.Schema.Publication;

/// <summary>What the journal holds and the catalogue serves, one row of a dataset.</summary>
public interface IEntite
{
    /// <summary>Lasting id: it never denotes another.</summary>
    string Id { get; }

    /// <summary>Name, for people.</summary>
    string Nom { get; }

    /// <summary>Instant of our last change in the journal, UTC; null before it is published.</summary>
    DateTimeOffset? ModifieLe { get; }

    /// <summary>The same, changed at that instant.</summary>
    IEntite ModifieeLe(DateTimeOffset? instant);
}

/// <summary>The kinds of entities, one dataset each.</summary>
public enum TypeEntite
{
    /// <summary>A place.</summary>
    Lieu,

    /// <summary>A service that a structure offers.</summary>
    Service,

    /// <summary>A fiche of « Vos droits et démarches ».</summary>
    Demarche,
}
