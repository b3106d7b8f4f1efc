using System.Globalization;

namespace Maillage.Schema.Horaires;

internal enum TokenKind
{
    End,
    Word,
    Number,
    Symbol,
    Comment,
}

/// <summary>A piece of the text: words in lower case, one sign for each symbol, comments without their quotes.</summary>
internal readonly record struct Token(TokenKind Kind, string Text)
{
    public int Value => Kind == TokenKind.Number ? int.Parse(Text, CultureInfo.InvariantCulture) : -1;

    public bool Is(char symbol) => Kind == TokenKind.Symbol && Text[0] == symbol;

    public bool IsNumber(string digits) => Kind == TokenKind.Number && Text == digits;

    public bool IsWord(string word) => Kind == TokenKind.Word && Text == word;
}

/// <summary>Cuts a text of opening hours into tokens, in one pass.</summary>
internal static class OsmTokens
{
    private const int LongestNumber = 4;
    private const string Symbols = ":;,-[]/|+.";

    // The dashes that typography puts between two hours.
    private const string Dashes = "\u2010\u2011\u2012\u2013\u2014\u2212";

    private static readonly Dictionary<char, string> ClosingQuotes = new()
    {
        ['"'] = "\"",
        ['\uFF02'] = "\uFF02", // what the national files write for a quote
        ['“'] = "”“",
        ['”'] = "”“",
        ['„'] = "“”",
        ['«'] = "»",
    };

    /// <summary>The tokens; null when the text holds something that is in no opening hours.</summary>
    public static List<Token>? Cut(string text)
    {
        List<Token> tokens = [];
        for (var at = 0; at < text.Length;)
        {
            var length = char.IsWhiteSpace(text[at]) ? 1 : Next(text.AsSpan(at), tokens);
            if (length == 0)
            {
                return null;
            }

            at += length;
        }

        return tokens;
    }

    private static int Next(ReadOnlySpan<char> rest, List<Token> tokens)
    {
        var first = rest[0];
        if (char.IsAsciiLetter(first))
        {
            var length = Length(rest, char.IsAsciiLetter);
            tokens.Add(new Token(TokenKind.Word, rest[..length].ToString().ToLowerInvariant()));
            return length;
        }

        if (char.IsAsciiDigit(first))
        {
            var length = Length(rest, char.IsAsciiDigit);
            tokens.Add(new Token(TokenKind.Number, rest[..length].ToString()));
            return length <= LongestNumber ? length : 0;
        }

        if (ClosingQuotes.TryGetValue(first, out var closing))
        {
            return Comment(rest, closing, tokens);
        }

        var symbol = Dashes.Contains(first) ? '-' : first;
        tokens.Add(new Token(TokenKind.Symbol, symbol.ToString()));
        return Symbols.Contains(symbol) ? 1 : 0;
    }

    private static int Comment(ReadOnlySpan<char> rest, string closing, List<Token> tokens)
    {
        var end = rest[1..].IndexOfAny(closing);
        var text = end < 0 ? "" : rest.Slice(1, end).ToString();
        if (string.IsNullOrWhiteSpace(text))
        {
            return 0;
        }

        // Between the quotes of the syntax the text is the author's; other quotes come with the spaces of their typography.
        tokens.Add(new Token(TokenKind.Comment, rest[0] == '"' ? text : text.Trim().Replace('"', '\'')));
        return end + 2;
    }

    private static int Length(ReadOnlySpan<char> rest, Func<char, bool> belongs)
    {
        var length = 1;
        while (length < rest.Length && belongs(rest[length]))
        {
            length++;
        }

        return length;
    }
}
