using System.Globalization;
using Maillage.Schema.Horaires;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Normalise;

/// <summary>Hours to publish, and what their syntax cannot say.</summary>
internal sealed record Hours(string? Horaires, string? Note);

/// <summary>Hours from ranges of days and times, or from a text already in the syntax of OpenStreetMap.</summary>
internal static class HoursNormaliser
{
    private static readonly string[] OsmDays = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH"];

    private static readonly string[] FrenchDays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "jours feries"];

    private static readonly string[] EnglishDays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "public holidays"];

    public static Hours Parse(RawLieu raw, ICollection<Issue> issues)
    {
        var note = PersonNormaliser.Parse("horaires_note", raw.HorairesNote, issues);
        if (raw.PlagesOuverture.Count > 0)
        {
            return FromRanges(raw.PlagesOuverture, note, issues);
        }

        if (TextNormaliser.Parse("horaires", raw.Horaires).Take(issues) is not { } text)
        {
            return new Hours(null, note);
        }

        if (HorairesOsm.Lire(text).Take(issues) is { } read)
        {
            return new Hours(read.ToString(), note);
        }

        return new Hours(null, JoinNotes(PersonNormaliser.Parse("horaires", text, issues), note));
    }

    private static Hours FromRanges(IReadOnlyList<PlageOuverture> ranges, string? note, ICollection<Issue> issues)
    {
        // One timetable for each remark, the plain one first: rules that follow one another replace the day, so a day is written whole.
        var timetables = new Dictionary<string, Timetable> { [""] = new() };
        foreach (var range in ranges)
        {
            var remark = PersonNormaliser.Parse("horaires", range.Commentaire, issues) ?? "";
            var days = Days(range, issues);
            var times = range.Heures.Select(pair => Times(pair, issues)).OfType<(TimeOnly, TimeOnly)>().ToList();
            note = range.Heures.Where(IsMistyped).Aggregate(note, (notes, pair) => JoinNotes(notes, AsWritten(range, pair)));
            if (days.Count > 0 && times.Count > 0)
            {
                var timetable = timetables.TryGetValue(remark, out var known) ? known : timetables[remark] = new Timetable();
                timetable.Add(days, times);
            }
            else if (remark.Length > 0)
            {
                note = JoinNotes(note, remark);
            }
        }

        return new Hours(Write(timetables), note);
    }

    private static string? Write(Dictionary<string, Timetable> timetables)
    {
        var text = "";
        var written = new HashSet<int>();
        foreach (var (remark, timetable) in timetables)
        {
            foreach (var (days, times) in timetable.Rules())
            {
                // A comma adds hours to days that have some; a semicolon would replace them (opening_hours specification, rule separators).
                var separator = text.Length == 0 ? "" : days.Any(written.Contains) ? ", " : "; ";
                written.UnionWith(days);
                text += $"{separator}{DayList(days)} {times}{(remark.Length == 0 ? "" : $" \"{remark.Replace('"', '\'')}\"")}";
            }
        }

        return text.Length == 0 ? null : text;
    }

    private static string DayList(IReadOnlyList<int> days)
    {
        List<string> parts = [];
        for (var i = 0; i < days.Count; i++)
        {
            var last = i;
            while (last + 1 < days.Count && days[last + 1] == days[last] + 1 && days[last + 1] < 7)
            {
                last++;
            }

            parts.Add(last - i >= 2 ? $"{OsmDays[days[i]]}-{OsmDays[days[last]]}" : string.Join(',', days.Skip(i).Take(last - i + 1).Select(day => OsmDays[day])));
            i = last;
        }

        return string.Join(',', parts);
    }

    private static List<int> Days(PlageOuverture range, ICollection<Issue> issues)
    {
        var first = Day(range.JourDebut);
        var last = range.JourFin.Length == 0 ? first : Day(range.JourFin);
        if (first < 0 || last < 0)
        {
            issues.Add(new Issue("horaires", IssueCodes.HoraireIgnore, $"{range.JourDebut}-{range.JourFin}"));
            return [];
        }

        if (last >= first)
        {
            return [.. Enumerable.Range(first, last - first + 1)];
        }

        issues.Add(new Issue("horaires", IssueCodes.JoursARebours, $"{range.JourDebut}-{range.JourFin}"));
        return [.. Enumerable.Range(0, last + 1), .. Enumerable.Range(first, Math.Max(7, first + 1) - first)];
    }

    private static int Day(string name)
    {
        var folded = Repli.Plier(name);
        return Math.Max(Array.IndexOf(FrenchDays, folded), Array.IndexOf(EnglishDays, folded));
    }

    private static (TimeOnly, TimeOnly)? Times((string Debut, string Fin) pair, ICollection<Issue> issues)
    {
        if (pair.Debut.Length == 0 && pair.Fin.Length == 0)
        {
            return null;
        }

        if (Time(pair.Debut) is { } start && Time(pair.Fin) is { } end && start < end)
        {
            return (start, end);
        }

        issues.Add(new Issue("horaires", IssueCodes.HoraireIgnore, $"{pair.Debut}-{pair.Fin}"));
        return null;
    }

    // Both ends are given and make no range: people must see that something is there, though no machine can follow it. 00:00-00:00 says nothing.
    private static bool IsMistyped((string Debut, string Fin) pair) =>
        Time(pair.Debut) is { } start && Time(pair.Fin) is { } end && start >= end && (start, end) != (TimeOnly.MinValue, TimeOnly.MinValue);

    private static string AsWritten(PlageOuverture range, (string Debut, string Fin) pair)
    {
        var days = range.JourFin.Length == 0 || range.JourFin == range.JourDebut ? range.JourDebut : $"{range.JourDebut} à {range.JourFin}";
        return string.Create(CultureInfo.InvariantCulture, $"{days} : {Time(pair.Debut):HH\\:mm}-{Time(pair.Fin):HH\\:mm} (horaire à vérifier)");
    }

    private static TimeOnly? Time(string raw) =>
        TimeOnly.TryParseExact(
            raw.Trim(' ', '\'', '’'), ["HH:mm:ss", "H:mm:ss", "HH:mm", "H:mm", "hh:mm:ss tt"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new TimeOnly(time.Hour, time.Minute)
            : null;

    private static string? JoinNotes(string? first, string? second) =>
        first is null || first == second ? second : second is null ? first : $"{first} ; {second}";
}
