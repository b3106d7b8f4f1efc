using System.Text.RegularExpressions;
using Maillage.Schema.Lieux;

namespace Maillage.Importers.Normalise.Hours;

/// <summary>Something to say to people beside the hours.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Days">Days it is about; none: it says so itself.</param>
/// <param name="Times">Times it is about, when the hours no longer say them; null: no time in particular.</param>
internal sealed record HoursNote(string Text, int Days, IReadOnlyList<TimeRange>? Times = null);

/// <summary>Hours once the remarks on them are read.</summary>
internal sealed record RemarkedHours(IReadOnlyList<Slot> Slots)
{
    public IReadOnlyList<HoursNote> Notes { get; init; } = [];

    public IReadOnlyList<Fermeture> Closings { get; init; } = [];

    /// <summary>Hours of all days on an occasion, whatever the slots say.</summary>
    public IReadOnlyList<Variation> ForAll { get; init; } = [];
}

/// <summary>Reads a remark beside hours: all of its clauses are understood, or none is used.</summary>
internal static partial class RemarkReader
{
    private const int Longest = 600;

    /// <param name="remark">The remark as written.</param>
    /// <param name="slots">The hours it stands beside.</param>
    /// <param name="context">What must be known of the other hours of the record.</param>
    /// <returns>The hours with the remark applied; null when a word of it is not understood for sure.</returns>
    public static RemarkedHours? Read(string remark, IReadOnlyList<Slot> slots, ClauseContext context)
    {
        if (remark.Length > Longest)
        {
            return null;
        }

        List<Clause> clauses = [];
        foreach (var text in Clauses(remark))
        {
            if (ClauseReader.Read(text) is not { } clause || (IsException(text) && clauses is [.., { Kind: not ClauseKind.Open }]))
            {
                // « Fermé en août, sauf le samedi » opens again what was closed, « sur rendez-vous sauf le jeudi » frees the Thursday.
                return null;
            }

            clauses.Add(clause);
        }

        // « Ouvert au public et permanence des élus » does not say that only they are there.
        if (clauses.Exists(clause => clause is { Kind: ClauseKind.NotOpening, Only: false }) && clauses.Exists(clause => clause.Kind is ClauseKind.Open or ClauseKind.Condition))
        {
            return null;
        }

        if (Entangled(clauses))
        {
            return null;
        }

        var hours = new RemarkedHours(slots);
        // What holds on an occasion is reckoned from the hours as the other clauses leave them.
        foreach (var clause in clauses.OrderBy(clause => clause.When is not null || clause.Ranked is not null))
        {
            if (Apply(clause, hours, context) is not { } applied)
            {
                return null;
            }

            hours = applied;
        }

        return hours;
    }

    // « De 8h à 12h en juillet-août sauf le mardi »: the exception is one of July and August; « le mercredi le matin, et sur rendez-vous l'après-midi »: of Wednesday.
    private static bool Entangled(List<Clause> clauses) =>
        (clauses.Exists(clause => clause is { Kind: ClauseKind.Open, When: not null }) && clauses.Exists(clause => clause is { Kind: ClauseKind.Closed or ClauseKind.Open, When: null }))
        || (clauses.Exists(clause => clause is { Kind: ClauseKind.Open or ClauseKind.Closed, Days: not null })
            && clauses.Exists(clause => clause is { Kind: ClauseKind.Condition, Days: null, Half: not HalfDay.Whole }));

    /// <summary>Days that a remark names, one by one or in a span, whatever it says of them.</summary>
    public static int DaysNamed(string remark)
    {
        var days = Days.None;
        var cursor = new FrenchCursor(FrenchLexer.Read(remark));
        while (!cursor.AtEnd)
        {
            days |= cursor.Try(FrenchPhrases.Days)?.Days ?? Days.None;
            cursor.Position++;
        }

        return days;
    }

    private static RemarkedHours? Apply(Clause clause, RemarkedHours hours, ClauseContext context)
    {
        if (hours.Slots.Count == 0)
        {
            // All was taken away by a clause before: what is said besides is only said.
            return clause.Kind is ClauseKind.Information or ClauseKind.NotOpening ? hours with { Notes = [.. hours.Notes, new HoursNote(clause.Text, Days.None)] } : null;
        }

        List<ClauseOutcome> outcomes = [];
        List<HoursNote> notes = [.. hours.Notes];
        foreach (var slot in hours.Slots)
        {
            if (ClauseRules.Apply(clause, slot, context) is not { } outcome)
            {
                return null;
            }

            outcomes.Add(outcome);
        }

        // What concerns no slot is only said; what concerns some is not said beside the others.
        var concerned = outcomes.Exists(outcome => outcome.IsConcerned);
        notes.AddRange(hours.Slots.Zip(outcomes)
            .Where(pair => pair.Second.Note is not null && pair.Second.IsConcerned == concerned)
            .Select(pair => new HoursNote(pair.Second.Note ?? "", pair.Second.Removed is null && clause.NamesDays ? Days.None : pair.First.Days, pair.Second.Removed)));
        return concerned || outcomes.TrueForAll(outcome => outcome.Note is not null)
            ? new RemarkedHours([.. outcomes.SelectMany(outcome => outcome.Slots)])
            {
                Notes = notes,
                Closings = [.. hours.Closings.Concat(outcomes.Select(outcome => outcome.Closing).OfType<Fermeture>()).Distinct()],
                ForAll = [.. hours.ForAll, .. outcomes.Select(outcome => outcome.ForAll).OfType<Variation>().Take(1)],
            }
            : null;
    }

    private static IEnumerable<string> Clauses(string remark) => Sentences().Split(remark)
        .Select(sentence => sentence.Trim(' ', '.', ';', ',', '-'))
        .Where(sentence => sentence.Length > 0)
        .SelectMany(sentence => ClauseReader.Read(sentence) is not null ? [sentence] : Connectors().Split(sentence))
        .Select(clause => clause.Trim(' ', '.', ';', ','))
        .Where(clause => clause.Length > 0);

    private static bool IsException(string clause) => clause.StartsWith("sauf", StringComparison.OrdinalIgnoreCase)
        || clause.StartsWith("hors", StringComparison.OrdinalIgnoreCase)
        || clause.StartsWith("except", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\s*[.;](?:\s+|(?=[A-ZÀÉ])|\z)|\s+-\s+(?=[A-ZÀÉa-z]{3})", RegexOptions.CultureInvariant)]
    private static partial Regex Sentences();

    [GeneratedRegex(
        @"\s*,?\s+et\s+(?=(?:l')?accueil|permanence|ferm|sur rendez|uniquement sur|[ée]galement|ouvert|hors |sauf )|\s*,\s*(?=(?:l')?accueil|ferm|[ée]galement|permanence|uniquement sur)|\s*,?\s+(?=sauf\b|hors\b|except[ée]\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Connectors();
}
