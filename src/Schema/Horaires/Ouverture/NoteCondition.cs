using Maillage.Schema.Texte;

namespace Maillage.Schema.Horaires.Ouverture;

/// <summary>Tells whether the note beside the hours puts a condition on them: « sur rendez-vous », « fermé pendant les vacances », « un samedi sur deux ».</summary>
/// <remarks>
/// Words are a table (<c>data/notes-horaires.csv</c>). They are looked for sentence by sentence; when in doubt the hours are not sure: a place believed closed costs less than a closed door.
/// </remarks>
public static class NoteCondition
{
    /// <summary>What importers write in the hours that only the note explains: those are unknown already, and the others are known.</summary>
    public const string SeeNote = "voir note";

    private const string Table = "notes-horaires.csv";

    private static readonly string[] ends = [" ; ", ". ", "\n"];

    private static readonly string[] weekdays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

    private static readonly Lazy<ILookup<string, string>> words =
        new(() => EmbeddedCsv.Rows(Table, 3).ToLookup(cells => cells[1], cells => $" {Repli.Plier(cells[0])}"));

    /// <summary>True when, because of the note, what the hours say open is not sure.</summary>
    /// <param name="note">The note.</param>
    /// <param name="horaires">The hours that it is about.</param>
    public static bool IsSaid(string? note, string? horaires) =>
        note is not null
        && horaires?.Contains($"\"{SeeNote}\"", StringComparison.Ordinal) != true
        && note.Split(ends, StringSplitOptions.RemoveEmptyEntries).SelectMany(Halves).Any(IsCondition);

    // « Accueil téléphonique le matin et accueil physique sur rendez-vous »: what lifts one half does not lift the other.
    private static IEnumerable<string> Halves(string sentence) => About(sentence) is { } said ? $" {Repli.Plier(said)} ".Split(" et accueil ") : [];

    // « lundi, mardi : … » is about those days; « samedi 10:00-12:00 : … » about hours that the importers took away.
    private static string? About(string sentence)
    {
        var end = sentence.IndexOf(" : ", StringComparison.Ordinal);
        if (end < 0 || !weekdays.Any(day => sentence.TrimStart().StartsWith(day, StringComparison.Ordinal)))
        {
            return sentence;
        }

        return sentence[..end].Any(char.IsAsciiDigit) ? null : sentence[end..];
    }

    private static bool IsCondition(string folded) => Says(folded, "toujours") || (!Says(folded, "leve") && Says(folded, "sinon"));

    private static bool Says(string folded, string effect) => words.Value[effect].Any(word => $" {folded}".Contains(word, StringComparison.Ordinal));
}
