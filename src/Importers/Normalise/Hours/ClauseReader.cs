using System.Text.RegularExpressions;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Normalise.Hours;

/// <summary>Reads one clause of a remark on hours: it is understood to its last word, or not at all.</summary>
internal static partial class ClauseReader
{
    private const int LongestCondition = 90;

    private const string Appointment = "sur rendez-vous";

    // Words that say what is spoken of without changing what is said.
    private static readonly string[] Fillers =
    [
        "accueil", "acceuil", "accueils", "consultation", "consultations", "mairie", "mairies", "bureau", "bureaux", "guichet", "public", "physique", "est", "sont", "sera", "l", "la", "le",
        "les", "de", "du", "des", "d", "au", "toute", "annee", "journee", "tous", "jours", "et", "inclus", "en", "a", "ouvre", "etre",
    ];

    // A kind of business in which one of these stands is also a time.
    private static readonly string[] TimeWords =
        ["rdv", "apresmidi", "matin", "matins", "vacances", "conges", "semaine", "semaines", "mois", "jour", "jours", "ete", "hiver", "telephone", "fetes", "veilles", "heures"];

    private static readonly string[] Marks = [",", "(", ")", ":", "-", "!"];

    public static Clause? Read(string text)
    {
        var folded = Repli.Plier(text).Replace("rendez vous", "rdv", StringComparison.Ordinal);
        if (Informative().IsMatch(folded))
        {
            return new Clause { Kind = ClauseKind.Information, Text = text, NamesDays = FrenchLexer.Read(text).Any(token => token.Kind == TokenKind.Day) };
        }

        if (ByAppointment().IsMatch(folded))
        {
            return new Clause { Kind = ClauseKind.Condition, Text = text, Condition = Appointment };
        }

        var tokens = FrenchLexer.Read(text);
        if (Reserved().IsMatch(folded))
        {
            var plain = tokens.All(token => token.Kind is TokenKind.Word or TokenKind.Mark && !TimeWords.Contains(token.Text));
            return plain && text.Length <= LongestCondition ? new Clause { Kind = ClauseKind.Condition, Text = text, Condition = Uncapitalised(text) } : null;
        }

        var head = NotOpening().Match(folded);
        return new Reading(text, folded, head.Success && (head.Groups["elected"].Success || !Unless().IsMatch(folded)), head.Groups["elected"].Success).Finish(tokens, head);
    }

    private static string Uncapitalised(string text)
    {
        var condition = Subject().Replace(text, "");
        return char.ToLowerInvariant(condition[0]) + condition[1..];
    }

    /// <summary>What has been understood so far of a clause.</summary>
    private sealed class Reading(string text, string folded, bool notOpening, bool elected)
    {
        private bool open;
        private bool closed;
        private bool except;
        private bool joined;
        private bool upTo;
        private bool only;
        private bool onlyThen;
        private bool also;
        private bool appointment;
        private string? sometimes;
        private int? sometimesDay;
        private DaysPhrase? days;
        private HalfDay? half;
        private IReadOnlyList<TimeRange>? times;
        private int? until;
        private PeriodPhrase? when;
        private (int Day, string Ranks)? ranked;
        private string? weeks;

        public Clause? Finish(IReadOnlyList<Token> tokens, Match head)
        {
            var cursor = new FrenchCursor(tokens);
            if (notOpening)
            {
                // The head is made of plain words: as many tokens as words.
                cursor.Position = head.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
                only |= head.Value.Contains("uniquement", StringComparison.Ordinal);
            }

            var and = false;
            while (!cursor.AtEnd)
            {
                if (Scope(cursor))
                {
                    joined |= and;
                    continue;
                }

                and = HasScope && (cursor.IsWord("et") || cursor.IsMark(","));
                if (!Keyword(cursor) && !cursor.TakeOne(Fillers) && !cursor.TakeOne(Marks))
                {
                    return null;
                }
            }

            return Kind() is { } kind ? Build(kind) : null;
        }

        private ClauseKind? Kind() =>
            notOpening ? (open || closed || except || (appointment && !elected) || (IsOccasional && !(elected && only)) ? null : also ? ClauseKind.Information : ClauseKind.NotOpening)
            // « Fermé sauf le jeudi » and « fermé jusqu'à 14h » open; « le mercredi et pendant les vacances » are two closings.
            : closed || except ? (open || appointment || only || (closed && except) || (closed && upTo) || joined || sometimes is not null ? null : ClauseKind.Closed)
            : joined && appointment ? null
            : appointment ? (also ? ClauseKind.Information : ClauseKind.Condition)
            : sometimes is not null ? (also ? null : ClauseKind.Condition)
            : also ? null
            : open || only || ranked is not null || weeks is not null ? ClauseKind.Open
            : null;

        private bool IsOccasional => when is not null || ranked is not null || weeks is not null || sometimes is not null;

        private bool HasScope => IsOccasional || days is not null || half is not null || times is not null || until is not null;

        private Clause Build(ClauseKind kind) => new()
        {
            Kind = kind,
            Text = text,
            Only = only,
            OnlyThen = onlyThen,
            Condition = kind is ClauseKind.Open or ClauseKind.Information ? null : appointment && sometimes is null ? Appointment : Uncapitalised(text),
            Days = days,
            IsOfAllDays = folded.Contains("les apres midi", StringComparison.Ordinal) || folded.Contains("les matin", StringComparison.Ordinal),
            OnlyOn = sometimes is null ? null : sometimesDay,
            NamesDays = days is not null || ranked is not null,
            Half = half ?? days?.Half ?? HalfDay.Whole,
            Times = times ?? [],
            Until = until,
            When = when,
            Ranked = ranked,
            Weeks = weeks,
        };

        // Each kind of scope once: a clause that names two periods says something more.
        private bool Scope(FrenchCursor cursor) =>
            (sometimes is null && (sometimes = cursor.Try(Sometimes)) is not null)
            || (ranked is null && (ranked = cursor.Try(FrenchPhrases.RankedDay)) is not null)
            || (weeks is null && (weeks = cursor.Try(FrenchPhrases.Weeks)) is not null)
            || (when is null && Period(cursor))
            || (days is null && (days = cursor.Try(FrenchPhrases.Days)) is not null)
            || (half is null && (half = FrenchPhrases.Half(cursor)) is not null)
            || (times is null && (times = FrenchPhrases.Times(cursor)) is not null)
            || (until is null && (until = cursor.Try(UpTo)) is not null);

        private bool Period(FrenchCursor cursor)
        {
            var before = cursor.Peek(-1).Text;
            when = cursor.Try(FrenchPeriods.Read);
            onlyThen = when is not null && before is "uniquement" or "seulement" or "exclusivement";
            return when is not null;
        }

        private bool Keyword(FrenchCursor cursor) =>
            Flag(ref open, cursor.TakeOne("ouvert", "ouverte", "ouverts", "ouvertes", "ouverture"))
            || Flag(ref closed, cursor.TakeOne("ferme", "fermee", "fermes", "fermees", "fermeture", "fermetures") || cursor.Take("pas", "d", "accueil"))
            || Flag(ref except, cursor.TakeOne("sauf", "hors", "excepte") || cursor.Take("en", "dehors"))
            || Flag(ref only, cursor.TakeOne("uniquement", "seulement", "exclusivement"))
            || Flag(ref also, cursor.TakeOne("egalement", "aussi"))
            || Flag(ref appointment, cursor.Take("sur", "rdv") || cursor.Take("sur", "prise", "de", "rdv"))
            || (appointment && cursor.TakeOne("possible", "obligatoire"))
            || (cursor.Current.Text == "possible" && cursor.Peek(1).Text is "sur" or "uniquement" && cursor.TakeOne("possible"));

        private int? UpTo(FrenchCursor cursor)
        {
            upTo = cursor.Take("jusqu", "a");
            var said = upTo || (folded.Contains("ferm", StringComparison.Ordinal) && cursor.Take("a")) || (closed && cursor.Take("des"));
            return said ? cursor.Take(TokenKind.Time)?.Value : null;
        }

        // « un samedi sur deux », « une semaine sur deux », « 3 samedis par mois »: which ones cannot be told.
        private string? Sometimes(FrenchCursor cursor)
        {
            cursor.Skip("le", "les");
            var number = cursor.TakeOne("un", "une", "deux", "trois") || cursor.Take(TokenKind.Number) is not null;
            var day = number ? cursor.Take(TokenKind.Day) : null;
            var counted = number && (day is not null || cursor.TakeOne("semaine", "semaines"));
            sometimesDay = day?.Value;
            return counted && (cursor.Take("sur", "deux") || cursor.Take("sur", "2") || cursor.Take("sur", "trois") || cursor.Take("par", "mois")) ? "" : null;
        }

        private static bool Flag(ref bool flag, bool found)
        {
            flag |= found;
            return found;
        }
    }

    // What people are told beside the hours. A phone service with its own hours leaves those of the counter as they are.
    [GeneratedRegex(
        """
        ^(?:accueil|permanence|permanences)\ telephonique(?:s)?\ (?!uniquement|seulement|exclusivement)(?!.*\b(?:uniquement|ferme|fermeture|pas))(?:.*[0-9].*)$
        |^(?:et\ )?(?:accueil\ )?(?:ouvert\ )?(?:possible\ )?(?:egalement|aussi)\ (?:possible\ )?sur\ rdv(?:\ (?:en\ dehors|hors)\ .*)?$
        |^(?:accueil\ )?(?:physique\ )?(?:egalement\ )?(?:possible\ )?(?:egalement\ )?(?:ouvert\ )?(?:egalement\ )?sur\ rdv\ (?:possible\ )?(?:en\ dehors\ (?:de|des)\ |hors\ )(?:ces\ )?(?:horaires|creneaux|heures|plages).*$
        |^et\ sur\ rdv$
        |^(?:accueil\ )?(?:ouvert\ )?(?:avec\ ou\ )?sans\ rdv$
        |^(?:accueil\ )?(?:du\ public\ )?sur\ rdv\ (?:de\ preference|en\ priorite|conseille|recommande)$
        |^contacter\ l\ accueil\ pour\ (?:obtenir|connaitre)\ les\ horaires\ (?:d\ ouverture\ )?des\ (?:differents\ )?services$
        |^(?:possibilite|possibilites)\ (?:d|de)\ (?:prendre\ |une\ prise\ de\ |prise\ de\ |etre\ recu\ sur\ )?rdv.*
        |^(?:rdv|prise\ de\ rdv)\ (?:possible|possibles)\ .*
        |^(?:prise\ de\ )?rdv\ (?:conseillee?|recommandee?|souhaitee?)$
        |^(?:l\ )?agence\ postale\ .*
        |^borne\ interactive\ (?!.*uniquement).*
        |^memes\ horaires?\ pour\ le\ standard\ telephonique$
        |^accueils?\ physique\ et\ telephonique$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Informative();

    [GeneratedRegex(@"^(?:telephoner|contacter l accueil) pour convenir d un rdv avant de se rendre sur place$", RegexOptions.CultureInvariant)]
    private static partial Regex ByAppointment();

    // « Accueil ouvert uniquement pour l'état civil », « permanence état civil uniquement »
    [GeneratedRegex(@"^(?=.*\b(?:uniquement|seulement|exclusivement)\b)(?!.*\b(?:ferme|fermeture|sauf|telephonique|maire|elus?|adjoints?)\b)(?:(?:accueil|permanence|ouvert\w*|ouverture)\b.*\bpour\b|(?:accueil|permanence)\b.*\betat civil\b).*$", RegexOptions.CultureInvariant)]
    private static partial Regex Reserved();

    [GeneratedRegex(
        """
        ^(?:(?:accueil|permanence|permanences)\ (?:uniquement\ )?telephoniques?(?:\ (?:uniquement|seulement|exclusivement))?(?=$|\ )
        |(?<elected>permanences?\ (?:uniquement\ )?(?:assuree?s?\ par\ |d\ |du\ |de\ |des\ |le\ |la\ |les\ |l\ |un\ )*(?:maires?|elus?|adjoints?)(?:\ (?:et|ou|puis)\ (?:d\ |du\ |de\ |des\ |le\ |les\ |ses\ |un\ )*(?:maires?|elus?|adjoints?))*(?:\ (?:uniquement|seulement))?(?=$|\ )))
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex NotOpening();

    [GeneratedRegex(@"\bpas\b|\bferm|\bsauf\b", RegexOptions.CultureInvariant)]
    private static partial Regex Unless();

    [GeneratedRegex(@"^(?:L')?(?:Accueil|Acceuil)\s+(?:(?:est|du public)\s+)*(?:ouverte?\s+)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Subject();
}
