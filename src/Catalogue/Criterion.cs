using System.Collections.Immutable;
using Maillage.Schema.Horaires.Ouverture;

namespace Maillage.Catalogue;

/// <summary>What a filter asks of a record.</summary>
public abstract record Criterion;

/// <summary>The record has one of the values.</summary>
/// <param name="Values">Alternatives.</param>
public sealed record AnyOf(ImmutableArray<string> Values) : Criterion;

/// <summary>The record says every one of the words.</summary>
/// <param name="Text">As they were typed.</param>
public sealed record Words(string Text) : Criterion;

/// <summary>The record is in a rectangle of longitudes and latitudes, degrees WGS 84, edges included.</summary>
public sealed record Box(double LongitudeMin, double LatitudeMin, double LongitudeMax, double LatitudeMax) : Criterion;

/// <summary>The record is near a point, degrees WGS 84: at most so many metres from it.</summary>
public sealed record Circle(double Latitude, double Longitude, double Metres) : Criterion;

/// <summary>The record has a number, a score or an instant (Instants), that is at least this one.</summary>
/// <param name="Value">The smallest that answers.</param>
public sealed record AtLeast(double Value) : Criterion;

/// <summary>The record is open, for sure, at a moment: the same instant everywhere, or the same time on the clock of each.</summary>
public sealed record OpenAt : Criterion
{
    private readonly DateTimeOffset? instant;
    private readonly DateTime local;

    /// <summary>At the same instant everywhere.</summary>
    public OpenAt(DateTimeOffset instant) => this.instant = instant;

    /// <summary>When the clock of each says this.</summary>
    public OpenAt(DateTime local) => this.local = local;

    /// <summary>What a clock says then.</summary>
    public DateTime On(CivilTime clock) => instant is { } known ? clock.Local(known) : local;
}

/// <summary>Instants as numbers.</summary>
public static class Instants
{
    /// <summary>Milliseconds since 1970, which a double holds exactly.</summary>
    public static double Number(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    /// <summary>The instant of a number.</summary>
    public static DateTimeOffset Instant(double number) => DateTimeOffset.FromUnixTimeMilliseconds((long)number);
}
