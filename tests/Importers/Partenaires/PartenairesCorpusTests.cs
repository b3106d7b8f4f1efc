using System.Globalization;
using System.Text;
using Maillage.Importers.Sources;
using Maillage.Schema.Parsing;
using Maillage.Schema.Texte;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Partenaires;

/// <summary>
/// What becomes of the real files of partners. The figures are kept in the tree, so that a rule that changes them is seen; MAILLAGE_ECRIRE=oui writes the
/// new ones there instead of comparing.
/// </summary>
[Trait("Category", "Corpus")]
public sealed class PartenairesCorpusTests
{
    private const string Localisables = "tests/partenaires/localisables.csv";

    private const double LeastAccepted = 0.97;

    public static TheoryData<string> Names => [.. Partenaires.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_column_that_a_mapping_names_is_in_the_file(string name)
    {
        var (problems, remarks) = SourceColumns.Check(Partenaires.InCorpus(name));
        Assert.Empty(problems.Concat(remarks));
    }

    // Rows move when a partner adds one: an identifier that counts them would follow the rank, not the lieu.
    [Theory]
    [MemberData(nameof(Names))]
    public void No_identifier_is_the_rank_of_its_row(string name)
    {
        var ranks = Partenaires.Records(Partenaires.InCorpus(name)).Count(record => record.Item.Id == $"{record.Rank}" || record.Item.Id == $"{record.Rank - 1}");
        Assert.InRange(ranks, 0, 40);
    }

    // Frozen: what is expected of us does not follow what we do. The reading is independent (tests/oracles/partenaires.mjs).
    [Fact]
    public async Task The_records_that_have_a_name_and_a_place_are_those_of_an_independent_reading()
    {
        var csv = new StringBuilder("dossier,lus,localisables,rangs\n");
        foreach (var name in Partenaires.Names)
        {
            var found = await Oracle.Current.Localisables(Corpus.Dossier, Path.Combine(Depot.Racine, "data", "cog"), name);
            csv.Append(CultureInfo.InvariantCulture, $"{name},{found.Lus},{found.Rangs.Count},{Spans(found.Rangs)}\n");
        }

        await Fichiers.SameAsTheTree(Localisables, csv.ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_the_records_that_have_a_name_and_a_place_97_percent_give_a_lieu(string name)
    {
        var located = Located()[name];
        var records = Partenaires.Records(Partenaires.InCorpus(name)).ToList();
        var accepted = records.Count(record => record.Rejected is null && located.Contains(record.Rank));
        Assert.True(accepted >= LeastAccepted * located.Count, $"{name} : {accepted} acceptées sur {located.Count}.");
    }

    [Fact]
    public async Task What_becomes_of_the_records_of_partners_is_what_the_tree_says()
    {
        var csv = new StringBuilder("source,quoi,nombre\n");
        var all = Located();
        foreach (var name in Partenaires.Names)
        {
            var source = Partenaires.InCorpus(name);
            foreach (var (what, count) in Counts(source, all[name]))
            {
                csv.Append(CultureInfo.InvariantCulture, $"{name},{what},{count}\n");
            }
        }

        await Fichiers.SameAsTheTree("docs/sources.csv", csv.ToString());
    }

    private static IEnumerable<(string What, int Count)> Counts(SourceDeclaration source, HashSet<int> located)
    {
        var records = Partenaires.Records(source).ToList();
        var accepted = records.Where(record => record.Rejected is null).ToList();
        yield return ("lues", records.Count);
        yield return ("localisables", located.Count);
        yield return ("acceptees", accepted.Count);
        yield return ("acceptees_localisables", accepted.Count(record => located.Contains(record.Rank)));
        yield return ("reparees", accepted.Count(record => record.Derived?.Issues.Any(issue => issue.Code.Severity == Severity.Repaired) == true));
        yield return ("non_publiees", source.Publier ? 0 : accepted.Count);
        foreach (var reason in records.Select(record => record.Rejected).OfType<string>().CountBy(reason => reason).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            yield return ("rejetees:" + reason.Key, reason.Value);
        }

        var format = Maillage.Importers.Read.SourceFormats.LieuxOf(source);
        var hours = accepted.Where(record => HasHours(format.Map(record.Item.Canonical, []))).ToList();
        yield return ("horaires_donnes", hours.Count);
        yield return ("horaires_compris", hours.Count(record => record.Derived?.Lieu?.Horaires?.Contains("voir note", StringComparison.Ordinal) == false));
    }

    // A cell that says « fermé » or nothing gives no hour to publish.
    private static bool HasHours(Maillage.Schema.Lieux.RawLieu raw) =>
        (raw.HorairesParJour.Count > 0 ? raw.HorairesParJour : [raw.Horaires]).Any(cell => cell is not null && Repli.Plier(cell).Length > 0 && !Repli.Plier(cell).StartsWith("ferme", StringComparison.Ordinal));

    private static Dictionary<string, HashSet<int>> Located() => File.ReadLines(Path.Combine(Depot.Racine, Localisables)).Skip(1)
        .Select(line => line.Split(','))
        .ToDictionary(cells => cells[0], cells => cells[3].Split(' ').SelectMany(Span).ToHashSet());

    private static IEnumerable<int> Span(string span)
    {
        var ends = span.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToList();
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
    }

    // « 1-27 29-116 »
    private static string Spans(IReadOnlyList<int> ranks)
    {
        List<string> spans = [];
        for (var i = 0; i < ranks.Count; i++)
        {
            var first = ranks[i];
            while (i + 1 < ranks.Count && ranks[i + 1] == ranks[i] + 1)
            {
                i++;
            }

            spans.Add(first == ranks[i] ? $"{first}" : $"{first}-{ranks[i]}");
        }

        return string.Join(' ', spans);
    }
}
