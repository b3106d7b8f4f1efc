namespace Maillage.Importers.Normalise.Hours;

/// <summary>A place in a list of tokens: what is understood is consumed, what is not is left.</summary>
internal sealed class FrenchCursor(IReadOnlyList<Token> tokens)
{
    public int Position { get; set; }

    public bool AtEnd => Position >= tokens.Count;

    public Token Current => Peek(0);

    public Token Peek(int ahead) => Position + ahead < tokens.Count && Position + ahead >= 0 ? tokens[Position + ahead] : new Token(TokenKind.Mark, "");

    public bool Is(TokenKind kind) => !AtEnd && Current.Kind == kind;

    public bool IsWord(params ReadOnlySpan<string> words) => !AtEnd && Current.Kind == TokenKind.Word && words.Contains(Current.Text);

    public bool IsMark(params ReadOnlySpan<string> marks) => !AtEnd && Current.Kind == TokenKind.Mark && marks.Contains(Current.Text);

    /// <summary>Consumes the words or marks when they stand here in this order.</summary>
    public bool Take(params ReadOnlySpan<string> texts)
    {
        for (var i = 0; i < texts.Length; i++)
        {
            if (Peek(i).Text != texts[i])
            {
                return false;
            }
        }

        Position += texts.Length;
        return true;
    }

    /// <summary>Consumes one of the words or marks.</summary>
    public bool TakeOne(params ReadOnlySpan<string> texts)
    {
        if (AtEnd || !texts.Contains(Current.Text))
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>Consumes all that stand here of the words or marks.</summary>
    public void Skip(params ReadOnlySpan<string> texts)
    {
        while (TakeOne(texts))
        {
            // TakeOne advances.
        }
    }

    /// <summary>Consumes a token of that kind.</summary>
    public Token? Take(TokenKind kind) => Is(kind) ? tokens[Position++] : null;

    /// <summary>Tries to read; stays where it was when nothing is found.</summary>
    public T? Try<T>(Func<FrenchCursor, T?> read)
    {
        var start = Position;
        if (read(this) is { } found)
        {
            return found;
        }

        Position = start;
        return default;
    }
}
