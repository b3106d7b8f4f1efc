using Maillage.Schema.Texte;

namespace Maillage.Importers.Map.Language;

/// <summary>The cells of one row, by column name.</summary>
internal sealed class RowCells(IReadOnlyDictionary<string, string> cells)
{
    public string? this[string column] => cells.TryGetValue(column, out var cell) && !string.IsNullOrWhiteSpace(cell) ? cell.Trim() : null;
}

/// <summary>Which texts of which cells a rule or a condition is about.</summary>
internal sealed record CellSelection
{
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The sign under which the cells become one text; null: each cell is a text.</summary>
    public string? JoinWith { get; init; }

    /// <summary>What separates the texts of a cell; null: a cell is one text.</summary>
    public string? SplitAt { get; init; }

    /// <summary>Which of the separated texts, from 1, or from the end when negative; null: all.</summary>
    public int? Part { get; init; }

    public IEnumerable<string> Texts(RowCells row)
    {
        var texts = Columns.Select(column => row[column]).OfType<string>();
        if (JoinWith is not null && string.Join(JoinWith, texts) is var joined)
        {
            texts = joined.Length == 0 ? [] : [joined];
        }

        return SplitAt is null ? texts : texts.SelectMany(Pieces);
    }

    private IEnumerable<string> Pieces(string text)
    {
        var pieces = text.Split(SplitAt, StringSplitOptions.TrimEntries).Select(piece => piece.Trim('"', ' ')).ToList();
        return Part is not { } part ? pieces.Where(piece => piece.Length > 0)
            : (part > 0 ? pieces.ElementAtOrDefault(part - 1) : pieces.ElementAtOrDefault(pieces.Count + part)) is { Length: > 0 } piece ? [piece]
            : [];
    }
}

/// <summary>What a text must be, and must not be.</summary>
internal sealed record TextTest(IReadOnlyList<TermTest> Any, IReadOnlyList<TermTest> Except)
{
    public bool Passes(string text)
    {
        var cell = new CellText(text);
        return Any.Any(term => term.Matches(cell)) && !Excludes(cell);
    }

    public bool Excludes(CellText cell) => Except.Any(term => term.Matches(cell));
}

/// <summary>A condition on the row: some text passes the test, or the cells are filled, or empty.</summary>
/// <param name="Selection">The cells it is about.</param>
/// <param name="Test">What one of their texts must be; null: only whether there is a text matters.</param>
/// <param name="Filled">Without test: true when a text must be there, false when none may be.</param>
internal sealed record Condition(CellSelection Selection, TextTest? Test, bool Filled = true)
{
    public bool Holds(RowCells row) => Test is null ? Selection.Texts(row).Any() == Filled : Selection.Texts(row).Any(Test.Passes);
}

/// <summary>How cells give values to one field.</summary>
internal sealed record CellRule
{
    public CellSelection Selection { get; init; } = new();

    /// <summary>What the texts become; null: they stay as they are.</summary>
    public TermTable? Terms { get; init; }

    /// <summary>Keeps only the texts that pass, or, with <see cref="Values"/>, gives these when one passes.</summary>
    public TextTest? Test { get; init; }

    /// <summary>Texts that contain one of these are left out.</summary>
    public IReadOnlyList<TermTest> Except { get; init; } = [];

    /// <summary>Constants of the mapping.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    public IReadOnlyList<Condition> When { get; init; } = [];

    /// <summary>Only when the rules before gave nothing.</summary>
    public bool IsDefault { get; init; }

    /// <summary>True for the texts that are values by themselves and may be lists.</summary>
    public bool GivesRawTexts => Terms is null && Values is null;

    /// <summary>The values that the row gives; a text that no whole term covers stays as written.</summary>
    public IEnumerable<string> Apply(RowCells row)
    {
        if (!When.All(condition => condition.Holds(row)))
        {
            return [];
        }

        var texts = Selection.Texts(row);
        return Values is not null
            ? Selection.Columns.Count == 0 || (Test is null ? texts.Any(Allowed) : texts.Any(text => Allowed(text) && Test.Passes(text))) ? Values : []
            : texts.Where(text => Allowed(text) && Test?.Passes(text) != false).SelectMany(Translate);
    }

    private bool Allowed(string text) => Except.Count == 0 || !Except.Any(term => term.Matches(new CellText(text)));

    private IEnumerable<string> Translate(string text)
    {
        if (Terms is null)
        {
            return [text];
        }

        // A cell that holds a list of known terms, where nobody said what separates them.
        var pieces = Terms.Comparison == Comparison.Whole && Selection.SplitAt is null ? ListText.Split(text, Terms.IsKnown) : [text];
        return pieces.SelectMany(piece => Terms.Find(new CellText(piece)) ?? (Terms.Comparison == Comparison.Whole ? [piece] : []));
    }
}
