using Maillage.Schema.Parsing;
using Maillage.Store;

namespace Maillage.Importers.Runs;

/// <summary>
/// Counts what was found in the records of a source. A record counts by the text that is kept of its issues, « champ:code champ:code », whether it
/// was derived now or did not change: few texts differ, so each is read once.
/// </summary>
internal sealed class IssueTally
{
    private static readonly HashSet<string> Repairs = [.. IssueCodes.All.Where(code => code.Severity == Severity.Repaired).Select(code => code.Code)];

    private readonly Dictionary<string, long> published = [];
    private readonly Dictionary<string, long> others = [];

    /// <summary>Published records of which at least one value was repaired.</summary>
    public long Repaired => published.Where(pair => Read(pair.Key).Any(issue => Repairs.Contains(issue.Code))).Sum(pair => pair.Value);

    /// <summary>What is kept of the issues of a record: no value, no column but those that have a published name.</summary>
    public static string Write(IEnumerable<Issue> issues) => string.Join(' ', issues.Select(issue => $"{PublicValues.Field(issue.Field)}:{issue.Code.Code}"));

    /// <summary>Counts a record.</summary>
    public void Add(RecordState state, string issues)
    {
        var texts = state == RecordState.Publie ? published : others;
        texts[issues] = texts.GetValueOrDefault(issues) + 1;
    }

    /// <summary>How often each issue was found in each field, the most frequent first.</summary>
    public IReadOnlyList<IssueCount> Counts() =>
    [
        .. published.Concat(others)
            .SelectMany(pair => Read(pair.Key).Select(issue => (issue.Field, issue.Code, Count: pair.Value)))
            .GroupBy(issue => (issue.Field, issue.Code))
            .Select(same => new IssueCount(same.Key.Field, same.Key.Code, same.Sum(issue => issue.Count)))
            .OrderByDescending(count => count.Nombre)
            .ThenBy(count => count.Champ, StringComparer.Ordinal)
            .ThenBy(count => count.Code, StringComparer.Ordinal),
    ];

    private static IEnumerable<(string Field, string Code)> Read(string issues) => issues
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(issue => issue.Split(':'))
        .Select(parts => (parts[0], parts[^1]));
}
