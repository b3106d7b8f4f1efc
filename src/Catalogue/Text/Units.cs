namespace Maillage.Catalogue.Text;

/// <summary>What must be found: one of several wordings.</summary>
internal sealed record Unit(IReadOnlyList<Wording> Wordings);

/// <summary>One way to say a unit: every word is required.</summary>
/// <param name="Words">For each word, the terms that it finds.</param>
/// <param name="PerMille">How much is left of what a record is owed for it.</param>
internal sealed record Wording(IReadOnlyList<WordTerms> Words, int PerMille);

/// <summary>The terms that a word finds: any of them will do.</summary>
/// <param name="Spans">Terms that stand together, and how they are like the word. A term may be in several.</param>
internal sealed record WordTerms(IReadOnlyList<(TermSpan Terms, Likeness Likeness)> Spans)
{
    public static WordTerms None { get; } = new([]);

    public bool IsEmpty => Spans.Count == 0;
}
