using System.Globalization;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Normalise.Hours;

/// <summary>Reads the ranges of the annuaire: days, up to two ranges of times, a remark.</summary>
internal sealed class RangesReader(ICollection<Issue> issues)
{
    private static readonly string[] FrenchDays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "jours feries"];

    private static readonly string[] EnglishDays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "public holidays"];

    /// <param name="ranges">The ranges, as written.</param>
    /// <param name="remark">The remark on the whole week, read as text; null when there is none.</param>
    public OpeningHours Read(IReadOnlyList<PlageOuverture> ranges, string? remark)
    {
        var lines = WithoutClosedDays(ranges.Select(Line).ToList());
        if (lines is [{ Slot: null, Remark: { } text, Notes: [] } only] && TextHoursReader.Read(text, only.Days) is { Count: > 0 } slots)
        {
            // 00:00-00:00, and the hours in the remark.
            var read = NotedHours.Remarked(slots, remark, issues);
            issues.Add(new Issue("horaires", IssueCodes.HorairesTraduits, text, read.Horaires));
            return read;
        }

        var whole = Remarked(lines);
        whole = remark is null ? whole : NotedHours.ReadOnAll(whole, remark, issues);
        // Remarks that contradict one another: none is used, all are said.
        return NotedHours.Write(whole) ?? NotedHours.Of(
            NotedHours.Doubted([.. lines.Select(line => line.Slot).OfType<Slot>()]),
            [.. lines.SelectMany(line => line.Notes).Concat(lines.SelectMany(SaidBeside)), .. remark is null ? Array.Empty<HoursNote>() : [new HoursNote(remark, Days.Week)]]);
    }

    // « Mercredi, fermé » beside « lundi au vendredi »: the day leaves the others.
    private static List<RangeLine> WithoutClosedDays(List<RangeLine> lines)
    {
        var closed = lines.Where(IsClosedDay).Aggregate(Days.None, (days, line) => days | line.Days);
        return closed == Days.None ? lines
            : [.. lines.Where(line => !IsClosedDay(line)).Select(line => line.Slot is { } slot && (slot.Days & closed) != Days.None
                ? line with { Slot = (slot.Days & ~closed) == Days.None ? null : slot with { Days = slot.Days & ~closed } }
                : line)];
    }

    private static bool IsClosedDay(RangeLine line) => line is { Slot: null, Remark: { } remark, Notes: [] } && Repli.Plier(remark) is "ferme" or "fermee" or "ferme au public";

    // Lines that bear the same remark are read together: it is about all of them.
    private RemarkedHours Remarked(List<RangeLine> lines)
    {
        List<RemarkedHours> read = [new([.. lines.Where(line => line.Remark is null).Select(line => line.Slot).OfType<Slot>()])];
        List<HoursNote> notes = [.. lines.SelectMany(line => line.Notes), .. lines.Where(line => line.Slot is null).SelectMany(SaidBeside)];
        foreach (var group in lines.Where(line => line.Slot is not null && line.Remark is not null).GroupBy(line => line.Remark ?? ""))
        {
            List<Slot> slots = [.. group.Select(line => line.Slot).OfType<Slot>()];
            List<Slot> others = [.. lines.Where(line => line.Remark != group.Key).Select(line => line.Slot).OfType<Slot>()];
            var context = new ClauseContext(NotedHours.OpenDays(slots), others);
            if (RemarkReader.Read(group.Key, slots, context) is { } understood)
            {
                read.Add(understood);
                continue;
            }

            issues.Add(new Issue("horaires_note", IssueCodes.RemarqueIncertaine, group.Key));
            read.Add(new RemarkedHours(NotedHours.Doubted(slots)) { Notes = [.. group.SelectMany(SaidBeside)] });
            if ((RemarkReader.DaysNamed(group.Key) & context.OtherDays) != Days.None)
            {
                // It speaks of other days too, in words that we do not follow.
                return new RemarkedHours(NotedHours.Doubted([.. lines.Select(line => line.Slot).OfType<Slot>()])) { Notes = [.. notes, .. lines.Where(line => line.Slot is not null).SelectMany(SaidBeside)] };
            }
        }

        return new RemarkedHours([.. read.SelectMany(hours => hours.Slots)])
        {
            Notes = [.. notes, .. read.SelectMany(hours => hours.Notes)],
            Closings = [.. read.SelectMany(hours => hours.Closings).Distinct()],
            ForAll = [.. read.SelectMany(hours => hours.ForAll).DistinctBy(Said)],
        };
    }

    private static (Occasion When, int Days, string Times) Said(Variation variation) => (variation.When, variation.Days, TimeRanges.Write(variation.Times));

    // A remark that names its days is not said again under those of its range: « mercredi : permanence le jeudi ».
    private static IReadOnlyList<HoursNote> SaidBeside(RangeLine line) =>
        line.Remark is { } remark ? [new HoursNote(remark, RemarkReader.DaysNamed(remark) == Days.None ? line.Days : Days.None)] : [];

    private RangeLine Line(PlageOuverture range)
    {
        var days = DaysOf(range);
        List<TimeRange> times = [];
        List<HoursNote> notes = [];
        foreach (var (debut, fin) in range.Heures)
        {
            if (debut.Length == 0 && fin.Length == 0)
            {
                continue;
            }

            var (start, end) = (Time(debut), Time(fin));
            if (start < end)
            {
                times.Add(new TimeRange(start.Value, end.Value));
                continue;
            }

            issues.Add(new Issue("horaires", IssueCodes.HoraireIgnore, $"{debut}-{fin}"));
            if ((start, end) != (0, 0))
            {
                notes.AddRange(ToCheck(range, days, $"{Said(debut, start)}-{Said(fin, end)}"));
            }
        }

        if (days == Days.None && times.Count > 0)
        {
            notes.AddRange(ToCheck(range, days, TimeRanges.Write(times)));
        }

        var slot = days != Days.None && times.Count > 0 ? new Slot(days, TimeRanges.Merge(times)) : null;
        return new RangeLine(days, slot, range.Commentaire.Length == 0 ? null : PersonNormaliser.Parse("horaires", range.Commentaire, issues), notes);
    }

    // People must see that something is there, though no machine can follow it. 00:00-00:00 says nothing.
    private IEnumerable<HoursNote> ToCheck(PlageOuverture range, int days, string times)
    {
        var named = days != Days.None ? Days.ToFrench(days) : range.JourFin.Length == 0 ? range.JourDebut : $"{range.JourDebut}-{range.JourFin}";
        return TextNormaliser.Parse("horaires_note", $"{named} : {times} (horaire à vérifier)").Take(issues) is { } text ? [new HoursNote(text, Days.None)] : [];
    }

    private static string Said(string raw, int? time) => time is null ? raw.Trim() : Written(time);

    private int DaysOf(PlageOuverture range)
    {
        var first = Day(range.JourDebut);
        var last = range.JourFin.Length == 0 ? first : Day(range.JourFin);
        if (first < 0 || last < 0)
        {
            issues.Add(new Issue("horaires", IssueCodes.HoraireIgnore, $"{range.JourDebut}-{range.JourFin}"));
            return Days.None;
        }

        if (last < first)
        {
            issues.Add(new Issue("horaires", IssueCodes.JoursARebours, $"{range.JourDebut}-{range.JourFin}"));
        }

        return Days.Span(first, last);
    }

    // « lun », « mer. », « Monday », « jours_feries »
    private static int Day(string name)
    {
        var folded = Repli.Plier(name);
        return Math.Max(Array.IndexOf(FrenchDays, folded), Array.IndexOf(EnglishDays, folded)) is >= 0 and var known ? known
            : folded.Length == 3 ? Array.FindIndex(FrenchDays, 0, 7, day => day.StartsWith(folded, StringComparison.Ordinal))
            : -1;
    }

    // « 08:30:00 », « '9:00:00 », « 2:00:00 PM »: a spreadsheet leaves its apostrophe, or its clock of twelve hours.
    private static int? Time(string raw)
    {
        var text = raw.AsSpan().Trim(" '’");
        var half = text.EndsWith(" AM", StringComparison.Ordinal) ? 0 : text.EndsWith(" PM", StringComparison.Ordinal) ? 12 : -1;
        text = half < 0 ? text : text[..^3];
        // « 9h », « 9h30 »
        var separator = text.IndexOfAny('h', 'H') >= 0 ? text[text.IndexOfAny('h', 'H')] : ':';
        text = separator != ':' && text[^1] == separator ? $"{text}00" : text;
        Span<Range> parts = stackalloc Range[4];
        var count = text.Split(parts, separator);
        if (count is < 2 or > 3 || Number(text[parts[0]]) is not { } hour || Number(text[parts[1]]) is not { } minute || (count == 3 && Number(text[parts[2]]) is null) || minute > 59)
        {
            return null;
        }

        return half < 0
            ? (hour > 24 || (hour == 24 && minute > 0) ? null : (hour * 60) + minute)
            : (hour is < 1 or > 12 ? null : (((hour % 12) + half) * 60) + minute);
    }

    private static int? Number(ReadOnlySpan<char> digits) =>
        digits.Length is 1 or 2 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Written(int? time) => string.Create(CultureInfo.InvariantCulture, $"{time / 60:00}:{time % 60:00}");

    /// <summary>One range as read.</summary>
    /// <param name="Days">Its days.</param>
    /// <param name="Slot">Its hours; null when there are none to use.</param>
    /// <param name="Remark">Its remark.</param>
    /// <param name="Notes">What else must be said.</param>
    private sealed record RangeLine(int Days, Slot? Slot, string? Remark, IReadOnlyList<HoursNote> Notes);
}
