using System.Collections.Frozen;
using Maillage.Schema.Texte;

namespace Maillage.Schema.Horaires.Ouverture;

/// <summary>The time on the wall of a lieu: which zone, and how an instant reads there.</summary>
/// <remarks>
/// Zones are a table (<c>data/fuseaux-horaires.csv</c>), by département or by commune where a collectivité has several; their rules are those of the system (tzdata, or ICU on Windows).
/// </remarks>
public sealed class CivilTime
{
    private const string Table = "fuseaux-horaires.csv";
    private const string Elsewhere = "";

    private static readonly Lazy<FrozenDictionary<string, CivilTime>> all = new(Load);

    private CivilTime(TimeZoneInfo zone) => Zone = zone;

    /// <summary>The zone, one of the IANA table.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The time of a lieu, from the code of its département and, for Polynésie, of its commune. That of Paris when neither is known.</summary>
    /// <param name="codeDepartement">COG code: <c>04</c>, <c>974</c>, <c>987</c>.</param>
    /// <param name="codeInsee">COG code of the commune: <c>98731</c> is Nuku-Hiva, half an hour ahead of Tahiti.</param>
    public static CivilTime Of(string? codeDepartement, string? codeInsee = null) =>
        all.Value.GetValueOrDefault(codeInsee ?? Elsewhere) is { } commune && codeInsee is not (null or Elsewhere) ? commune
        : all.Value.GetValueOrDefault(codeDepartement ?? Elsewhere) ?? all.Value[Elsewhere];

    /// <summary>Reads the zones now. A program that serves times calls it when it starts, so that a system without zones does not start rather than fail at each request.</summary>
    /// <exception cref="InvalidOperationException">The system does not know a zone; the message says which, and what to install.</exception>
    public static void Verify() => _ = all.Value;

    /// <summary>What the clock says at an instant.</summary>
    public DateTime Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).DateTime;

    /// <summary>The instant when the clock says this: the first one when it says it twice, the hour after when it never does (the clock jumped over it).</summary>
    public DateTimeOffset Instant(DateTime local)
    {
        var clock = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        var offset = Zone.IsAmbiguousTime(clock) ? Zone.GetAmbiguousTimeOffsets(clock).Max()
            // Read with the offset from before the jump, it is an instant after it; .NET gives that of standard time, which is the one.
            : Zone.GetUtcOffset(clock);
        return TimeZoneInfo.ConvertTime(new DateTimeOffset(clock, offset), Zone);
    }

    // Codes of a zone share its one object: a batch can be grouped by it.
    private static FrozenDictionary<string, CivilTime> Load()
    {
        Dictionary<string, CivilTime> zones = [];
        return EmbeddedCsv.Rows(Table, 3).ToFrozenDictionary(
            cells => cells[0],
            cells => zones.TryGetValue(cells[1], out var known) ? known : zones[cells[1]] = new CivilTime(Find(cells[1])));
    }

    private static TimeZoneInfo Find(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
        ? zone
        : throw new InvalidOperationException($"Ce système ne connaît pas le fuseau horaire « {id} » : installez les fuseaux horaires (paquet tzdata).");
}
