using Maillage.Importers.Derive;
using Maillage.Importers.Read;
using Maillage.Importers.Sources;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;

namespace Maillage.Tests.Importers.Survey;

/// <summary>How often something happened to the values of a field.</summary>
/// <param name="Field">Published name of the field.</param>
/// <param name="What">An outcome (<see cref="FieldSurvey.Read"/>…) or the code of an issue.</param>
/// <param name="Count">Number of values.</param>
internal sealed record FieldCount(string Field, string What, long Count);

/// <summary>Reads a file as an import does and counts, field by field, the values read, kept as they are, repaired and refused. Writes nothing.</summary>
internal static class FieldSurvey
{
    /// <summary>Values that are not blank.</summary>
    public const string Read = "lus";

    /// <summary>Values published to the letter.</summary>
    public const string AsIs = "tels_quels";

    /// <summary>Values published in the form of the field (a telephone number to international form), with nothing to report.</summary>
    public const string Formatted = "mis_en_forme";

    /// <summary>Values that say nothing (« néant », a masked address): nothing is published.</summary>
    public const string Empty = "vides";

    /// <summary>Values published in another form, and reported.</summary>
    public const string Repaired = "repares";

    /// <summary>Values that are not published.</summary>
    public const string Refused = "refuses";

    /// <param name="source">The declaration under which the file is read.</param>
    /// <param name="file">The file, uncompressed.</param>
    /// <param name="today">Day after which a date is in the future.</param>
    public static IReadOnlyList<FieldCount> Of(SourceDeclaration source, Stream file, DateOnly today)
    {
        var format = (SourceFormats.Find(source.Format) as ILieuFormat) ?? throw new ArgumentException($"Unknown format {source.Format}.", nameof(source));
        var derivation = new LieuDerivation(source, format, Cog.Courant, today);
        var counts = new SortedDictionary<(string Field, string What), long>();
        foreach (var item in format.Read(file, source).Where(item => item.Failure is null))
        {
            var derived = derivation.Derive("00000000-0000-5000-8000-000000000000", item);
            foreach (var issue in derived.Issues)
            {
                Add(counts, issue.Field, issue.Code.Code, 1);
            }

            if (derived.Lieu is { } lieu)
            {
                foreach (var (field, values) in RawFields.All)
                {
                    Count(counts, field, [.. values(format.Map(item.Canonical, [])).OfType<string>().Where(value => !string.IsNullOrWhiteSpace(value))], lieu, derived.Issues);
                }
            }
        }

        return [.. counts.Select(pair => new FieldCount(pair.Key.Field, pair.Key.What, pair.Value))];
    }

    private static void Count(SortedDictionary<(string Field, string What), long> counts, string field, List<string> values, Lieu lieu, IReadOnlyList<Issue> issues)
    {
        var refused = Math.Min(values.Count, issues.Count(issue => issue.Field == field && issue.Code.Severity == Severity.Refused));
        var repaired = Math.Min(values.Count - refused, issues.Count(issue => issue.Field == field && issue.Code.Severity == Severity.Repaired));
        var published = Published(field, lieu);
        var asIs = Math.Min(values.Count - refused - repaired, values.Count(value => published.Contains(value.Trim())));
        Add(counts, field, Read, values.Count);
        Add(counts, field, Refused, refused);
        Add(counts, field, Repaired, repaired);
        Add(counts, field, AsIs, asIs);
        Add(counts, field, published.Count == 0 ? Empty : Formatted, values.Count - refused - repaired - asIs);
    }

    private static IReadOnlyCollection<string> Published(string field, Lieu lieu) =>
        RecordShape.Of<Lieu>().Find(field) is { } known && !known.IsUnknown(lieu) ? [.. known.Texts(lieu), known.ToCell(lieu)] : [];

    private static void Add(SortedDictionary<(string Field, string What), long> counts, string field, string what, long count)
    {
        if (count > 0)
        {
            counts[(field, what)] = counts.GetValueOrDefault((field, what)) + count;
        }
    }
}
