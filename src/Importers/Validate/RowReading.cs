using System.Collections.Frozen;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Formats.Tables;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Validate;

/// <summary>One row: what the published schema says of its cells as they stand, beside what the normalisers make of them.</summary>
internal sealed class RowReading<TRecord>
    where TRecord : class
{
    private static readonly RecordShape<TRecord> Shape = RecordShape.Of<TRecord>();

    // Values that no schema can refuse, and that are wrong all the same.
    private static readonly FrozenSet<IssueCode> Wrong = new[] { IssueCodes.DateFuture, IssueCodes.TexteCorrompu }.ToFrozenSet();

    // Fields of a lieu that the schema may not have: the column that holds their value.
    private static readonly FrozenDictionary<string, string> HeldBy = new Dictionary<string, string>
    {
        ["siret"] = "pivot",
        ["rna"] = "pivot",
        ["telephone_note"] = "telephone",
        ["horaires_note"] = "horaires",
        ["fermetures"] = "horaires",
        ["sources"] = "source",
    }.ToFrozenDictionary();

    // Where a place is refused, what is suggested is its commune, not a value of the field.
    private static readonly FrozenSet<IssueCode> AboutThePlace =
        new[] { IssueCodes.CoordonneesHorsCommune, IssueCodes.CoordonneesHorsFrance, IssueCodes.CoordonneesInvalides }.ToFrozenSet();

    private static readonly FrozenDictionary<string, string> Rules = Shape.Fields.ToFrozenDictionary(field => field.Name, RuleInWords.Of);

    private readonly TableRow row;
    private readonly FileColumns columns;
    private readonly RecordJudge<TRecord> judge;
    private readonly Dictionary<string, string> cells = [];
    private readonly Dictionary<string, List<(ColumnUse Column, string Cell)>> byField = [];
    private readonly Dictionary<string, Effect> worst = [];
    private readonly List<ValidationIssue> issues = [];
    private Judged<TRecord>? judged;
    private bool isDuplicate;

    public RowReading(TableRow row, FileColumns columns, RecordJudge<TRecord> judge)
    {
        (this.row, this.columns, this.judge) = (row, columns, judge);
        foreach (var (name, cell) in row.Cells)
        {
            if (columns.Find(name) is { Field: { } field } column)
            {
                cells.TryAdd(column.Canonical, cell);
                Of(field).Add((column, cell));
            }
        }

        foreach (var issue in row.Issues)
        {
            var column = issue.Field == "*" ? null : columns.Find(issue.Field);
            Say(issue, column?.Field ?? "*", column, breaks: issue.IsFatal || column?.Field is not null);
        }
    }

    /// <summary>False when the row itself cannot be used.</summary>
    public bool IsReadable => !row.Issues.Any(issue => issue.IsFatal);

    public IReadOnlyList<ValidationIssue> Issues => issues;

    /// <summary>The record to write; null when a person must correct it first.</summary>
    public TRecord? Record => isDuplicate ? null : judged?.Record;

    /// <summary>True when the schema accepts every cell as it stands.</summary>
    public bool IsAsIs => !issues.Exists(issue => issue.Breaks) && byField.Values.All(held => held.TrueForAll(pair => pair.Column.Code is null));

    /// <summary>Required fields whose value could not be told, and that no column feeds.</summary>
    public IEnumerable<string> Unfed => judged?.Missing.Where(columns.Lacks) ?? [];

    public string? Id => cells.GetValueOrDefault("id")?.Trim();

    /// <summary>What the record is called in a report.</summary>
    public string? Name => issues.Exists(issue => issue.Field == "nom" && issue.Code == IssueCodes.PersonneRetiree)
        ? issues.Find(issue => issue.Field == "nom" && issue.Code == IssueCodes.PersonneRetiree)?.Proposal
        : QuotedText.Of(cells.GetValueOrDefault("nom")?.Trim()) ?? Id;

    public bool Fills(string field) => byField.ContainsKey(field);

    /// <summary>The gravest that happens to the value of a field; null when it is valid.</summary>
    public Effect? Worst(string field) => worst.TryGetValue(About(field), out var effect) ? effect : null;

    /// <param name="duplicateOf">Where the id was seen before; null when it was not.</param>
    public void Judge(string? duplicateOf)
    {
        var made = judged = judge.Judge(cells);
        isDuplicate = duplicateOf is not null;
        if (isDuplicate)
        {
            Add("id", byField.GetValueOrDefault("id")?[0].Column, IssueCodes.IdentifiantDouble, Effect.ToCorrect, Id, $"un identifiant qui n'est pas déjà celui de : {duplicateOf}", breaks: true);
        }

        var found = made.Issues.Distinct().ToLookup(issue => FieldOf(issue).Field);
        foreach (var issue in found["*"])
        {
            Say(issue, "*", null, breaks: issue.IsFatal);
        }

        foreach (var field in Shape.Fields)
        {
            Judge(field, made, [.. found[field.Name]]);
        }
    }

    /// <summary>The values that are written in another form.</summary>
    public IEnumerable<Repair> Repairs()
    {
        foreach (var field in Shape.Fields)
        {
            var before = Before(field.Name);
            var after = judged?.Cell?.Invoke(field.Name) ?? "";
            if (before != after)
            {
                var code = issues.Find(issue => issue.Field == About(field.Name))?.Code ?? (before.Length == 0 ? IssueCodes.ValeurCompletee : IssueCodes.MiseEnForme);
                yield return new Repair
                {
                    Ligne = row.Line is > 0 and <= int.MaxValue ? (int)row.Line : null,
                    Place = row.Place,
                    Id = SpreadsheetCell.Harmless(Id),
                    Champ = field.Name,
                    Avant = SpreadsheetCell.Harmless(NamesSomeone(field.Name) ? QuotedText.NotQuoted : QuotedText.Of(before)),
                    Apres = SpreadsheetCell.Harmless(after),
                    Code = code.Code,
                };
            }
        }
    }

    private void Judge(Field<TRecord> field, Judged<TRecord> made, List<Issue> found)
    {
        var name = field.Name;
        var held = byField.GetValueOrDefault(name) ?? [];
        var after = made.Cell?.Invoke(name);
        var broken = held.Count > 0 ? held.Select(pair => FieldRules.CheckCell(field, pair.Cell).FirstOrDefault()).FirstOrDefault(issue => issue is not null)
            : field.Rule.Requis && !columns.Lacks(name) ? new Issue(name, IssueCodes.ChampRequis)
            : null;
        var isFormer = held.Exists(pair => pair.Column.Code == IssueCodes.ColonneAncienne);
        var lost = made.Missing.Contains(name) || (made.Cell is null && found.Exists(issue => issue.IsFatal));
        foreach (var issue in found.Where(issue => !(issue.Code == IssueCodes.ChampRequis && columns.Lacks(name))))
        {
            Say(issue, name, FieldOf(issue).Column, broken is not null || isFormer || issue.IsFatal || Wrong.Contains(issue.Code), lost, after);
        }

        // Said already, by the reader or by a normaliser.
        if (issues.FindIndex(issue => issue.Field == name && issue.Code == IssueCodes.Formule) is >= 0 and var formula)
        {
            issues[formula] = issues[formula] with { Effect = lost ? Effect.ToCorrect : issues[formula].Effect };
        }
        else if (found.Exists(issue => issue.Code.Severity > Severity.Warning))
        {
            return;
        }
        else if (broken is not null)
        {
            SayBroken(name, held, broken, lost, after);
        }
        else if (lost && !columns.Lacks(name))
        {
            // The cell is not blank, and says nothing: « néant ».
            Add(name, held.Count > 0 ? held[0].Column : null, IssueCodes.ChampRequis, Effect.ToCorrect, Before(name), null, breaks: true);
        }
    }

    private void SayBroken(string name, List<(ColumnUse Column, string Cell)> held, Issue broken, bool lost, string? after)
    {
        var column = held.Count > 0 ? held[0].Column : columns.Of(name).FirstOrDefault();
        if (!string.IsNullOrEmpty(after))
        {
            Add(name, column, held.Count > 0 ? IssueCodes.MiseEnForme : IssueCodes.ValeurCompletee, Effect.Repaired, Before(name), after, breaks: true);
            return;
        }

        var effect = lost ? Effect.ToCorrect : after is null ? Effect.ToVerify : Effect.LeftOut;
        Add(name, column, broken.Code, effect, broken.Value, broken.Suggestion, breaks: true);
    }

    private void Say(Issue issue, string field, ColumnUse? column, bool breaks, bool lost = false, string? after = null)
    {
        var effect = issue.IsFatal || (lost && issue.Code.Severity == Severity.Refused) ? Effect.ToCorrect
            : issue.Code.Severity == Severity.Refused ? (string.IsNullOrEmpty(after) || Shape.Find(field)?.Rule.Vocabulaire is not null ? Effect.LeftOut : Effect.Repaired)
            : issue.Code.Severity == Severity.Repaired ? Effect.Repaired
            : Effect.ToVerify;
        var value = issue.Code == IssueCodes.PersonneRetiree ? null : issue.Value;
        var suggestion = AboutThePlace.Contains(issue.Code) && issue.Suggestion is { } commune ? $"les coordonnées du lieu, près de {commune}" : issue.Suggestion;
        Add(field, column, issue.Code, effect, value, suggestion ?? (effect == Effect.Repaired ? after : null), breaks);
    }

    private void Add(string field, ColumnUse? column, IssueCode code, Effect effect, string? value, string? proposal, bool breaks)
    {
        issues.Add(new ValidationIssue
        {
            Line = row.Line,
            Place = row.Place,
            Column = column?.Name,
            Letter = column?.Letter,
            Field = field,
            Code = code,
            Effect = effect,
            Value = QuotedText.Of(value),
            Proposal = QuotedText.Of(proposal),
            Rule = Rules.GetValueOrDefault(field),
            Breaks = breaks || effect == Effect.ToCorrect,
        });
        if (effect != Effect.ToVerify && (!worst.TryGetValue(field, out var known) || effect > known))
        {
            worst[field] = effect;
        }
    }

    // Coordinates are judged together, under the name of the first.
    private string About(string field) => field == "longitude" && !worst.ContainsKey(field) ? "latitude" : field;

    private List<(ColumnUse Column, string Cell)> Of(string field) => byField.TryGetValue(field, out var held) ? held : byField[field] = [];

    private string Before(string field) => byField.TryGetValue(field, out var held) ? string.Join(" | ", held.Select(pair => pair.Cell)) : "";

    // The field of the schema that an issue is about, and the column where a person finds its value.
    private (string Field, ColumnUse? Column) FieldOf(Issue issue)
    {
        // Values of v0 are reported under the name of their column.
        if (byField.Values.SelectMany(held => held).FirstOrDefault(pair => pair.Column.Canonical == issue.Field).Column is { Field: { } fed } exact)
        {
            return (fed, exact);
        }

        var field = Shape.Find(issue.Field) is not null ? issue.Field : HeldBy.GetValueOrDefault(issue.Field, "*");
        return (field, byField.GetValueOrDefault(field)?[0].Column ?? columns.Of(field).FirstOrDefault());
    }

    private bool NamesSomeone(string field) => issues.Exists(issue => issue.Field == field && issue.Code == IssueCodes.PersonneRetiree);
}
