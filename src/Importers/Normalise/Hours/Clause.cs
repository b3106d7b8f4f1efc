namespace Maillage.Importers.Normalise.Hours;

/// <summary>What a clause of a remark says.</summary>
internal enum ClauseKind
{
    /// <summary>Nothing that changes the hours: a phone service, a way to make an appointment.</summary>
    Information,

    /// <summary>It is open then, or only then.</summary>
    Open,

    /// <summary>It is closed then.</summary>
    Closed,

    /// <summary>It is open under a condition: an appointment, a kind of business, one week in two.</summary>
    Condition,

    /// <summary>Somebody is there or answers, but the counter is not open: « permanence des élus », « accueil téléphonique uniquement ».</summary>
    NotOpening,
}

/// <summary>One clause of a remark on hours, understood to its last word.</summary>
internal sealed record Clause
{
    public required ClauseKind Kind { get; init; }

    /// <summary>The clause as written.</summary>
    public required string Text { get; init; }

    /// <summary>« Uniquement ».</summary>
    public bool Only { get; init; }

    /// <summary>« Uniquement » stands right before the part of the year.</summary>
    public bool OnlyThen { get; init; }

    /// <summary>The day that « un samedi sur deux » is about: hours of other days are not.</summary>
    public int? OnlyOn { get; init; }

    /// <summary>« Tous les après-midi », « les matins »: of every day, wherever the remark stands.</summary>
    public bool IsOfAllDays { get; init; }

    /// <summary>The condition, for people, when the clause sets one.</summary>
    public string? Condition { get; init; }

    public DaysPhrase? Days { get; init; }

    public HalfDay Half { get; init; }

    public IReadOnlyList<TimeRange> Times { get; init; } = [];

    /// <summary>« Jusqu'à 17h », « fermé à 17h »: minutes since midnight.</summary>
    public int? Until { get; init; }

    public PeriodPhrase? When { get; init; }

    public (int Day, string Ranks)? Ranked { get; init; }

    public string? Weeks { get; init; }

    /// <summary>True when the text says by itself which days it is about.</summary>
    public bool NamesDays { get; init; }

    /// <summary>True when nothing narrows the clause.</summary>
    public bool HasNoScope =>
        Days is null && Half == HalfDay.Whole && Times.Count == 0 && Until is null && When is null && Ranked is null && Weeks is null;
}
