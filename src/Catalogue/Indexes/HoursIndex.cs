using System.Collections.Concurrent;
using Maillage.Schema.Horaires.Ouverture;
using Maillage.Schema.Lieux;
using Maillage.Schema.Services;
using Maillage.Schema.Territoires;

namespace Maillage.Catalogue.Indexes;

/// <summary>The lieux, or the services, that are open at an instant, for sure.</summary>
/// <remarks>
/// Nearly all hours only depend on the day of the week and on public holidays: which lieux are open is then read in a table, hour by hour. The few that depend on the
/// calendar are asked one by one. Texts are understood when the first question comes, or when <see cref="Prepare"/> is called: a publication does not wait for it.
/// </remarks>
internal sealed class HoursIndex : IIndex
{
    private readonly LieuHours?[] hours;

    // Lieux that say the same share what was understood, in all versions.
    private readonly ConcurrentDictionary<(DeclaredHours Said, CivilTime Clock), LieuHours> known;
    private readonly Lazy<IReadOnlyList<ClockHours>> byClock;
    private readonly Lazy<Task> preparation;

    private HoursIndex(LieuHours?[] hours, ConcurrentDictionary<(DeclaredHours Said, CivilTime Clock), LieuHours> known)
    {
        (this.hours, this.known) = (hours, known);
        byClock = new(ByClock);
        preparation = new(() => byClock.IsValueCreated ? Task.CompletedTask : Task.Run(Prepare));
    }

    /// <summary>An index of nothing, which knows no hours.</summary>
    public static HoursIndex Empty() => new([], new());

    /// <summary>What a lieu says of its hours; null for one that says nothing: it is never open for sure.</summary>
    public LieuHours? HoursOf(Lieu lieu) =>
        lieu.Horaires is null && lieu.Fermetures.Count == 0 ? null : HoursOf(DeclaredHours.Of(lieu), CivilTime.Of(lieu.CodeDepartement, lieu.CodeInsee));

    /// <summary>What a service says of its own hours, which are not those of its lieu; null for one that says nothing, or that is nowhere: it is never open for sure.</summary>
    /// <param name="service">The service.</param>
    /// <param name="commune">Where it is.</param>
    public LieuHours? HoursOf(Service service, Commune? commune) => service.HorairesAccueil is not { } hours || commune is null ? null
        : HoursOf(new DeclaredHours(hours, IsConditional: false, [], PublicHolidays.Of(commune.CodeDepartement)), CivilTime.Of(commune.CodeDepartement, commune.Code));

    private LieuHours HoursOf(DeclaredHours said, CivilTime clock) =>
        said.Fermetures.Count > 0 ? new(said, clock) : known.GetOrAdd((said, clock), one => new(one.Said, one.Clock));

    /// <summary>The same index in the next version.</summary>
    /// <param name="moves">How the records stand there.</param>
    /// <param name="fresh">What fresh lieux say of their hours, as they came; null for those that say nothing.</param>
    public HoursIndex After(Renumbering moves, IReadOnlyList<LieuHours?> fresh) =>
        moves.After(hours, fresh) is var next && next == hours ? this
        // Hours that no lieu has any more are forgotten once they are many.
        : new(next, known.Count > 2 * moves.Count ? new() : known);

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

    /// <summary>When one is open, and its clock; null when nothing is known of its hours.</summary>
    public (OpeningTimes Times, CivilTime Clock)? At(int ordinal) => hours[ordinal] is { } said ? (said.Times, said.Clock) : null;

    /// <summary>Understands all the texts now.</summary>
    public void Prepare() => _ = byClock.Value;

    /// <summary>The same, elsewhere; over when all are understood.</summary>
    public Task PrepareAsync() => preparation.Value;

    private IReadOnlyList<ClockHours> ByClock()
    {
        Dictionary<(CivilTime, PublicHolidays), List<(int Ordinal, OpeningTimes Times)>> groups = [];
        for (var ordinal = 0; ordinal < hours.Length; ordinal++)
        {
            if (hours[ordinal] is not { Times: var times, Clock: var clock })
            {
                continue;
            }

            if (!groups.TryGetValue((clock, times.Holidays), out var group))
            {
                groups[(clock, times.Holidays)] = group = [];
            }

            group.Add((ordinal, times));
        }

        return [.. groups.Select(group => new ClockHours(group.Key.Item1, group.Key.Item2, group.Value, hours.Length))];
    }
}

/// <summary>What is said of hours, under a clock; understood when it is first asked.</summary>
internal sealed class LieuHours(DeclaredHours said, CivilTime clock)
{
    // Two that ask at once both understand the same.
    private volatile OpeningTimes? times;

    public CivilTime Clock => clock;

    public OpeningTimes Times => times ??= OpeningTimes.Of(said);
}
