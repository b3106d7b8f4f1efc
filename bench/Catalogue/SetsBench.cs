using BenchmarkDotNet.Attributes;
using Maillage.Catalogue;
using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;

namespace Maillage.Bench;

/// <summary>Sets of all the lieux put together: filters that are all required, and the values counted among the results.</summary>
public class SetsBench
{
    private static readonly string[] Vocabularies = ["types", "typologie", "niveau_accueil", "thematiques", "services", "accessibilite_pmr"];

    private Dataset<Lieu> lieux = Snapshot.Empty.Lieux;

    /// <summary>Filters, from the fewest lieux to the most.</summary>
    public static Dictionary<string, ListQuery> Questions { get; } = new()
    {
        ["commune"] = new ListQuery().With("code_insee", ["04070"]),
        ["rectangle"] = new ListQuery().With(Filters.Rectangle, new Box(5.9, 43.9, 6.3, 44.2)),
        ["types, département"] = new ListQuery().With("types", ["mairie"]).With("code_departement", ["04"]),
        ["types, niveau, rectangle"] = new ListQuery().With("types", ["mairie", "ccas"]).With("niveau_accueil", ["1"]).With(Filters.Rectangle, new Box(0, 43, 7, 48)),
        ["niveau, accès"] = new ListQuery().With("niveau_accueil", ["1"]).With("accessibilite_pmr", ["accessible"]),
        ["tout"] = new ListQuery(),
    };

    public static IEnumerable<string> Names => Questions.Keys;

    [ParamsSource(nameof(Names))]
    public string Question { get; set; } = "";

    [GlobalSetup]
    public async Task Load() =>
        lieux = Snapshot.Empty.Apply(1, [.. (await Lieux.ReadAsync()).Select(lieu => new Delta(TypeEntite.Lieu, lieu.Id, lieu))]).Lieux;

    [Benchmark]
    public int Intersect() => lieux.Run(Questions[Question]).Total;

    [Benchmark]
    public int SixFacets()
    {
        var results = lieux.Run(Questions[Question]);
        return Vocabularies.Sum(vocabulary => results.Counts(vocabulary).Count);
    }
}
