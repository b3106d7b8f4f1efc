namespace Maillage.Schema.Lieux;

/// <summary>What a source adds to a lieu of another source: where it is competent, how it is reached. It is no lieu by itself, and names the record it completes.</summary>
public sealed record Complement
{
    /// <summary>Id of the record, in the source that is completed (for the annuaire of service-public.fr: its UUID); empty when the record does not say: it completes nothing.</summary>
    /// <example>02b9b93c-1da6-4c5a-a9f4-38ad23d9ddbd</example>
    public required string CibleId { get; init; }

    /// <summary>Territory codes that the lieu answers for: <c>france</c>, départements (<c>04</c>), EPCI (nine digits), communes (<c>04070</c>).</summary>
    public IReadOnlyList<string> ZoneCompetence { get; init; } = [];

    /// <summary>Types of counter that the competence is of, as the source writes them; empty when it does not say.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Public page of the lieu on acceslibre.</summary>
    public string? FicheAccesLibre { get; init; }

    /// <summary><c>accessible</c>, <c>sur-demande</c> or <c>non-accessible</c>; null when nothing declared says it.</summary>
    public string? AccessibilitePmr { get; init; }

    /// <summary>Handicaps that a declared equipment serves.</summary>
    public IReadOnlyList<string> AccessibiliteHandicaps { get; init; } = [];

    /// <summary>What the declared equipment is, for a person.</summary>
    public string? AccessibiliteNote { get; init; }

    /// <summary>Page of the record in its own source, where it can be corrected.</summary>
    public string? Url { get; init; }

    /// <summary>When its source last changed it.</summary>
    public DateOnly? DateMaj { get; init; }
}
