using Maillage.Importers.Derive;
using Maillage.Importers.Fetch;
using Maillage.Importers.Read;
using Maillage.Importers.Sources;
using Maillage.Schema.Territoires;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Partenaires;

/// <summary>One record of a partner, and what became of it.</summary>
/// <param name="Rank">Rank in the file, from 1.</param>
/// <param name="Item">The record as read.</param>
/// <param name="Rejected">Code of the reason, when it gives no lieu.</param>
/// <param name="Derived">What was derived; null when the record was rejected before.</param>
internal sealed record RecordRead(int Rank, SourceItem Item, string? Rejected, Derived? Derived);

/// <summary>The mappings of <c>tests/partenaires</c>, each beside the folder of the corpus that it explains.</summary>
internal static class Partenaires
{
    /// <summary>Day after which a date is in the future.</summary>
    public static readonly DateOnly Day = new(2026, 11, 22);

    private static readonly string Folder = Path.Combine(Depot.Racine, "tests", "partenaires");

    /// <summary>Folders of partners: each has its declaration.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>The declaration as written; the file that it names is not there.</summary>
    public static SourceReading Read(string name) => SourceReader.ReadFile(Path.Combine(Folder, name + ".yaml"));

    /// <summary>The declaration beside its file: what is relative to it is looked for in the corpus.</summary>
    public static SourceDeclaration InCorpus(string name) =>
        Assert.Single(Read(name).Declarations) with { Chemin = Path.Combine(Corpus.Dossier, "national", "partners", name, name + ".yaml") };

    /// <summary>Every record, as an import takes it. Nothing is held back for its licence: what is measured is the reading.</summary>
    public static IEnumerable<RecordRead> Records(SourceDeclaration source)
    {
        var format = SourceFormats.LieuxOf(source);
        var derivation = new LieuDerivation(source with { Publier = true }, format, Cog.Courant, Day);
        using var file = FetchedFile.Open(source.CheminFichier ?? "").Value;
        Assert.NotNull(file);
        var seen = new HashSet<string>();
        var rank = 0;
        foreach (var item in format.Read(file.Content, source))
        {
            rank++;
            var rejected = item.Failure?.Code.Code ?? (string.IsNullOrEmpty(item.Id) ? "identifiant_absent" : seen.Add(item.Id) ? null : "identifiant_double");
            var derived = rejected is null ? derivation.Derive("00000000-0000-5000-8000-000000000000", item) : null;
            yield return new RecordRead(rank, item, rejected ?? (derived?.Lieu is null ? derived?.Reason : null), derived);
        }
    }
}
