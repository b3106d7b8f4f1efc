using System.Globalization;
using Maillage.Importers.Draft;
using Maillage.Importers.Map.Language;
using Maillage.Importers.Sources;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Draft;

/// <summary>The draft of raw partner files beside the mappings that were written by hand: the figures of docs/mapping.md.</summary>
public sealed class DraftAccuracyTests
{
    /// <summary>Field by field, the draft is right when it reads one of the columns that the hand-written mapping reads for it.</summary>
    [Theory]
    [Trait("Category", "Corpus")]
    [InlineData("angers", "angers/angers.json")]
    [InlineData("france-services-2022", "france-services-2022/liste-fs-20221201.csv")]
    [InlineData("hinaura-2022", "hinaura-2022/hinaura-2022.json")]
    [InlineData("mulhouse-2022", "mulhouse-2022/mulhouse-2022.json")]
    [InlineData("nouvelle-caledonie", "nouvelle-caledonie/nouvelle-caledonie.json")]
    [InlineData("paca-2022", "paca-2022/regionsud-2022.cp1252.csv")]
    public void The_share_of_fields_guessed_right_is_the_one_that_the_page_says(string partner, string table)
    {
        var byHand = ByHand(partner);
        var guessed = Guessed(table);
        var right = byHand.Where(field => guessed.GetValueOrDefault(field.Key) is { } columns && columns.Overlaps(field.Value)).Select(field => field.Key).ToList();
        var wrong = byHand.Keys.Except(right).Order(StringComparer.Ordinal).Select(field => guessed.ContainsKey(field) ? $"{field} (autre colonne)" : field);

        var row = string.Create(
            CultureInfo.InvariantCulture, $"| {partner} | {right.Count} sur {byHand.Count} | {100 * right.Count / byHand.Count} % | {string.Join(", ", wrong)} |");
        Assert.True(File.ReadAllText(Path.Combine(Depot.Racine, "docs", "mapping.md")).Contains(row, StringComparison.Ordinal), row);
    }

    private static Dictionary<string, HashSet<string>> ByHand(string partner)
    {
        var reading = SourceReader.ReadFile(Path.Combine(Depot.Racine, "tests", "partenaires", partner + ".yaml"));
        Assert.Empty(reading.Problems);
        var mapping = Assert.Single(reading.Declarations).Correspondance ?? throw new InvalidOperationException(partner);
        var fields = mapping.Fields.ToDictionary(field => field.Key, field => Columns(field.Value));
        for (var day = 0; day < mapping.HoursByDay.Count; day++)
        {
            fields[$"horaires.{MappingTargets.Days[day]}"] = Columns(mapping.HoursByDay[day]);
        }

        // Constants stand in no column: nobody could guess them.
        return fields.Where(field => field.Value.Count > 0).ToDictionary();
    }

    private static HashSet<string> Columns(IEnumerable<CellRule> rules) => [.. rules.SelectMany(rule => rule.Selection.Columns)];

    private static Dictionary<string, HashSet<string>> Guessed(string table)
    {
        using var file = File.OpenRead(Path.Combine(Corpus.Dossier, "national", "partners", table));
        var draft = MappingDraft.Of(file).Value ?? throw new InvalidOperationException(table);
        return draft.Fields.ToDictionary(field => field.Field, field => field.Columns.ToHashSet());
    }
}
