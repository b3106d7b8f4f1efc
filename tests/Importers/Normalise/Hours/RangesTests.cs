using System.IO.Compression;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Maillage.Importers.Normalise.Hours;
using Maillage.Importers.Read;
using Maillage.Schema.Horaires;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Normalise.Hours;

/// <summary>Ranges of days and times become OSM hours that an independent reader understands as the same intervals.</summary>
public sealed class RangesTests
{
    // Two weeks without public holiday nor change of hour, from a Monday.
    private static readonly DateTime Monday = new(2026, 6, 1);
    private static readonly string[] Jours = ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"];

    [Theory]
    [InlineData("Lundi-Vendredi 09:00:00-12:00:00 14:00:00-17:00:00", "Mo-Fr 09:00-12:00,14:00-17:00", "")]
    [InlineData("Lundi- '08:30:00-'12:00:00", "Mo 08:30-12:00", "")] // heure_apostrophe, jour_fin_vide
    [InlineData("Lundi-Lundi 9:00:00-12:00:00", "Mo 09:00-12:00", "")] // heure_sans_zero
    [InlineData("lundi-lundi 08:00-12:00 + LUNDI-LUNDI 14:00-17:00", "Mo 08:00-12:00,14:00-17:00", "")] // meme_jour_plusieurs_plages
    [InlineData("Lundi-Mardi 09:00-12:00 + Jeudi-Jeudi 09:00-12:00", "Mo,Tu,Th 09:00-12:00", "")]
    [InlineData("Monday-Friday 09:00-12:00", "Mo-Fr 09:00-12:00", "")]
    [InlineData("Vendredi-Jeudi 09:00-12:00", "Mo-Su 09:00-12:00", "jours_a_rebours")] // plage_jours_a_rebours
    [InlineData("Samedi-Lundi 09:00-12:00", "Mo,Sa,Su 09:00-12:00", "jours_a_rebours")]
    [InlineData("Jours fériés-Lundi 09:00-12:00", "Mo,PH 09:00-12:00", "jours_a_rebours")]
    [InlineData("Lundi-jours_feries 09:00-12:00", "Mo-Su,PH 09:00-12:00", "")]
    [InlineData("jours_feries- 10:00-12:00", "PH 10:00-12:00", "")]
    [InlineData("Mardi-Mardi 00:00:00-00:00:00", null, "horaire_ignore")] // 00h00_00h00
    [InlineData("Mardi-Mardi 14:00:00-14:00:00", null, "horaire_ignore")] // debut_egal_fin
    [InlineData("Mardi-Mardi 15:00:00-10:00:00", null, "horaire_ignore")] // fin_avant_debut
    [InlineData("Mardi-Mardi 09:00:10-09:00:50", null, "horaire_ignore")]
    [InlineData("Mardi-Mardi 09:00:30-12:00:59", "Tu 09:00-12:00", "")]
    [InlineData("Mardi-Mardi 09:00-", null, "horaire_ignore")] // heure_vide
    [InlineData("Mardi-Mardi 24:00-25:00", null, "horaire_ignore")]
    [InlineData("Mardi-Mardi -", null, "")]
    [InlineData("Jourdi-Mardi 09:00-12:00", null, "horaire_ignore")]
    [InlineData("Mardi-Mardi 09:00-12:00 10:00-11:00", "Tu 09:00-12:00", "")]
    [InlineData("Mardi-Mardi 09:00-12:00 12:00-13:00", "Tu 09:00-13:00", "")]
    [InlineData("Lundi-Lundi 09:00-12:00 # sur rendez-vous", "Mo 09:00-12:00 \"sur rendez-vous\"", "")]
    [InlineData("Lundi-Lundi 09:00-12:00 + Lundi-Mardi 14:00-16:00 # dit \"oui\"", "Mo 09:00-12:00, Mo,Tu 14:00-16:00 \"voir note\"", "remarque_incertaine")]
    public void Ranges_become_osm_hours(string ranges, string? expected, string codes)
    {
        List<Issue> issues = [];
        var hours = HoursNormaliser.Parse(new RawLieu { PlagesOuverture = [.. ranges.Split(" + ").Select(Plage)] }, issues);
        Assert.Equal(expected, hours.Horaires);
        Assert.Equal(codes, string.Join(' ', issues.Select(issue => issue.Code.Code)));
    }

    [Theory]
    [InlineData("lun", "ven.", "9h", "12h30", "Mo-Fr 09:00-12:30", null)]
    [InlineData("Lundi", "", "09:00", "24:00", "Mo 09:00-24:00", null)]
    [InlineData("Lundi", "Mardi", "12:00", "09:00", null, "lundi, mardi : 12:00-09:00 (horaire à vérifier)")]
    [InlineData("Lundi", "Lundi", "09:00", "", null, "lundi : 09:00- (horaire à vérifier)")]
    [InlineData("", "Lundi", "09:00", "12:00", null, "-Lundi : 09:00-12:00 (horaire à vérifier)")]
    public void What_is_written_of_a_range_is_read_or_said(string first, string last, string start, string end, string? hours, string? note)
    {
        var parsed = HoursNormaliser.Parse(new RawLieu { PlagesOuverture = [new(first, last, [(start, end)], "")] }, []);
        Assert.Equal((hours, note), (parsed.Horaires, parsed.Note));
    }

    [Fact]
    public void Twelve_pm_is_noon()
    {
        var hours = HoursNormaliser.Parse(new RawLieu { PlagesOuverture = [new("lundi", "", [("09:00:00", "12:00:00 PM"), ("2:00:00 PM", "5:00:00 PM")], "")] }, []);
        Assert.Equal("Mo 09:00-12:00,14:00-17:00", hours.Horaires);
    }

    [Fact]
    public void A_remark_without_hours_is_a_note()
    {
        var parsed = HoursNormaliser.Parse(new RawLieu { PlagesOuverture = [new("lundi", "vendredi", [("", "")], "Permanence du maire")] }, []);
        Assert.Equal((null, "Permanence du maire"), (parsed.Horaires, parsed.Note));
    }

    [Fact]
    public void A_timetable_groups_the_days_of_same_hours_in_the_order_of_the_week()
    {
        var table = new Timetable();
        table.Add(Days.Of(4), [new(840, 1020)]);
        table.Add(Days.Of(0) | Days.Of(4), [new(540, 720)]);
        table.Add(Days.Of(0), [new(840, 1020), new(660, 750), new(540, 570)]);
        table.Add(Days.Of(2), [new(540, 720), new(840, 1020)]);
        Assert.Equal(["Mo 09:00-12:30,14:00-17:00", "We,Fr 09:00-12:00,14:00-17:00"], table.Rules().Select(rule => $"{Days.ToOsm(rule.Days)} {rule.Times}"));
    }

    [Fact]
    public void No_text_in_a_range_makes_it_throw_and_what_is_written_is_recognised() =>
        Loi.Tient(Arbitraires.TexteBrut.ArrayOf(6), text =>
        {
            var parsed = HoursNormaliser.Parse(
                new RawLieu { PlagesOuverture = [new("lundi", text[0], [(text[1], text[2]), ("09:00", "12:00")], text[3]), new("mardi", "", [("9:00", "10:00")], text[4])], HorairesNote = text[5] }, []);
            Assert.True(parsed.Horaires is null || HorairesOsm.EstReconnu(parsed.Horaires), parsed.Horaires);
        }, essais: 500);

    [Fact]
    public Task The_hours_written_are_open_when_the_ranges_are() => SameIntervals(Loi.Echantillon(Plages(), 250));

    [Fact]
    [Trait("Category", "Corpus")]
    public async Task The_hours_of_each_set_of_ranges_of_the_annuaire_of_2017_are_open_when_the_ranges_are()
    {
        using var file = File.OpenRead(Path.Combine(Corpus.Dossier, "service-public", "annuaire-v4", "2017-france-data.gouv_local.json.gz"));
        using var text = new GZipStream(file, CompressionMode.Decompress);
        var format = (SourceFormats.Find("annuaire-v4") as ILieuFormat) ?? throw new InvalidOperationException();
        var sets = format.Read(text, LecteursSousTest.Declaration("annuaire-v4"))
            .Select(item => format.Map(item.Canonical, []).PlagesOuverture)
            .Where(plages => plages.Count > 0)
            .Select(plages => plages.Select(plage => plage with { Commentaire = "" }).ToArray())
            .DistinctBy(plages => JsonSerializer.Serialize(plages.Select(plage => new { plage.JourDebut, plage.JourFin, Heures = string.Join(' ', plage.Heures) })))
            .ToList();
        Assert.InRange(sets.Count, 25_000, 31_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"{sets.Count} jeux de plages");
        await SameIntervals(sets);
    }

    private static async Task SameIntervals(IEnumerable<PlageOuverture[]> sets)
    {
        foreach (var batch in sets.Chunk(2_000))
        {
            var written = batch.Select(plages => HoursNormaliser.Parse(new RawLieu { PlagesOuverture = plages }, []).Horaires).ToList();
            var read = await Oracle.Current.OpeningHours(written.Select(hours => hours ?? "off"), Monday, Monday.AddDays(14));
            foreach (var (plages, hours, answer) in batch.Zip(written, read))
            {
                Assert.True(hours is null || HorairesOsm.EstReconnu(hours), hours);
                Assert.True(answer.Valid, $"{hours} : {answer.Error}");
                SameMinutes(Week(plages), Minutes(answer.Intervals), hours);
            }
        }
    }

    private static void SameMinutes(char[] expected, char[] found, string? hours)
    {
        var at = Enumerable.Range(0, found.Length).FirstOrDefault(minute => !Agree(expected[minute % expected.Length], found[minute]), -1);
        Assert.True(at < 0, $"{hours} : {Monday.AddMinutes(at):ddd HH:mm}, attendu « {expected[Math.Max(at, 0) % expected.Length]} », lu « {found[Math.Max(at, 0)]} »");
    }

    // « 2 »: open in one range and under condition in another; the reader may say either.
    private static bool Agree(char expected, char found) => expected == found || (expected == '2' && found is 'o' or '?');

    private static char[] Minutes(IEnumerable<OpeningInterval> intervals)
    {
        var minutes = new char[14 * 24 * 60];
        Array.Fill(minutes, '.');
        foreach (var interval in intervals)
        {
            for (var minute = (int)(interval.From - Monday).TotalMinutes; minute < (interval.To - Monday).TotalMinutes; minute++)
            {
                minutes[minute] = interval.Unknown ? '?' : 'o';
            }
        }

        return minutes;
    }

    // What the ranges mean, minute by minute, said without any of the code under test.
    private static char[] Week(IReadOnlyList<PlageOuverture> plages)
    {
        var minutes = new char[7 * 24 * 60];
        Array.Fill(minutes, '.');
        foreach (var plage in plages)
        {
            var first = Day(plage.JourDebut);
            var last = plage.JourFin.Length == 0 ? first : Day(plage.JourFin);
            var state = string.IsNullOrWhiteSpace(plage.Commentaire) ? 'o' : '?';
            for (var day = first; first >= 0 && last >= 0; day = (day + 1) % 7)
            {
                foreach (var (start, end) in plage.Heures.Select(pair => (Minute(pair.Debut), Minute(pair.Fin))).Where(pair => pair is ( >= 0, >= 0)))
                {
                    for (var minute = start; minute < end; minute++)
                    {
                        ref var known = ref minutes[(day * 24 * 60) + minute];
                        known = known == '.' || known == state ? state : '2';
                    }
                }

                if (day == last)
                {
                    break;
                }
            }
        }

        return minutes;
    }

    private static int Day(string name) => Array.FindIndex(Jours, jour => jour.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));

    private static int Minute(string time) =>
        time.Trim('\'').Split(':') is [var hour, var minute, ..] && int.TryParse(hour, out var hours) && int.TryParse(minute[..2], out var minutes) && hours < 24
            ? ((hours + (time.EndsWith("PM", StringComparison.Ordinal) && hours < 12 ? 12 : 0)) * 60) + minutes
            : -1;

    private static Gen<PlageOuverture[]> Plages()
    {
        var time = from quarter in Gen.Choose(0, 95) select $"{quarter / 4:00}:{quarter % 4 * 15:00}:00";
        var pair = from start in time from end in time select (start, end);
        var plage = from first in Gen.Elements(Jours)
                    from last in Gen.Elements([.. Jours, ""])
                    from pairs in pair.ArrayOf(2)
                    from remark in Gen.Frequency((2, Gen.Constant("")), (1, Gen.Elements("sur rendez-vous", "dit \"oui\"; Mo off", "état civil, PH off", "|| 24/7")))
                    select new PlageOuverture(first, last, pairs, remark);
        return Gen.Choose(1, 5).SelectMany(count => plage.ArrayOf(count));
    }

    private static PlageOuverture Plage(string text)
    {
        var (hours, remark) = text.Split(" # ") is [var left, var right] ? (left, right) : (text, "");
        var firstHour = hours.LastIndexOf('-', hours.IndexOf('-') + 1);
        var end = hours.IndexOf(' ', firstHour);
        var days = hours[..end].Split('-');
        return new PlageOuverture(days[0], days[1], [.. hours[(end + 1)..].Split(' ').Select(pair => (pair.Split('-')[0], pair.Split('-')[1]))], remark);
    }
}
