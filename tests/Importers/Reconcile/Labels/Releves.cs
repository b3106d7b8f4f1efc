using Maillage.Importers.Derive;
using Maillage.Importers.Fetch;
using Maillage.Importers.Map.Language;
using Maillage.Importers.Read;
using Maillage.Importers.Sources;
using Maillage.Schema.Territoires;
using Maillage.Store;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Reconcile.Labels;

/// <summary>The records of the real sources that become published lieux, derived without any store.</summary>
internal static class Releves
{
    private const string LieuId = "00000000-0000-5000-8000-000000000000";
    private const string Standard = "standard-mediation-numerique";

    private static readonly DateOnly Day = new(2026, 11, 22);

    /// <summary>Official files and files of the national standard: short id, format, files of the corpus.</summary>
    private static readonly (string Id, string Format, string[] Files)[] Formats =
    [
        ("annuaire-2017", "annuaire-v4", ["service-public/annuaire-v4/2017-france-data.gouv_local.json.gz"]),
        ("extraits-2026", "annuaire-extrait", [.. Extracts.Select(name => $"service-public/extraits-2026-csv/{name}.csv")]),
        ("hub-du-sud", Standard, ["national/standard/v1/20230517-hub-du-sud-paca.json"]),
        ("conseiller-numerique", Standard, ["national/standard/v0-pre/conseiller-numerique-national.json"]),
        ("data-inclusion-normandie", "data-inclusion-structures", ["national/data-inclusion/samples/structures-v0-normandie-numi.json"]),
        ("nouvelle-caledonie-standard", Standard, ["national/standard/v1/20240320-nouvelle-caledonie.json"]),
        ("bus-charente-standard", Standard, ["national/standard/v0/bus-france-services-charente.json"]),
    ];

    /// <summary>Partner files: short id, mapping. Hinaura (ODbL) and La Creuse (rows that name people) are left out.</summary>
    private static readonly (string Id, string Mapping)[] Partners =
    [
        ("france-services-2022", "france-services-2022"),
        ("region-sud", "paca-2022"),
        ("le-havre", "le-havre-2024"),
        ("angers", "angers"),
        ("mulhouse", "mulhouse-2022"),
        ("aix-en-provence", "aix-en-provence"),
        ("hub-antilles", "mednum-hub-antilles"),
        ("nouvelle-caledonie", "nouvelle-caledonie"),
        ("bus-charente", "bus-france-services-charente"),
        ("etapes-numerique", "etapes-numerique"),
    ];

    private static string[] Extracts => ["ccas", "cij", "fr_renov", "france_services", "point_accueil_numerique", "point_justice"];

    /// <summary>Every published record, by its key.</summary>
    public static IReadOnlyDictionary<CleFiche, FicheEtiquetee> All()
    {
        var found = new SortedDictionary<CleFiche, FicheEtiquetee>();
        foreach (var (id, source, files) in Sources())
        {
            var mains = new Dictionary<string, string>();
            List<(CleFiche Antenne, string Group)> antennes = [];
            var format = SourceFormats.LieuxOf(source);
            var derivation = new LieuDerivation(source with { Publier = true }, format, Cog.Courant, Day);
            foreach (var item in format.Read(Members(files), source).Where(item => item is { Failure: null, Id.Length: > 0 }))
            {
                var key = new CleFiche(id, item.Id ?? "");
                if (derivation.Derive(LieuId, item) is { State: RecordState.Publie, Lieu: { } lieu } && found.TryAdd(key, FicheEtiquetee.Of(id, key.Id, lieu))
                    && source.Correspondance?.Parent is { } rule)
                {
                    Group(rule, item, key, mains, antennes);
                }
            }

            foreach (var (antenne, group) in antennes.Where(one => mains.ContainsKey(one.Group)))
            {
                found[antenne] = found[antenne] with { AntenneDe = mains[group] };
            }
        }

        return found;
    }

    private static void Group(ParentRule rule, SourceItem item, CleFiche key, Dictionary<string, string> mains, List<(CleFiche Antenne, string Group)> antennes)
    {
        var row = MappedFormat.Cells(item.Canonical);
        if (rule.GroupOf(row) is not { } group)
        {
            return;
        }

        if (rule.IsMain.All(condition => condition.Holds(row)))
        {
            mains[group] = key.Id;
        }
        else
        {
            antennes.Add((key, group));
        }
    }

    private static IEnumerable<(string Id, SourceDeclaration Source, IReadOnlyList<string> Files)> Sources()
    {
        foreach (var (id, format, files) in Formats)
        {
            var source = LecteursSousTest.Declaration(format);
            yield return (id, id == "annuaire-2017" ? source with { Identifiant = "ancien_code_pivot" } : source, [.. files.Select(file => Path.Combine(Corpus.Dossier, file))]);
        }

        foreach (var (id, mapping) in Partners)
        {
            var source = Partenaires.Partenaires.InCorpus(mapping);
            yield return (id, source, [source.CheminFichier ?? ""]);
        }
    }

    private static IEnumerable<FetchedMember> Members(IReadOnlyList<string> files)
    {
        foreach (var path in files)
        {
            using var file = FetchedFile.Open(path).Value;
            Assert.NotNull(file);
            yield return new FetchedMember(Path.GetFileName(path), file.Content) { IsOneOfSeveral = files.Count > 1 };
        }
    }
}
