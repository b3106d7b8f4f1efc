using Maillage.Schema.Parsing;

namespace Maillage.Schema.Horaires;

/// <summary>Opening hours, as the opening_hours syntax of OpenStreetMap says them.</summary>
/// <remarks>
/// Read with tolerance, written one way only: <c>Mo-Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00; PH off</c>. Of the syntax, what depends on the sun, open ends
/// (<c>18:00+</c>), and ranks of days within a month or a week are refused: no reader gives them one certain meaning for a public counter.
/// </remarks>
public sealed record HorairesOsm
{
    // The longest of the national files has 224 characters.
    private const int LongestText = 2000;

    private const string Field = "horaires";

    private HorairesOsm(ValueList<OpeningRule> rules) => Rules = rules;

    /// <summary>The rules, in the order that gives them their meaning; one at least.</summary>
    public ValueList<OpeningRule> Rules { get; }

    /// <summary>Hours from a text: as they were, tidied (<c>horaires_remis_en_forme</c>, <c>horaires_fusionnes</c>) or refused (<c>horaires_non_reconnus</c>).</summary>
    /// <remarks>
    /// A text that only lacks spaces or leading zeros is tidied without an issue: nobody needs to correct it. Nothing is read in a blank text.
    /// </remarks>
    public static Parsed<HorairesOsm> Lire(string? texte)
    {
        if (string.IsNullOrWhiteSpace(texte))
        {
            return Parsed.Nothing<HorairesOsm>();
        }

        if (texte.Length > LongestText || RuleReader.Read(texte) is not { } read || RuleTidier.Tidy(read) is not { } tidy)
        {
            return Parsed.Refused<HorairesOsm>(new Issue(Field, IssueCodes.HorairesNonReconnus, texte));
        }

        var hours = new HorairesOsm(tidy.Rules);
        var written = hours.ToString();
        return Code(read, tidy, texte, written) is { } code ? Parsed.Repaired(hours, new Issue(Field, code, texte, written)) : Parsed.Ok(hours);
    }

    /// <summary>True when the text is hours that a machine can follow, written as they are published.</summary>
    public static bool EstReconnu(string texte) => Lire(texte) is { HasValue: true, Value: { } hours } && hours.ToString() == texte;

    /// <summary>Even ISO weeks.</summary>
    public static WeekRange SemainesPaires { get; } = new(2, 52, 2);

    /// <summary>Odd ISO weeks.</summary>
    public static WeekRange SemainesImpaires { get; } = new(1, 53, 2);

    /// <summary>The same hours in some weeks only; what is said of public holidays holds all year.</summary>
    /// <returns>Null when a rule already speaks of a part of the year: what both mean together is not certain.</returns>
    public HorairesOsm? EnSemaines(WeekRange semaines) =>
        Rules.All(rule => !rule.SelectsDates) ? new HorairesOsm([.. Rules.Select(rule => rule is { State: RuleState.Closed, Days.Holidays: not Holidays.None } ? rule : rule with { Weeks = [semaines] })]) : null;

    /// <summary>The canonical text.</summary>
    public override string ToString() => RuleWriter.Write(Rules);

    private static IssueCode? Code(ReadRules read, TidyRules tidy, string text, string written) =>
        read.SeparatorMissing || tidy.HoursJoined ? IssueCodes.HorairesFusionnes
        : Squeezed(text).SequenceEqual(Squeezed(written)) ? null
        : IssueCodes.HorairesRemisEnForme;

    // Without spaces nor leading zeros.
    private static IEnumerable<char> Squeezed(string text) => text.Where((character, at) =>
        !char.IsWhiteSpace(character)
        && !(character == '0' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]) && (at == 0 || !char.IsAsciiDigit(text[at - 1]))));
}
