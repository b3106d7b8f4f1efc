using Maillage.Schema.Horaires;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Normalise.Hours;

/// <summary>Puts together hours and what must be said beside them, each thing once.</summary>
internal static class NotedHours
{
    /// <summary>What the hours say where only the note says when they hold.</summary>
    public const string SeeNote = "voir note";

    /// <summary>Hours without remark but one on all of them.</summary>
    public static OpeningHours Remarked(IReadOnlyList<Slot> slots, string? remark, ICollection<Issue> issues)
    {
        var whole = new RemarkedHours(slots);
        return Write(remark is null ? whole : ReadOnAll(whole, remark, issues)) ?? Of(Doubted(slots), remark is null ? [] : [new HoursNote(remark, Days.Week)]);
    }

    /// <summary>A remark on the whole week, read for all the slots; when it is not understood, all of them become uncertain.</summary>
    public static RemarkedHours ReadOnAll(RemarkedHours hours, string remark, ICollection<Issue> issues)
    {
        if (RemarkReader.Read(remark, hours.Slots, new ClauseContext(OpenDays(hours.Slots), [])) is { } read)
        {
            return read with
            {
                Notes = [.. hours.Notes, .. read.Notes],
                Closings = [.. hours.Closings, .. read.Closings],
                ForAll = [.. hours.ForAll, .. read.ForAll],
            };
        }

        if (hours.Slots.Count > 0)
        {
            issues.Add(new Issue("horaires_note", IssueCodes.RemarqueIncertaine, remark));
        }

        return hours with { Slots = Doubted(hours.Slots), Notes = [.. hours.Notes, new HoursNote(remark, Days.Week)] };
    }

    /// <returns>The hours as published; null when what is understood cannot be written in the syntax of OpenStreetMap.</returns>
    public static OpeningHours? Write(RemarkedHours hours)
    {
        // Slots without times only say how one is received.
        var timed = hours.Slots.Where(slot => slot.Times.Count > 0).ToList();
        if (OsmWriter.Write(timed, hours.ForAll) is not { } osm)
        {
            return null;
        }

        var received = hours.Slots.FirstOrDefault(slot => slot.Times.Count == 0)?.Condition;
        var text = osm.Length > 0 ? osm : received is null ? null : $"\"{received}\"";
        if (text is not null && (hours.ForAll.Count > 0 || timed.Exists(slot => slot is not { Only: null, Condition: null, Variations: [] })))
        {
            // Hours are published in one form, whoever wrote them; days and times alone already have it.
            text = HorairesOsm.Lire(text) is { HasValue: true, Value: { } canonical } ? canonical.ToString() : "";
        }

        // Days received without a known time, beside others that have one.
        List<HoursNote> untimed = osm.Length == 0 ? [] : [.. hours.Slots.Where(slot => slot.Times.Count == 0).Select(slot => new HoursNote(slot.Condition ?? SeeNote, slot.Days))];
        return text is "" ? null : new OpeningHours(text, Note(hours with { Notes = [.. hours.Notes, .. untimed] })) { Fermetures = hours.Closings };
    }

    /// <summary>Hours that nothing varies, and notes.</summary>
    public static OpeningHours Of(IReadOnlyList<Slot> slots, IReadOnlyList<HoursNote> notes) =>
        Write(new RemarkedHours([.. slots.Select(slot => slot with { Variations = [] })]) { Notes = notes }) ?? new OpeningHours(null, null);

    /// <summary>The same hours, uncertain where nothing says under which condition they hold.</summary>
    public static IReadOnlyList<Slot> Doubted(IReadOnlyList<Slot> slots) => [.. slots.Select(slot => slot with { Condition = slot.Condition ?? SeeNote, Variations = [] })];

    public static int OpenDays(IEnumerable<Slot> slots) => slots.Aggregate(Days.None, (days, slot) => days | slot.Days);

    // A sentence about all the days of the record stands alone; one about some of them names them, and the times that the hours no longer say.
    private static string? Note(RemarkedHours hours)
    {
        var notes = hours.Notes
            .GroupBy(note => (note.Text, Times: note.Times is null ? null : TimeRanges.Write(note.Times)))
            .Select(group => (group.Key.Text, group.Key.Times, Days: group.Aggregate(Days.None, (days, note) => days | note.Days)))
            .ToList();
        var allDays = OpenDays(hours.Slots) | notes.Aggregate(Days.None, (days, note) => days | note.Days);
        var texts = notes.Select(note =>
            note.Times is { } times ? $"{Days.ToFrench(note.Days)} {times} : {note.Text}"
            : note.Days == Days.None || (allDays & ~note.Days) == Days.None ? note.Text
            : $"{Days.ToFrench(note.Days)} : {note.Text}");
        var text = string.Join(" ; ", texts.Distinct());
        return text.Length == 0 ? null : text;
    }
}
