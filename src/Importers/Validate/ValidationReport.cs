using Maillage.Schema.Parsing;

namespace Maillage.Importers.Validate;

/// <summary>What an issue asks of the person who owns the file.</summary>
public enum Effect
{
    /// <summary>The value is kept; a person should look at it.</summary>
    ToVerify,

    /// <summary>The repaired file holds the value in its right form.</summary>
    Repaired,

    /// <summary>The repaired file leaves the value out.</summary>
    LeftOut,

    /// <summary>The line is not in the repaired file until a person has corrected it.</summary>
    ToCorrect,
}

/// <summary>Something wrong in a file, where a person finds it and with what to write instead.</summary>
public sealed record ValidationIssue
{
    /// <summary>Line in the file, from 1; 0 for what concerns the whole file, or where lines mean nothing (JSON).</summary>
    public long Line { get; init; }

    /// <summary>Where it stands, for a person: « ligne 12 », « enregistrement 3 »; « fichier » for what concerns the whole file.</summary>
    public required string Place { get; init; }

    /// <summary>Name of the column as the file writes it; null when no column is concerned.</summary>
    public string? Column { get; init; }

    /// <summary>The column as spreadsheets name it: <c>A</c>, <c>AB</c>; null outside spreadsheets.</summary>
    public string? Letter { get; init; }

    /// <summary>Name of the field in the schema, or <c>*</c>.</summary>
    public required string Field { get; init; }

    public required IssueCode Code { get; init; }

    public required Effect Effect { get; init; }

    /// <summary>The value as the file writes it, shortened, without the names of individuals; null when there is none to quote.</summary>
    public string? Value { get; init; }

    /// <summary>What to write instead, or the nearest valid value; null when nobody but the sender can tell.</summary>
    public string? Proposal { get; init; }

    /// <summary>The rule of the field, in one French sentence.</summary>
    public string? Rule { get; init; }

    /// <summary>True when the published schema refuses the value, or the line cannot be published as it stands.</summary>
    public bool Breaks { get; init; }
}

/// <summary>A column of the file and what it was taken for.</summary>
/// <param name="Name">Name as the file writes it.</param>
/// <param name="Letter">The column as spreadsheets name it; null outside spreadsheets.</param>
/// <param name="Field">Field of the schema that it feeds; null when the schema has none.</param>
public sealed record ColumnUse(string Name, string? Letter, string? Field)
{
    /// <summary>Name by which the readers of the schema know it, when it is one of theirs.</summary>
    internal string Canonical { get; init; } = "";

    internal IssueCode? Code { get; init; }
}

/// <summary>How the values of one field fare: <c>Filled = Valid + Repaired + LeftOut</c>.</summary>
public sealed class FieldSummary(string field, string title, bool required, string rule)
{
    public string Field { get; } = field;

    /// <summary>French label.</summary>
    public string Title { get; } = title;

    public bool Required { get; } = required;

    /// <summary>The rule of the field, in one French sentence.</summary>
    public string Rule { get; } = rule;

    /// <summary>Lines where the field has a value.</summary>
    public long Filled { get; internal set; }

    public long Valid { get; internal set; }

    public long Repaired { get; internal set; }

    /// <summary>Lines where a value, or a part of it, cannot be used.</summary>
    public long LeftOut { get; internal set; }
}

/// <summary>One kind of issue in one field: how often, and a first example.</summary>
public sealed class Problem(ValidationIssue example)
{
    public ValidationIssue Example { get; } = example;

    public long Count { get; internal set; }

    /// <summary>How many of them keep their line out of the repaired file.</summary>
    public long ToCorrect { get; internal set; }
}

/// <summary>A line that only a person can correct.</summary>
/// <param name="Line">Line in the file, from 1; 0 where lines mean nothing.</param>
/// <param name="Place">Where it stands, for a person.</param>
/// <param name="Name">Name of the lieu, or its id, or nothing.</param>
/// <param name="Reasons">What is to be corrected, one sentence each.</param>
public sealed record LineToCorrect(long Line, string Place, string? Name, IReadOnlyList<string> Reasons);

/// <summary>Everything that was found in a file. <c>Records = AsIs + Repairable + ToCorrect</c>.</summary>
public sealed class ValidationReport(string schema, string title)
{
    private const int LinesKept = 1_000;
    private const int ProblemsKept = 2_000;

    private readonly List<ValidationIssue> issues = [];
    private readonly List<LineToCorrect> linesToCorrect = [];
    private readonly Dictionary<(string Field, string Code), Problem> problems = [];

    /// <summary>Name of the schema.</summary>
    public string Schema { get; } = schema;

    /// <summary>French title of the schema.</summary>
    public string Title { get; } = title;

    /// <summary>How the file was understood: « CSV, séparateur « ; », UTF-8, en-tête ligne 3 ».</summary>
    public string? Description { get; internal set; }

    /// <summary>Why the file cannot be read, or not to its end; null when it can.</summary>
    public ValidationIssue? Failure { get; internal set; }

    public long Records { get; internal set; }

    /// <summary>Records that respect the schema as they stand.</summary>
    public long AsIs { get; internal set; }

    /// <summary>Records that the repaired file holds in their right form.</summary>
    public long Repairable { get; internal set; }

    /// <summary>Records that only a person can correct.</summary>
    public long ToCorrect { get; internal set; }

    public IReadOnlyList<ColumnUse> Columns { get; internal set; } = [];

    /// <summary>Required fields that no column feeds.</summary>
    public IReadOnlyList<string> MissingColumns { get; internal set; } = [];

    public IReadOnlyList<FieldSummary> Fields { get; internal set; } = [];

    /// <summary>Number of issues, those that are not kept included.</summary>
    public long IssueCount { get; private set; }

    /// <summary>Number of issues that break the schema.</summary>
    public long BreakCount { get; private set; }

    /// <summary>The first issues, in the order of the file.</summary>
    public IReadOnlyList<ValidationIssue> Issues => issues;

    /// <summary>The first lines that only a person can correct.</summary>
    public IReadOnlyList<LineToCorrect> LinesToCorrect => linesToCorrect;

    /// <summary>The kinds of issues: what keeps lines out first, then the most frequent.</summary>
    public IReadOnlyList<Problem> Problems =>
        [.. problems.Values.OrderByDescending(problem => problem.ToCorrect).ThenByDescending(problem => problem.Example.Breaks).ThenByDescending(problem => problem.Count)];

    /// <summary>Number of values that the repaired file holds in another form.</summary>
    public long RepairCount { get; internal set; }

    /// <summary>True when the file, as it stands, respects its schema.</summary>
    public bool IsValid => Failure is null && Records > 0 && BreakCount == 0;

    internal void Add(ValidationIssue issue, int kept)
    {
        IssueCount++;
        BreakCount += issue.Breaks ? 1 : 0;
        if (issues.Count < kept)
        {
            issues.Add(issue);
        }

        if (!problems.TryGetValue((issue.Field, issue.Code.Code), out var problem) && problems.Count < ProblemsKept)
        {
            problems[(issue.Field, issue.Code.Code)] = problem = new Problem(issue);
        }

        if (problem is not null)
        {
            problem.Count++;
            problem.ToCorrect += issue.Effect == Effect.ToCorrect ? 1 : 0;
        }
    }

    internal void Add(LineToCorrect line)
    {
        if (linesToCorrect.Count < LinesKept)
        {
            linesToCorrect.Add(line);
        }
    }
}
