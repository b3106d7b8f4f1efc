using System.Text.RegularExpressions;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Normalise.Hours;

/// <summary>
/// Reads hours written in French in one line: « du lundi au vendredi de 9h à 12h, sauf mercredi ». Understood to the last word, or not at all.
/// </summary>
internal sealed partial class TextHoursReader
{
    private const int Longest = 500;

    private const string Appointment = "sur rendez-vous";

    private static readonly string[] Separators = [",", ";", ".", "/", "|", "et", "puis", "-", ":", "+", "•", "*", "(", ")", "ainsi", "que"];

    // What may stand around hours without changing them.
    private static readonly string[] Fillers =
        ["permanence", "permanences", "ouvert", "ouverte", "ouverts", "ouverture", "horaires", "horaire", "accueil", "public", "au", "du", "le", "la", "les", "de", "d", "a", "l", "est"];

    private readonly FrenchCursor cursor;
    private readonly List<Slot> slots = [];
    private int days;
    private string? condition;
    private Selection? only;
    private IReadOnlyList<TimeRange>? waiting;

    private TextHoursReader(string text, int days) => (cursor, this.days) = (new FrenchCursor(FrenchLexer.Read(text)), days);

    /// <summary>The slots that a text means; null when a word of it is not understood, empty when it says that it is never open.</summary>
    /// <param name="text">One line, or the cell of one day.</param>
    /// <param name="days">Days that the text is about when it names none (the day of a column); 0: it must name them.</param>
    public static IReadOnlyList<Slot>? Read(string text, int days = Days.None)
    {
        if (text.Length > Longest)
        {
            return null;
        }

        var folded = Repli.Plier(text);
        return Always().IsMatch(folded) ? [new Slot(days == Days.None ? Days.Week | Days.PublicHolidays : days, [new TimeRange(0, TimeRange.Midnight)])]
            : new TextHoursReader(text, days).Read();
    }

    private List<Slot>? Read()
    {
        while (!cursor.AtEnd)
        {
            if (!Weeks() && !Holidays() && !Appointments() && !Exceptions() && !ClosedDays() && !OpenDays() && !OpenTimes() && !Continuous() && !cursor.TakeOne(Separators) && !cursor.TakeOne(Fillers))
            {
                return null;
            }
        }

        if (waiting is { } times)
        {
            if (days == Days.None)
            {
                return null;
            }

            slots.Add(new Slot(days, times) { Condition = condition, Only = only });
        }

        // « Sur rendez-vous » and no more: a slot without times.
        return slots.Count == 0 && condition is not null ? [new Slot(days == Days.None ? Days.Week : days, []) { Condition = condition }] : slots;
    }

    private bool OpenDays()
    {
        if (cursor.Try(FrenchPhrases.Days) is not { } named)
        {
            return false;
        }

        cursor.Skip(":", ",", "-", "uniquement", "ouvert", "de", "le", "(");
        if (named is { Doubtful: false, Half: HalfDay.Whole } && waiting is null && cursor.Take("sur", "rdv"))
        {
            slots.Add(new Slot(named.Days, []) { Condition = Appointment });
            return true;
        }

        if (cursor.TakeOne("ferme", "fermee", "fermes"))
        {
            return !named.Doubtful && named.Half == HalfDay.Whole && slots.TrueForAll(slot => (slot.Days & named.Days) == Days.None);
        }

        var times = FrenchPhrases.Times(cursor) ?? waiting;
        // « Lundi, mardi et vendredi matin de 9h à 12h »: the times say of themselves that they are of the morning.
        if (times is null || !Agrees(times, named.Half))
        {
            return false;
        }

        (waiting, days) = (null, named.Days);
        slots.Add(new Slot(named.Days, times) { Condition = condition, Only = only });
        return true;
    }

    // Times before their days: « 9h-12h et 14h-17h du lundi au vendredi ».
    private bool OpenTimes() => waiting is null && slots.Count == 0 && (waiting = FrenchPhrases.Times(cursor)) is not null;

    private bool ClosedDays() => cursor.Try<bool?>(c =>
    {
        if (!c.TakeOne("ferme", "fermee", "fermeture") && !c.Take("pas", "d", "accueil"))
        {
            return null;
        }

        c.Skip("au", "public", ".");
        if (c.AtEnd)
        {
            return slots.Count == 0 && waiting is null ? true : null;
        }

        return FrenchPhrases.Days(c) is not { Doubtful: false } closed ? null
            // « Fermé le jeudi après-midi » takes from hours already said, or repeats them; of hours still to come it would be forgotten.
            : closed.Half != HalfDay.Whole ? ((closed.Days & ~NotedHours.OpenDays(slots)) == Days.None && Close(closed) ? true : null)
            : slots.TrueForAll(slot => (slot.Days & closed.Days) == Days.None) ? true : null;
    }) ?? false;

    private bool Exceptions() => cursor.Try<bool?>(c =>
    {
        if (!c.TakeOne("sauf", "excepte", "hors") || slots.Count == 0 || FrenchPhrases.Days(c) is not { Doubtful: false } except || FrenchPhrases.Times(c) is not null)
        {
            return null;
        }

        return Close(except) ? true : null;
    }) ?? false;

    // « Semaine impaire : mardi 9h-12h », « 9h-12h en semaine paire »: of the hours that follow, else of the only ones before.
    private bool Weeks() => cursor.Try<bool?>(c =>
    {
        if (FrenchPhrases.Weeks(c) is not { } weeks)
        {
            return null;
        }

        c.Skip(")", ".");
        var selection = new Selection(weeks, null);
        if (slots.Count == 0 || only is not null)
        {
            only = selection;
            return true;
        }

        return c.AtEnd && slots.Count == 1 && Replace(slot => [slot with { Only = selection }]) ? true : null;
    }) ?? false;

    // « 9h à 12h30 et 13h30 à 17h30 (17h pendant les vacances scolaires) »: the last of the hours before ends then.
    private bool Holidays() => cursor.Try<bool?>(c =>
    {
        if (!c.TakeOne("(") || slots is not [.., { Times: { Count: > 0 } times } last] || c.Take(TokenKind.Time) is not { } end || FrenchPeriods.Read(c) is not { Doubtful: false, First: null } when || !c.TakeOne(")")
            || end.Value <= times[^1].Start || end.Value == times[^1].End || last.Only is not null)
        {
            return null;
        }

        slots[^1] = last with { Variations = [new Variation(when.Occasion, last.Days, [.. times.SkipLast(1), times[^1] with { End = end.Value }])] };
        return true;
    }) ?? false;

    private bool Close(DaysPhrase closed)
    {
        var clause = new Clause { Kind = ClauseKind.Closed, Text = "", Days = closed, Half = closed.Half };
        return Replace(slot => (slot.Days & closed.Days) == Days.None ? [slot] : ClauseRules.Apply(clause, slot, new ClauseContext(slot.Days, []))?.Slots);
    }

    // « Sur rendez-vous » speaks of the hours that follow it, else of all those before it: being prudent with too many is no error.
    private bool Appointments() => cursor.Try<bool?>(c =>
    {
        _ = c.TakeOne("uniquement", "exclusivement", "seulement");
        if (c.Take("sans", "rdv"))
        {
            condition = null;
            return true;
        }

        if (!c.Take("sur", "rdv"))
        {
            return null;
        }

        _ = c.TakeOne("uniquement", "exclusivement", "seulement");
        c.Skip(":", ",", "(", ")");
        if (c.AtEnd || c.IsMark(".", ";", "|"))
        {
            condition = slots.Count == 0 ? Appointment : condition;
            return Replace(slot => [slot with { Condition = slot.Condition ?? Appointment }]) ? true : null;
        }

        condition = Appointment;
        return true;
    }) ?? false;

    private bool Continuous() =>
        cursor.Take("non", "stop") || cursor.Take("sans", "interruption") || cursor.Take("en", "continu") || cursor.Take("journee", "continue");

    private bool Replace(Func<Slot, IReadOnlyList<Slot>?> rule)
    {
        var replaced = slots.Select(rule).ToList();
        if (replaced.Contains(null))
        {
            return false;
        }

        slots.Clear();
        slots.AddRange(replaced.SelectMany(parts => parts ?? []));
        return true;
    }

    private static bool Agrees(IReadOnlyList<TimeRange> times, HalfDay half) => half switch
    {
        HalfDay.Morning => times[^1].End <= 14 * 60,
        HalfDay.Afternoon => times[0].Start >= TimeRange.Noon,
        _ => true,
    };

    [GeneratedRegex(@"^(?:ouvert )?(?:7 ?j(?:ours)? (?:sur )?7 )?(?:et )?24 ?h(?:eures)? (?:sur )?24 ?h?(?: (?:et )?7 ?j(?:ours)? (?:sur )?7 ?j?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Always();
}
