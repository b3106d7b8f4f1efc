using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Maillage.Schema.Parsing;

namespace Maillage.Schema.Fields;

/// <summary>Checks values against what their field declares: vocabulary, pattern, length, bounds. The schemas say the same from the same declaration.</summary>
public static class FieldRules
{
    private static readonly ConcurrentDictionary<string, Regex> Patterns = new();

    /// <summary>Everything in the record that its published schema would refuse.</summary>
    public static IEnumerable<Issue> Check<TRecord>(TRecord record)
        where TRecord : class
    {
        foreach (var field in RecordShape.Of<TRecord>().Fields)
        {
            if (field.Rule.Requis && field.IsUnknown(record))
            {
                yield return new Issue(field.Name, IssueCodes.ChampRequis);
            }

            foreach (var text in field.Texts(record))
            {
                if (Check(field.Rule, text) is { } code)
                {
                    yield return new Issue(field.Name, code, text, Suggest(field.Rule, text));
                }
            }
        }
    }

    /// <summary>Everything in a cell, as it is written, that the published schema of its field would refuse.</summary>
    public static IEnumerable<Issue> CheckCell<TRecord>(Field<TRecord> field, string cell)
        where TRecord : class
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(cell);
        if (!field.TryReadTexts(cell, out var texts))
        {
            yield return new Issue(field.Name, IssueCodes.TypeInvalide, cell);
        }

        foreach (var text in texts)
        {
            if ((Check(field.Rule, text) ?? CheckFormat(field.Rule, text)) is { } code)
            {
                yield return new Issue(field.Name, code, text, Suggest(field.Rule, text));
            }
        }
    }

    /// <summary>What is wrong with one value of a field; null when nothing is.</summary>
    public static IssueCode? Check(ChampAttribute rule, string text) => rule switch
    {
        { Vocabulaire: { } list } when !Vocabulaires.Vocabulaires.Trouver(list).Contient(text) => IssueCodes.HorsVocabulaire,
        { Motif: { } pattern } when !Matches(pattern, text) => IssueCodes.MotifNonRespecte,
        { LongueurMax: > 0 } when text.Length > rule.LongueurMax => IssueCodes.TexteTropLong,
        _ when OutOfBounds(rule, text) => IssueCodes.HorsBornes,
        _ => null,
    };

    /// <summary>True when the whole text matches the pattern.</summary>
    public static bool Matches(string pattern, string text) =>
        Patterns.GetOrAdd(pattern, static text => new Regex(
            $@"\A(?:{text})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)).IsMatch(text);

    private static IssueCode? CheckFormat(ChampAttribute rule, string text) => rule.Format switch
    {
        "uuid" when !Guid.TryParseExact(text, "D", out _) => IssueCodes.MotifNonRespecte,
        "email" when !Matches(@"[^\s@]+@[^\s@]+", text) => IssueCodes.CourrielInvalide,
        "uri" when !Uri.TryCreate(text, UriKind.Absolute, out _) => IssueCodes.UrlInvalide,
        _ => null,
    };

    private static string? Suggest(ChampAttribute rule, string text) =>
        rule.Vocabulaire is { } list ? Vocabulaires.Vocabulaires.Trouver(list).PlusProche(text) : null;

    private static bool OutOfBounds(ChampAttribute rule, string text) =>
        !(double.IsNaN(rule.Min) && double.IsNaN(rule.Max))
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && (number < rule.Min || number > rule.Max);
}
