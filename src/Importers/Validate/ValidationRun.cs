using System.Security.Cryptography;
using System.Text;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Formats.Tables;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Validate;

/// <summary>One file under check: memory holds one row, the report, and sixteen bytes an id.</summary>
internal sealed class ValidationRun<TRecord>(string schema, string title, RecordJudge<TRecord> judge, ValidationOptions options)
    where TRecord : class
{
    // Whoever has more columns than that to rename is not helped by one more; each takes as long as fifty cells.
    private const int MostProposals = 200;

    private static readonly RecordShape<TRecord> Shape = RecordShape.Of<TRecord>();

    private readonly ValidationReport report = new(schema, title)
    {
        Fields = [.. Shape.Fields.Select(field => new FieldSummary(field.Name, field.Rule.Titre, field.Rule.Requis, RuleInWords.Of(field)))],
    };

    // First line of each id, by the first eight bytes of its hash.
    private readonly Dictionary<long, string> firstPlaces = [];

    public ValidationReport Read(Stream input, CancellationToken cancellationToken)
    {
        var opened = TableFile.Open(input, options.Table with { Expected = judge.ColumnNames, Whole = judge.Whole });
        if (opened.Value is not { } table)
        {
            report.Failure = Whole(opened.Issue ?? new Issue("*", IssueCodes.FichierIllisible));
            return report;
        }

        using (table)
        using (var repaired = options.Repaired is { } fix ? new CsvRecordWriter<TRecord>(fix) : null)
        using (var repairs = options.Repairs is { } list ? new CsvRecordWriter<Repair>(list) : null)
        {
            report.Description = table.Description;
            var columns = new FileColumns(table, judge.Recognise);
            columns.ReadHeader();
            if (columns.HasHeader && columns.All.All(column => column.Field is null))
            {
                report.Failure = Whole(new Issue("*", IssueCodes.ColonnesInconnues, string.Join(", ", table.Columns)));
                return report;
            }

            Say(columns, columns.All, columns.HasHeader);
            foreach (var row in table.Rows())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (row.EndsTheFile)
                {
                    report.Failure = Whole(row.Issues[0]) with { Line = row.Line, Place = row.Place };
                    break;
                }

                Take(row, columns, repaired, repairs);
            }

            Close(columns);
        }

        return report;
    }

    // The columns of JSON are known when the last record has been read.
    private void Close(FileColumns columns)
    {
        if (!columns.HasHeader)
        {
            Say(columns, columns.All, report.Records > 0);
        }

        report.Columns = [.. columns.All];
    }

    private void Say(FileColumns columns, IReadOnlyList<ColumnUse> uses, bool complete)
    {
        var told = 0;
        foreach (var column in uses.Where(column => column.Code is not null))
        {
            told++;
            Add(new ValidationIssue
            {
                Place = "fichier",
                Column = column.Name,
                Letter = column.Letter,
                Field = column.Field ?? "*",
                Code = column.Code ?? IssueCodes.ColonneInconnue,
                Effect = column.Field is null ? Effect.ToVerify : Effect.Repaired,
                Proposal = column.Field ?? (told <= MostProposals ? judge.Nearest(column.Name) : null),
                Breaks = column.Field is not null,
            });
        }

        report.MissingColumns = complete ? [.. Shape.Fields.Where(field => field.Rule.Requis && !columns.Of(field.Name).Any()).Select(field => field.Name)] : [];
        foreach (var name in report.MissingColumns)
        {
            Add(new ValidationIssue { Place = "fichier", Field = name, Code = IssueCodes.ColonneAbsente, Effect = Effect.ToVerify, Proposal = name, Rule = Rule(name), Breaks = true });
        }
    }

    private void Take(TableRow row, FileColumns columns, CsvRecordWriter<TRecord>? repaired, CsvRecordWriter<Repair>? repairs)
    {
        report.Records++;
        var reading = new RowReading<TRecord>(row, columns, judge);
        if (!reading.IsReadable)
        {
            Finish(row, reading, null);
            return;
        }

        var duplicate = Duplicate(reading.Id, row.Place);
        reading.Judge(duplicate);
        if (reading.Record is { } record)
        {
            repaired?.Write(record);
            foreach (var repair in reading.Repairs())
            {
                report.RepairCount++;
                repairs?.Write(repair);
            }
        }

        Count(reading);
        Finish(row, reading, reading.Record);
    }

    private void Finish(TableRow row, RowReading<TRecord> reading, TRecord? record)
    {
        foreach (var issue in reading.Issues)
        {
            Add(issue);
        }

        if (record is null)
        {
            report.ToCorrect++;
            report.Add(new LineToCorrect(
                row.Line,
                row.Place,
                reading.Name,
                [.. reading.Issues.Where(issue => issue.Effect == Effect.ToCorrect).Select(Sentence).Concat(reading.Unfed.Select(name => $"{name} : {IssueCodes.ColonneAbsente.Libelle}")).Distinct()]));
        }
        else if (reading.IsAsIs && report.MissingColumns.Count == 0)
        {
            report.AsIs++;
        }
        else
        {
            report.Repairable++;
        }
    }

    private static string Sentence(ValidationIssue issue) => (issue.Column ?? (issue.Field == "*" ? null : issue.Field)) is { } column ? $"{column} : {issue.Code.Libelle}" : issue.Code.Libelle;

    private void Count(RowReading<TRecord> reading)
    {
        foreach (var summary in report.Fields)
        {
            if (!reading.Fills(summary.Field))
            {
                continue;
            }

            summary.Filled++;
            switch (reading.Worst(summary.Field))
            {
                case Effect.LeftOut or Effect.ToCorrect:
                    summary.LeftOut++;
                    break;
                case Effect.Repaired:
                    summary.Repaired++;
                    break;
                default:
                    summary.Valid++;
                    break;
            }
        }
    }

    private string? Duplicate(string? id, string place)
    {
        if (string.IsNullOrWhiteSpace(id))
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        var key = BitConverter.ToInt64(hash);
        return firstPlaces.TryAdd(key, place) ? null : firstPlaces[key];
    }

    private void Add(ValidationIssue issue) => report.Add(issue, options.IssuesKept);

    private static ValidationIssue Whole(Issue issue) => new()
    {
        Place = "fichier",
        Field = issue.Field,
        Code = issue.Code,
        Effect = Effect.ToCorrect,
        Value = issue.Value,
        Proposal = issue.Suggestion,
        Breaks = true,
    };

    private static string? Rule(string name) => Shape.Find(name) is { } field ? RuleInWords.Of(field) : null;
}
