using System.Globalization;
using Maillage.Importers.Reconcile;
using Maillage.Schema.Lieux;
using Maillage.Store;
using Maillage.Tests.Importers.Reconcile.Labels;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Reconcile;

/// <summary>What reconciliation says of pairs that were read one by one: half of them tuned it, the other half only measures it.</summary>
public sealed class LabelledPairsTests(ITestOutputHelper output)
{
    // Of these sources, the records say their types themselves; of the others they are deduced.
    private static readonly string[] SayTheirTypes = ["annuaire-2017", "extraits-2026"];

    private static readonly Lazy<IReadOnlyList<Judged>> Judgements = new(Judge);

    private static readonly Lazy<(Population Population, Dictionary<RecordKey, int> Group)> Reality = new(Reconcile);

    [Fact]
    public async Task The_half_that_only_measures_is_judged_well_enough()
    {
        var tuned = Figures.Of(Judgements.Value.Where(one => one.Pair.Moitie == PaireEtiquetee.Reglage));
        var measured = Figures.Of(Judgements.Value.Where(one => one.Pair.Moitie == PaireEtiquetee.Mesure));
        foreach (var wrong in Judgements.Value.Where(one => one.IsWrong && one.Pair.Moitie == PaireEtiquetee.Reglage))
        {
            output.WriteLine(wrong.ToString());
        }

        await Mesures.SayAsync($"rapprochement, paire par paire, moitié de mesure : {measured} ; moitié de réglage : {tuned}");
        Assert.True(measured.Precision >= 0.98, measured.ToString());
        Assert.True(measured.Recall >= 0.92, measured.ToString());
    }

    // What counts in the end: a record joins a lieu when it is like one of its records, which a pair alone does not show.
    [Fact]
    [Trait("Category", "Corpus")]
    public async Task Among_all_the_real_records_the_half_that_only_measures_is_judged_well_enough()
    {
        var (population, group) = Reality.Value;
        var judged = Judgements.Value.Select(one => one with { Together = group[KeyOf(one.Pair.A)] == group[KeyOf(one.Pair.B)] }).ToList();
        var tuned = Figures.Of(judged.Where(one => one.Pair.Moitie == PaireEtiquetee.Reglage));
        var measured = Figures.Of(judged.Where(one => one.Pair.Moitie == PaireEtiquetee.Mesure));
        foreach (var wrong in judged.Where(one => one.IsWrong && one.Pair.Moitie == PaireEtiquetee.Reglage))
        {
            output.WriteLine(wrong.ToString());
        }

        await Mesures.SayAsync($"rapprochement, parmi {population.Subjects.Count} fiches, moitié de mesure : {measured} ; moitié de réglage : {tuned}");
        Assert.True(measured.Precision >= 0.98, measured.ToString());
        Assert.True(measured.Recall >= 0.92, measured.ToString());

        static RecordKey KeyOf(CleFiche key) => new(key.Source, key.Id);
    }

    // The tables that docs/reconciliation.md leads to: what came together, and what is hardest to tell, for a person to read.
    [Fact]
    [Trait("Category", "Corpus")]
    public async Task The_least_certain_pairs_are_listed_for_reading() =>
        await Fichiers.SameAsTheTree("docs/rapprochement-exemples.md", Lecture.Of(Reality.Value.Population, Reality.Value.Group));

    private static (Population Population, Dictionary<RecordKey, int> Group) Reconcile()
    {
        var members = Releves.All().Values.Select(fiche => new Member(new RecordKey(fiche.Source, fiche.Id), LieuId.Nouveau(fiche.Source, fiche.Id), SignatureOf(fiche).Write())).ToList();
        var population = new Population(members, [], members.Select(member => member.Key).ToHashSet());
        var links = new Links(population, Decisions.None, []);
        HashSet<int> all = [.. Enumerable.Range(0, members.Count)];
        links.Compare(all);
        return (population, links.Group(all).SelectMany((ranks, number) => ranks.Select(rank => (population.Subjects[rank].Key, number))).ToDictionary(one => one.Key, one => one.number));
    }

    private static IReadOnlyList<Judged> Judge()
    {
        var subjects = Etiquettes.Fiches().Values.ToDictionary(fiche => fiche.Cle, SubjectOf);
        var frequencies = new Frequencies();
        foreach (var subject in subjects.Values)
        {
            frequencies.Add(subject);
        }

        var comparer = new Comparer(frequencies);
        return [.. Etiquettes.Paires().Where(pair => pair.EstDecidee).Select(pair => new Judged(pair, comparer.Compare(subjects[pair.A], subjects[pair.B])))];
    }

    private static Subject SubjectOf(FicheEtiquetee fiche) =>
        new(new RecordKey(fiche.Source, fiche.Id), SignatureOf(fiche));

    private static Signature SignatureOf(FicheEtiquetee fiche) => new()
    {
        CodeInsee = fiche.CodeInsee,
        Latitude = fiche.Latitude ?? double.NaN,
        Longitude = fiche.Longitude ?? double.NaN,
        Precision = fiche.PrecisionLocalisation ?? "",
        Origine = fiche.Origine ?? "",
        Nom = fiche.Nom,
        Adresse = fiche.Adresse ?? "",
        CodePostal = fiche.CodePostal ?? "",
        Types = fiche.Types,
        TypesSaid = fiche.Types.Count > 0 && SayTheirTypes.Contains(fiche.Source),
        Siret = fiche.Siret ?? "",
        Telephone = fiche.Telephone ?? "",
        Courriels = fiche.Courriels,
        Sites = fiche.SiteWeb,
        Parent = fiche.AntenneDe is { } parent ? LieuId.Nouveau(fiche.Source, parent) : "",
    };

    private sealed record Judged(PaireEtiquetee Pair, Comparison Comparison)
    {
        /// <summary>They are of one lieu among all the records; null when the pair is judged alone.</summary>
        public bool? Together { get; init; }

        public bool IsJoined => Together ?? (Comparison.Contradiction is null && Comparison.Score >= Reconciler.Threshold);

        public bool IsSame => Pair.Label == "meme";

        public bool IsWrong => IsJoined != IsSame;

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Pair.Numero} {Pair.Moitie} {Pair.Genre} {Pair.Label} {Comparison.Score} {Comparison.Contradiction} {string.Join(' ', Comparison.Evidence.Select(one => $"{one.Code}:{one.Points}"))}");
    }

    private sealed record Figures(int Same, int Joined, int Right)
    {
        public double Precision => (double)Right / Joined;

        public double Recall => (double)Right / Same;

        public static Figures Of(IEnumerable<Judged> judged)
        {
            var list = judged.ToList();
            return new Figures(list.Count(one => one.IsSame), list.Count(one => one.IsJoined), list.Count(one => one.IsJoined && one.IsSame));
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"précision {Precision:0.000} ({Right}/{Joined}), rappel {Recall:0.000} ({Right}/{Same})");
    }
}
