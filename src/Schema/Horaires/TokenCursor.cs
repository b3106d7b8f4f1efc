namespace Maillage.Schema.Horaires;

/// <summary>A place in a list of tokens.</summary>
internal sealed class TokenCursor(IReadOnlyList<Token> tokens)
{
    private int at;

    public Token Current => Ahead(0);

    public bool AtEnd => at >= tokens.Count;

    public Token Ahead(int count) => at + count < tokens.Count ? tokens[at + count] : new Token(TokenKind.End, "");

    /// <summary>The word so many tokens ahead; empty for what is no word, a comment among others.</summary>
    public string Word(int ahead = 0) => Ahead(ahead) is { Kind: TokenKind.Word } word ? word.Text : "";

    public Token Take()
    {
        var token = Current;
        at++;
        return token;
    }

    public bool Accept(char symbol)
    {
        if (!Current.Is(symbol))
        {
            return false;
        }

        at++;
        return true;
    }

    public bool AcceptWord(string word)
    {
        if (!Current.IsWord(word))
        {
            return false;
        }

        at++;
        return true;
    }

    /// <summary>True when a time is written so many tokens ahead: a number that is not a day, a week or a year.</summary>
    public bool IsTime(int ahead = 0) =>
        Ahead(ahead).Kind == TokenKind.Number
        && (Ahead(ahead + 1).IsWord("h") || ((Ahead(ahead + 1).Is(':') || Ahead(ahead + 1).Is('.')) && Ahead(ahead + 2).Kind == TokenKind.Number));

    /// <summary>True when a number that is no time is written so many tokens ahead.</summary>
    public bool IsCount(int ahead = 0) => Ahead(ahead).Kind == TokenKind.Number && !IsTime(ahead);

    /// <summary>True when a year is written so many tokens ahead.</summary>
    public bool IsYear(int ahead = 0) => Ahead(ahead) is { Kind: TokenKind.Number, Text.Length: 4 };
}
