using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Map.Language;

/// <summary>How a text of a mapping is compared with a text of a cell: always whatever the case, the accents and the punctuation.</summary>
internal enum Comparison
{
    /// <summary>The whole text (<c>est</c>, <c>termes</c>).</summary>
    Whole,

    /// <summary>The text, or words that follow each other in it; the last word may be cut: « atelier » is found in « Ateliers collectifs » (<c>contient</c>).</summary>
    Contains,

    /// <summary>The beginning of the text (<c>commence_par</c>).</summary>
    StartsWith,

    /// <summary>A regular expression, found anywhere in the text as it is written (<c>motif</c>).</summary>
    Pattern,
}

/// <summary>One text of a mapping, ready to be compared.</summary>
internal sealed class TermTest
{
    private readonly Comparison comparison;
    private readonly string folded;
    private readonly Regex? pattern;

    /// <exception cref="ArgumentException">The text is no regular expression, for <see cref="Comparison.Pattern"/>.</exception>
    public TermTest(Comparison comparison, string text)
    {
        this.comparison = comparison;
        Text = text;
        folded = Repli.Plier(text);
        // Without backtracking: no cell, whatever it holds, costs more than its length.
        pattern = comparison == Comparison.Pattern ? new Regex(text, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant) : null;
    }

    public string Text { get; }

    /// <summary>Under which a whole text is compared.</summary>
    public string Key => new CellText(Text).Key;

    public bool Matches(CellText cell) => comparison switch
    {
        Comparison.Pattern => pattern?.IsMatch(cell.Written) == true,
        Comparison.Whole => cell.Key == Key,
        _ when folded.Length == 0 => false,
        Comparison.StartsWith => cell.Folded.StartsWith(folded, StringComparison.Ordinal),
        _ => cell.Folded.StartsWith(folded, StringComparison.Ordinal) || cell.Folded.Contains(" " + folded, StringComparison.Ordinal),
    };
}

/// <summary>The text of a cell, or of a piece of it, as written and as compared.</summary>
internal readonly record struct CellText(string Written)
{
    public string Folded { get; } = Repli.Plier(Written);

    /// <summary>The folded text; where nothing is left of it (« ✔ », « + »), the text itself.</summary>
    public string Key => Folded.Length > 0 ? Folded : Written.Trim();
}

/// <summary>Terms of a source and what each becomes; the first that matches decides where the whole text is compared, all of them elsewhere.</summary>
internal sealed class TermTable(Comparison comparison, IReadOnlyList<(TermTest Test, IReadOnlyList<string> Targets)> terms)
{
    private readonly FrozenDictionary<string, IReadOnlyList<string>> whole = comparison == Comparison.Whole
        ? terms.DistinctBy(term => term.Test.Key).ToFrozenDictionary(term => term.Test.Key, term => term.Targets)
        : FrozenDictionary<string, IReadOnlyList<string>>.Empty;

    public Comparison Comparison => comparison;

    /// <summary>The terms that cover a whole list are known: what is none of them is for a person to look at.</summary>
    public bool IsKnown(string text) => whole.ContainsKey(new CellText(text).Key);

    /// <summary>What the text becomes; null when no term matches. An empty list: the term is known and says nothing here.</summary>
    public IReadOnlyList<string>? Find(CellText text)
    {
        if (comparison == Comparison.Whole)
        {
            return whole.GetValueOrDefault(text.Key);
        }

        var found = terms.Where(term => term.Test.Matches(text)).ToList();
        return found.Count == 0 ? null : [.. found.SelectMany(term => term.Targets).Distinct()];
    }
}
