using System.Collections.Concurrent;
using Maillage.Schema.Horaires.Ouverture;
using Maillage.Schema.Lieux;

namespace Maillage.Catalogue.Indexes;

/// <summary>The lieux that are open at an instant, for sure.</summary>
/// <remarks>
/// Nearly all hours only depend on the day of the week and on public holidays: which lieux are open is then read in a table, hour by hour. The few that depend on the
/// calendar are asked one by one. Texts are understood when the first question comes, or when <see cref="Prepare"/> is called: a publication does not wait for it.
/// </remarks>
internal sealed class HoursIndex : IIndex
{
    private readonly LieuHours?[] hours;
    private readonly ConcurrentDictionary<string, Schedule?> schedules;
    private readonly Lazy<IReadOnlyList<ClockHours>> byClock;

    private HoursIndex(LieuHours?[] hours, ConcurrentDictionary<string, Schedule?> schedules)
    {
        (this.hours, this.schedules) = (hours, schedules);
        byClock = new(ByClock);
    }

    public static HoursIndex Empty { get; } = new([], new());

    /// <summary>The same index in the next version.</summary>
    /// <param name="moves">How the records stand there.</param>
    /// <param name="fresh">What fresh lieux say of their hours, as they came; null for those that say nothing.</param>
    public HoursIndex After(Renumbering moves, IReadOnlyList<LieuHours?> fresh) =>
        // Texts that no lieu has any more are forgotten once they are many.
        new(moves.After(hours, fresh), schedules.Count > 2 * moves.Count ? new() : schedules);

    public Matches Find(Criterion criterion)
    {
        if (criterion is not OpenAt at)
        {
            throw new ArgumentException($"{criterion.GetType().Name} asks nothing of hours.", nameof(criterion));
        }

        var open = Ordinals.Blank(hours.Length);
        foreach (var clock in byClock.Value)
        {
            clock.MarkOpen(open, at.On(clock.Time));
        }

        return Ordinals.OfBits(open);
    }

    /// <summary>When a lieu is open, and its clock; null when nothing is known of its hours.</summary>
    public (OpeningTimes Times, CivilTime Clock)? At(int ordinal) => hours[ordinal] is { } known ? (known.Times(Read), known.Clock) : null;

    /// <summary>Understands all the texts now.</summary>
    public void Prepare() => _ = byClock.Value;

    private IReadOnlyList<ClockHours> ByClock()
    {
        Dictionary<(CivilTime, PublicHolidays), List<(int Ordinal, OpeningTimes Times)>> groups = [];
        for (var ordinal = 0; ordinal < hours.Length; ordinal++)
        {
            if (hours[ordinal] is not { } known)
            {
                continue;
            }

            var times = known.Times(Read);
            if (!groups.TryGetValue((known.Clock, times.Holidays), out var group))
            {
                groups[(known.Clock, times.Holidays)] = group = [];
            }

            group.Add((ordinal, times));
        }

        return [.. groups.Select(group => new ClockHours(group.Key.Item1, group.Key.Item2, group.Value, hours.Length))];
    }

    private Schedule? Read(string text) => schedules.GetOrAdd(text, Schedule.Read);
}

/// <summary>What a lieu says of its hours; understood when it is first asked, once for all versions.</summary>
internal sealed class LieuHours
{
    // What is said, then what was understood of it. Two that ask at once both find the same.
    private volatile object state;

    private LieuHours(DeclaredHours said, CivilTime clock) => (state, Clock) = (said, clock);

    public CivilTime Clock { get; }

    /// <summary>Null for a lieu that says nothing: it is never open for sure.</summary>
    public static LieuHours? Of(Lieu lieu) =>
        lieu.Horaires is null && lieu.Fermetures.Count == 0 ? null : new(DeclaredHours.Of(lieu), CivilTime.Of(lieu.CodeDepartement, lieu.CodeInsee));

    public OpeningTimes Times(Func<string, Schedule?> read)
    {
        if (state is DeclaredHours said)
        {
            state = OpeningTimes.Of(said, read);
        }

        return (OpeningTimes)state;
    }
}
