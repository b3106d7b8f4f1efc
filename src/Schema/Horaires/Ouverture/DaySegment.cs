namespace Maillage.Schema.Horaires.Ouverture;

/// <summary>What can be said of a counter at an instant.</summary>
public enum OpeningState
{
    /// <summary>Closed, for sure.</summary>
    Closed,

    /// <summary>Perhaps open: on conditions, during school holidays, on a public holiday that the hours do not speak of.</summary>
    Unknown,

    /// <summary>Open, for sure.</summary>
    Open,
}

/// <summary>A part of a civil day during which a counter is open, or may be.</summary>
/// <param name="Start">First minute, 0 to 1439.</param>
/// <param name="End">The minute when it is over, 1 to 1440.</param>
/// <param name="State"><see cref="OpeningState.Open"/> or <see cref="OpeningState.Unknown"/>.</param>
public readonly record struct DaySegment(short Start, short End, OpeningState State)
{
    internal DaySegment(int start, int end, OpeningState state)
        : this((short)start, (short)end, state)
    {
    }
}
