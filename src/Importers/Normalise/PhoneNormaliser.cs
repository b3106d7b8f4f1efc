using System.Text.RegularExpressions;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Normalise;

/// <summary>What a phone cell held: the number to publish, and what else was written beside it.</summary>
internal sealed record Phone(string Number, string? Note);

/// <summary>Phone cells: the first number in international form, short numbers as they are, the rest of the cell as a note.</summary>
internal static partial class PhoneNormaliser
{
    // A cell, not a page.
    private const int Longest = 1_000;

    private static readonly char[] Around = [' ', '\u00A0', '\u202F', '\t', '\r', '\n', '-', '–', '—', '/', ',', ';', ':', '.', '\'', '’', '"', '«', '»', '|', '•'];

    /// <param name="raw">What the cell holds.</param>
    /// <param name="codeInsee">Commune of the lieu: tells the country of a local number.</param>
    public static Parsed<Phone> Parse(string? raw, string? codeInsee)
    {
        if (string.IsNullOrWhiteSpace(raw) || EmptyWords.SayNothing(raw))
        {
            return Parsed.Nothing<Phone>();
        }

        if (raw.Length > Longest)
        {
            return Parsed.Refused<Phone>(new Issue("telephone", IssueCodes.TelephoneInvalide, raw));
        }

        var whole = Label().Replace(raw, "").Trim(Around);
        if (OnlyNumberSigns().IsMatch(whole) && NumberingPlan.Read(whole, codeInsee) is { } alone)
        {
            return alone.Repair is null
                ? Parsed.Ok(new Phone(alone.Number, null))
                : Parsed.Repaired(new Phone(alone.Number, null), new Issue("telephone", alone.Repair, raw, alone.Number));
        }

        return First(raw, codeInsee) ?? Parsed.Refused<Phone>(new Issue("telephone", IssueCodes.TelephoneInvalide, raw, NumberingPlan.Probably(whole)));
    }

    private static Parsed<Phone>? First(string raw, string? codeInsee)
    {
        var numbers = Candidates().Matches(raw)
            .Where(match => !IsSomethingElse(match, raw[Math.Max(0, match.Index - 20)..match.Index]))
            .Select(match => (Match: match, Read: NumberingPlan.Read(match.Value, codeInsee)))
            .Where(pair => pair.Read is not null)
            .ToList();
        if (numbers is not [{ Match: var match, Read: { } read }, ..])
        {
            return null;
        }

        var note = Note(raw[..match.Index], raw[(match.Index + match.Length)..]);
        var others = numbers.Skip(1).Any(other => other.Read?.Number != read.Number);
        var issue = others ? IssueCodes.TelephonesMultiples : note is not null ? IssueCodes.TelephoneAnnote : read.Repair ?? IssueCodes.TelephoneRepare;
        return Parsed.Repaired(new Phone(read.Number, note), new Issue("telephone", issue, raw, read.Number));
    }

    // A fax is not called; a few digits are a phone number only when nothing before them says that they are something else.
    private static bool IsSomethingElse(Match match, string before) => Fax().IsMatch(before) || match.Length <= 7 && NotAPhone().IsMatch(before);

    // What stands before and after the number, without the words that led to it.
    private static string? Note(string before, string after)
    {
        var parts = new[] { LeadsTo().Replace(Label().Replace(before, ""), ""), FollowsFrom().Replace(after, "") }
            .Select(part => TextNormaliser.Parse("telephone_note", part).Value?.Trim(Around))
            .Where(part => part?.Count(char.IsLetterOrDigit) > 1);
        var note = string.Join(" ; ", parts);
        return note.Length == 0 ? null : note is ['(', .. var inside, ')'] && !inside.Contains('(', StringComparison.Ordinal) ? inside.Trim() : note;
    }

    [GeneratedRegex(@"\A['’\s0-9.()+\-–‑\u00A0\u202F/_]+\z")]
    private static partial Regex OnlyNumberSigns();

    // In the order of preference at one place: international, ten digits, pairs of the Pacific, short numbers. Inside a text, two or three
    // digits are an hour, a price, or the emergency services; they are a number only alone in their cell.
    [GeneratedRegex(
        @"(?<![0-9+])(?:\+|00)\s?33[\s.\-–/_\u00A0\u202F]{0,3}(?:\(0\)|0)?(?:[\s.\-–/_\u00A0\u202F]{0,3}[0-9]){9}(?![0-9])"
        + @"|(?<![0-9+])(?:\+|00)[1-9][0-9]{1,2}(?:[\s.\-\u00A0\u202F]?[0-9]){6,9}(?![0-9])"
        + @"|(?<![0-9])0(?:[\s.\-–/_\u00A0\u202F]{0,3}[0-9]){9}(?![0-9])"
        + @"|(?<![0-9])[0-9]{2}(?:[\s.][0-9]{2}){2,3}(?![0-9])"
        + @"|(?<![0-9.,/])(?:3[0-9][0-9]{2}|3[0-9] [0-9]{2}|10[0-9]{2}|11[68] ?[0-9]{3})(?![0-9.,/:h€])")]
    private static partial Regex Candidates();

    [GeneratedRegex(@"(?:fax|t[ée]l[ée]copie(?:ur)?)\s*[:.]?\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Fax();

    [GeneratedRegex(@"\b(?:postes?|BP|CS|bus|code|bureau|porte|depuis|en)\s*(?:n°)?\s*[:.]?\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex NotAPhone();

    [GeneratedRegex(@"\A\s*(?:t[ée]l(?:[ée]phone)?|num[ée]ro|n°|portable|mobile|fixe|phone)\s*(?:\.\s*)?:?(?=[\s0-9+(]|\z)", RegexOptions.IgnoreCase)]
    private static partial Regex Label();

    [GeneratedRegex(@"(?:[\s(]|\A)(?:ou|et|au|aux|le|par t[ée]l\.?|t[ée]l\.?|puis)?\s*:?\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex LeadsTo();

    [GeneratedRegex(@"\A\s*(?:ou|et|puis)\b", RegexOptions.IgnoreCase)]
    private static partial Regex FollowsFrom();
}
