using FsCheck.Fluent;
using Maillage.Schema.Horaires;
using Maillage.Schema.Horaires.Ouverture;
using Maillage.Tests.Support;

namespace Maillage.Tests.Schema.Horaires.Ouverture;

/// <summary>When it is open, an independent reader says the same; where we say that we cannot tell, it may know better, and is not asked.</summary>
public sealed class AccordOuvertureTests
{
    private static readonly CivilTime paris = CivilTime.Of("04");
    private static readonly PublicHolidays holidays = PublicHolidays.Of("04");

    [Fact]
    public async Task Odd_hours_are_open_when_they_are_for_an_independent_reader() => await Agree(
    [
        "Mo-Fr 09:00-12:00,14:00-17:00", "Mo-Fr 08:30-12:00; Sa[1,3] 09:00-12:00; PH off", "24/7", "24/7; PH off", "24/7; Su 10:00-12:00 off", "Mo-Su,PH 00:00-24:00", "off",
        "Mo-Fr 09:00-17:00; We 12:00-14:00 off", "Mo-Fr 09:00-17:00, We 12:00-14:00 \"rdv\"", "Mo-Fr 09:00-12:00 || \"sur rendez-vous\"", "Mo 09:00-12:00 || Tu-Th 10:00-12:00 || Fr open",
        "Mo-Fr 09:00-12:00 || Sa 09:00-12:00, Sa 14:00-17:00; PH off", "\"sur rendez-vous\"", "Mo unknown; Tu open", "Mo-Fr 09:00-12:00 open \"accueil\"; Sa off \"en travaux\"",
        "Fr,Sa 22:00-02:00", "Fr 22:00-02:00; Sa 10:00-12:00", "Fr 22:00-02:00; Sa 22:00-02:00", "Fr 22:00-02:00, Sa 10:00-12:00", "Mo-Su 20:00-04:00; PH off", "Mo-Su 20:00-04:00; Dec 31 off",
        "Dec 31 22:00-04:00; Jan 01 10:00-12:00", "PH 22:00-03:00", "Mo-Fr 18:00-24:00", "Su[-1] 00:00-04:00", "Sa 20:00-04:00 || Su 03:00-05:00",
        "week 01-53/2 Mo-Su 09:00-12:00", "week 02-52/2 Mo-Su 09:00-12:00; PH off", "week 53 Mo-Su 10:00-18:00", "week 01,03,05-09 Mo 09:00-12:00", "week 52-53 Mo-Su 09:00-12:00",
        "Jul-Aug Mo-Fr 09:00-12:00; Dec 24-Jan 02 off", "Nov-Feb Mo-Fr 09:00-12:00", "Mo-Su 09:00-18:00; Dec 24-26 off; Feb 29 off", "2026 off; 2027-2029 Mo-Su 09:00-12:00", "2025-2027/2 Fr 09:00-12:00",
        "2026 Jul 01-2026 Aug 31 Mo-Fr 09:00-12:00", "Jul-Aug week 27-30 Mo 09:00-12:00", "easter 10:00-12:00; easter +1 day off", "easter -2 days 09:00-12:00; easter +39 days 09:00-12:00; PH off",
        "Oct 20-easter Mo-Su 09:00-12:00", "Tu[1],Sa[-1],PH 10:00-12:00", "PH Mo-Fr 09:00-12:00", "Mo[5],Fr[-2] 09:00-12:00", "Mar,Oct-Nov Su 00:00-12:00", "Dec 31,Jan 01 Mo-Su 00:00-24:00",
    ], 1);

    [Fact]
    public async Task Hours_made_at_random_are_open_when_they_are_for_an_independent_reader() => await Agree(
        [.. Loi.Echantillon(ReglesHorairesTests.Rules(), 1500).Select(RuleWriter.Write).Select(text => HorairesOsm.Lire(text).Value?.ToString()).OfType<string>().Where(IsAgreedUpon).Distinct()], 0.9);

    [Fact]
    [Trait("Category", "Corpus")]
    public async Task The_hours_of_the_national_files_are_open_when_they_are_for_an_independent_reader() =>
        await Agree([.. HorairesNationauxTests.Texts().Select(text => HorairesOsm.Lire(text).Value?.ToString()).OfType<string>().Distinct().Where(IsAgreedUpon)], 0.99);

    // The reader leaves out the last day of a range that ends at Easter, and takes « PH,SH Mo-Fr » for « PH,SH,Mo-Fr »: the specification does not. (Nor does it lose « Feb 20-29 » in common years.)
    private static bool IsAgreedUpon(string text) =>
        !text.Contains("-easter", StringComparison.Ordinal) && !text.Contains("PH,SH Mo", StringComparison.Ordinal) && HorairesOsm.Lire(text).Value?.Rules.All(rule =>
            rule is not { Days: { HolidaysOnly: true, Holidays: Holidays.Public | Holidays.School } } && !rule.Dates.Any(range => range.First != range.Last && range.Last is EasterPoint)) == true;

    private static async Task Agree(IReadOnlyList<string> texts, double leastRead)
    {
        var instants = Instants();
        var theirs = await Oracle.Current.Ouvertures(texts, instants);
        List<string> differences = [];
        var (compared, known) = (0, 0);
        foreach (var (text, states) in texts.Zip(theirs).Where(pair => pair.Second is not null))
        {
            var schedule = Schedule.Read(text);
            Assert.NotNull(schedule);
            compared++;
            var otherwise = Names(text, Holidays.Public) ? holidays : PublicHolidays.None;
            var namesSchool = Names(text, Holidays.School);
            for (var at = 0; at < instants.Count; at++)
            {
                var local = paris.Local(instants[at]);
                // What we do not know because of a holiday or of a school, the reader does; without holidays we would.
                var ours = schedule.IsOpen(local, holidays) ?? schedule.IsOpen(local, otherwise);
                known += ours is null ? 0 : 1;
                if ((ours is not null || !namesSchool) && Letter(ours) != states?[at])
                {
                    differences.Add($"{local:yyyy-MM-dd HH:mm} nous {Letter(ours)}, opening_hours {states?[at]} : {text}");
                }
            }
        }

        Assert.Equal([], differences.Take(10));
        Assert.True(compared >= leastRead * texts.Count, $"{compared} textes lus sur {texts.Count}");
        Assert.True(known > compared * instants.Count / 2, $"{known} réponses");
        await Mesures.SayAsync($"ouverture : {compared} textes × {instants.Count} instants, sans désaccord avec opening_hours.js");
    }

    private static bool Names(string text, Holidays holidays) => HorairesOsm.Lire(text).Value?.Rules.Any(rule => rule.Days?.Holidays.HasFlag(holidays) == true) == true;

    // The ends of the year, both changes of the clock, holidays, and days of every kind.
    private static List<DateTimeOffset> Instants()
    {
        var random = new Random(17);
        DateTime[] chosen =
        [
            new(2025, 12, 31, 23, 59, 0), new(2026, 1, 1, 0, 0, 0), new(2026, 1, 1, 10, 30, 0), new(2026, 3, 29, 1, 30, 0), new(2026, 3, 29, 3, 30, 0), new(2026, 4, 3, 10, 0, 0), new(2026, 4, 6, 10, 0, 0),
            new(2026, 5, 14, 10, 0, 0), new(2026, 7, 14, 10, 0, 0), new(2026, 10, 25, 1, 30, 0), new(2026, 10, 25, 2, 30, 0), new(2026, 10, 25, 3, 30, 0), new(2026, 12, 25, 10, 0, 0),
            new(2026, 12, 31, 23, 0, 0), new(2027, 1, 1, 1, 0, 0), new(2027, 1, 2, 10, 0, 0),
        ];
        return
        [
            .. chosen.Select(paris.Instant),
            // The hour that comes twice, the second time.
            new DateTimeOffset(2026, 10, 25, 1, 30, 0, TimeSpan.Zero),
            .. Enumerable.Range(0, 24).Select(_ => paris.Instant(new DateTime(2026, 1, 1).AddDays(random.Next(365)).AddMinutes((7 * 60) + (random.Next(26) * 30)))),
        ];
    }

    private static char Letter(bool? isOpen) => isOpen switch
    {
        true => 'o',
        false => 'c',
        _ => 'u',
    };
}
