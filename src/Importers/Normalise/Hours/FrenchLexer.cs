using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Maillage.Importers.Normalise.Hours;

/// <summary>What a token of a text about hours is.</summary>
internal enum TokenKind
{
    /// <summary>Any other word, folded.</summary>
    Word,

    /// <summary>A day of the week; its value counts from Monday, 0.</summary>
    Day,

    /// <summary>A month; its value counts from January, 1.</summary>
    Month,

    /// <summary>A time, in minutes since midnight.</summary>
    Time,

    /// <summary>A rank: 1 for « 1er », -1 for « dernier ».</summary>
    Rank,

    /// <summary>A number that is neither a time nor a rank.</summary>
    Number,

    /// <summary>A punctuation mark.</summary>
    Mark,
}

/// <summary>A token of a text about hours.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Folded text: lower case, without accents.</param>
/// <param name="Value">Its value, for the kinds that have one.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Value = 0);

/// <summary>Cuts French text about hours into tokens: « 13H30 », « 9 h » and « 09:00 » are times, « 3ème » is a rank.</summary>
internal static partial class FrenchLexer
{
    private static readonly string[] DayNames = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

    private static readonly string[] MonthNames =
        ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"];

    private static readonly Dictionary<string, int> Ranks = new()
    {
        ["premier"] = 1,
        ["premiere"] = 1,
        ["premiers"] = 1,
        ["second"] = 2,
        ["deuxieme"] = 2,
        ["troisieme"] = 3,
        ["quatrieme"] = 4,
        ["cinquieme"] = 5,
        ["dernier"] = -1,
        ["derniers"] = -1,
    };

    public static IReadOnlyList<Token> Read(string text) => [.. Pieces().Matches(Fold(text)).Select(ToToken)];

    private static Token ToToken(Match piece)
    {
        var text = piece.Value;
        if (piece.Groups["hour"].Success)
        {
            var minutes = piece.Groups["minute"].Success ? Number(piece.Groups["minute"]) : 0;
            return new Token(TokenKind.Time, text, (Number(piece.Groups["hour"]) * 60) + minutes);
        }

        return piece switch
        {
            _ when piece.Groups["rank"].Success => new Token(TokenKind.Rank, text, Number(piece.Groups["rank"])),
            _ when piece.Groups["number"].Success => new Token(TokenKind.Number, text, Number(piece.Groups["number"])),
            _ when piece.Groups["word"].Success => Word(text.TrimEnd('\'')),
            _ when piece.Groups["meeting"].Success => new Token(TokenKind.Word, "rdv"),
            _ when piece.Groups["afternoon"].Success => new Token(TokenKind.Word, "apresmidi"),
            _ => new Token(TokenKind.Mark, text is "–" or "—" or "−" ? "-" : text),
        };
    }

    private static Token Word(string word)
    {
        var singular = word.EndsWith('s') && word != "mars" ? word[..^1] : word;
        return Array.IndexOf(DayNames, singular) is >= 0 and var day ? new Token(TokenKind.Day, word, day)
            : Array.IndexOf(MonthNames, word) is >= 0 and var month ? new Token(TokenKind.Month, word, month + 1)
            : Ranks.TryGetValue(word, out var rank) ? new Token(TokenKind.Rank, word, rank)
            : word == "midi" ? new Token(TokenKind.Time, word, TimeRange.Noon)
            : new Token(TokenKind.Word, word);
    }

    // Numbers are cut at four digits: longer ones mean nothing here.
    private static int Number(Group group) => int.Parse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(c is '’' or '‘' or '´' ? '\'' : char.ToLowerInvariant(c));
            }
        }

        return folded.ToString();
    }

    // A time has an « h » or a colon; the minutes are no hour of another time (« 9h 12h30 », « 9h12h »). A colon may have lost its minutes (« 9: à 18: »),
    // an « h » the space before « à » (« 9hà 12h »).
    [GeneratedRegex(
        """
        (?<hour>(?<![0-9])(?:[01]?[0-9]|2[0-4]))\s?(?:h(?:eures?)?(?![b-z]|a[a-z0-9])(?:\s?(?<minute>[0-5][0-9])(?![0-9:]|\s?h))?|:\s?(?<minute>[0-5][0-9])(?::00)?|:(?=\s*(?:a\b|[-/;,(]|\z)))(?![0-9](?![0-9]?\s?h))
        |(?<rank>(?<![0-9])[1-9])\s?(?:ere?|eme|ieme|nde?|e)(?![a-z])
        |(?<number>(?<![0-9])[0-9]{1,4}(?![0-9]))
        |(?<meeting>\b(?:rendez[\s-]?vous|r\.?d\.?v\b\.?))
        |(?<afternoon>\bapres[\s-]?midis?\b)
        |(?<word>[a-z\u0153\u00E6]+'?)
        |(?<mark>\S)
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Pieces();
}
