using Maillage.Schema.Parsing;

namespace Maillage.Importers.Normalise.Hours;

/// <summary>Reads hours given in one cell a day: « 09:00 - 12:00 / 13:30 - 17:00 », « 9h-12h et 14h-17h30 », « fermé », « sur RDV ».</summary>
internal static class ColumnsReader
{
    /// <param name="cells">Cells of Monday to Sunday, then of public holidays; fewer when the source has fewer.</param>
    /// <param name="remark">A remark on the whole week.</param>
    /// <param name="issues">Receives the cells that are not understood.</param>
    public static OpeningHours Read(IReadOnlyList<string?> cells, string? remark, ICollection<Issue> issues)
    {
        List<Slot> slots = [];
        List<HoursNote> notes = [];
        for (var day = 0; day < Math.Min(cells.Count, 8); day++)
        {
            if (TextNormaliser.Parse("horaires", cells[day]).Take(issues) is not { } cell || cell.All(c => c is '-' or '–' or '/' or '.' or ' '))
            {
                continue;
            }

            var read = TextHoursReader.Read(cell, Days.Of(day));
            // A cell that names another day than its column's says something that we do not follow.
            if (read is null || read.Any(slot => slot.Days != Days.Of(day)))
            {
                issues.Add(new Issue("horaires", IssueCodes.HorairesNonReconnus, cell));
                notes.Add(new HoursNote(PersonNormaliser.Parse("horaires", cell, issues) ?? cell, Days.Of(day)));
                continue;
            }

            slots.AddRange(read.Where(slot => slot.Times.Count > 0));
            // Received without a known hour: « sur rendez-vous ».
            notes.AddRange(read.Where(slot => slot.Times.Count == 0).Select(slot => new HoursNote(slot.Condition ?? cell, slot.Days)));
        }

        var whole = new RemarkedHours(slots) { Notes = notes };
        return NotedHours.Write(remark is null ? whole : NotedHours.ReadOnAll(whole, remark, issues))
            ?? NotedHours.Of(NotedHours.Doubted(slots), [.. notes, .. remark is null ? Array.Empty<HoursNote>() : [new HoursNote(remark, Days.Week)]]);
    }
}
