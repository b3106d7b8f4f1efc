using System.Globalization;
using System.Text;
using Maillage.Importers.Reconcile;
using Maillage.Store;

namespace Maillage.Tests.Importers.Reconcile;

/// <summary>What came together among the real records, and the pairs that are hardest to tell, as a page to read.</summary>
internal static class Lecture
{
    private const int Listed = 20;
    private const double Doubtful = 0.5;

    public static string Of(Population population, IReadOnlyDictionary<RecordKey, int> group)
    {
        var page = new StringBuilder("# Rapprochement des sources réelles\n\nCe qui est réuni, et ce qui est le plus difficile à dire, pour être relu. Page écrite par les tests sur les fichiers réels ; [la méthode](reconciliation.md).\n");
        Counts(page, population, group);
        var links = new Links(population, Decisions.None, []);
        links.Compare(Enumerable.Range(0, population.Subjects.Count).ToHashSet());
        var pairs = links.Written.Select(pair => (Pair: pair, Together: group[pair.Link.Key.A] == group[pair.Link.Key.B])).ToList();
        Table(page, population, "Les vingt réunions les moins sûres", pairs.Where(one => one.Together && one.Pair.Link.Joins)
            .OrderBy(one => one.Pair.Link.Score).ThenBy(one => one.Pair.Link.Key.A, RecordKey.Order).ThenBy(one => one.Pair.Link.Key.B, RecordKey.Order).Select(one => one.Pair));
        Table(page, population, "Les vingt refus les moins sûrs", pairs.Where(one => !one.Together && !one.Pair.Link.Joins && one.Pair.Link.Score is >= Doubtful and < Reconciler.Threshold)
            .OrderByDescending(one => one.Pair.Link.Score).ThenBy(one => one.Pair.Link.Key.A, RecordKey.Order).ThenBy(one => one.Pair.Link.Key.B, RecordKey.Order).Select(one => one.Pair));
        return page.ToString();
    }

    private static void Counts(StringBuilder page, Population population, IReadOnlyDictionary<RecordKey, int> group)
    {
        var lieux = group.GroupBy(one => one.Value).Select(lieu => lieu.Select(one => one.Key).ToList()).ToList();
        page.Append(CultureInfo.InvariantCulture, $"\n{population.Subjects.Count} fiches, {lieux.Count} lieux, dont {lieux.Count(lieu => lieu.Count > 1)} de plusieurs fiches.\n\n");
        page.Append("| source | fiches | lieux | partagés avec une autre source | réunis dans la source |\n|---|---|---|---|---|\n");
        foreach (var source in group.Keys.Select(key => key.Source).Distinct().Order(StringComparer.Ordinal))
        {
            var own = lieux.Where(lieu => lieu.Exists(key => key.Source == source)).ToList();
            var records = own.Sum(lieu => lieu.Count(key => key.Source == source));
            page.Append(CultureInfo.InvariantCulture, $"| {source} | {records} | {own.Count} | {own.Count(lieu => lieu.Exists(key => key.Source != source))} | {records - own.Count} |\n");
        }
    }

    private static void Table(StringBuilder page, Population population, string title, IEnumerable<KeptPair> pairs)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| score | fiche | fiche | preuves |\n|---|---|---|---|\n");
        foreach (var pair in pairs.Take(Listed))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {pair.Link.Score:0.00} | {Told(population, pair.Link.Key.A)} | {Told(population, pair.Link.Key.B)} | {pair.Evidence} |\n");
        }
    }

    private static string Told(Population population, RecordKey key)
    {
        var subject = population.Subjects[population.RankOf(key) ?? throw new InvalidOperationException($"{key} is unknown.")];
        var told = $"{subject.Signature.Nom}, {subject.Signature.Adresse}, {subject.Signature.CodeInsee} ({key.Source})";
        return told.Replace('|', '/').Replace("\n", " ", StringComparison.Ordinal);
    }
}
