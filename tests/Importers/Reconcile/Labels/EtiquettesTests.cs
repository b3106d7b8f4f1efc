using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Reconcile.Labels;

/// <summary>The labelled pairs can be trusted to measure with: enough of each kind, two halves that share no record, no label that another contradicts.</summary>
public sealed class EtiquettesTests
{
    private static readonly IReadOnlyList<PaireEtiquetee> Paires = Etiquettes.Paires();

    private static readonly IReadOnlyDictionary<CleFiche, FicheEtiquetee> Fiches = Etiquettes.Fiches();

    public static TheoryData<string> Difficiles => [.. Genre.NomsDifficiles.Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_enough_pairs_of_each_label()
    {
        Assert.InRange(Paires.Count, 500, 560);
        Assert.True(Paires.Count(paire => paire.Label == "meme") >= 150);
        Assert.True(Paires.Count(paire => paire.Label == "distinct") >= 200);
        Assert.All(Paires, paire => Assert.Contains(paire.Label, (string[])["meme", "distinct", "indecidable"]));
        Assert.All(Paires, paire => Assert.NotEqual("", paire.Pourquoi));
    }

    [Theory]
    [MemberData(nameof(Difficiles))]
    public void Each_difficult_kind_has_15_decided_pairs(string genre) =>
        Assert.True(Paires.Count(paire => paire.Genre == genre && paire.EstDecidee) >= 15);

    [Fact]
    public void A_hundred_difficult_pairs_are_decided() =>
        Assert.True(Paires.Count(paire => Genre.NomsDifficiles.Contains(paire.Genre) && paire.EstDecidee) >= 100);

    [Fact]
    public void Every_genre_is_one_that_is_drawn() =>
        Assert.Empty(Paires.Select(paire => paire.Genre).Except(Genre.Difficiles.Concat(Genre.Tranches).Select(genre => genre.Nom)));

    [Theory]
    [InlineData(PaireEtiquetee.Reglage)]
    [InlineData(PaireEtiquetee.Mesure)]
    public void Each_half_has_200_decided_pairs_and_half_of_each_genre(string moitie)
    {
        Assert.True(Paires.Count(paire => paire.Moitie == moitie && paire.EstDecidee) >= 200);
        Assert.All(Paires.GroupBy(paire => paire.Genre), group =>
            Assert.InRange(group.Count(paire => paire.Moitie == moitie), (group.Count() / 2) - 2, (group.Count() / 2) + 3));
    }

    [Fact]
    public void No_record_is_in_both_halves() =>
        Assert.DoesNotContain(Records(), record => record.Select(one => one.Moitie).Distinct().Count() > 1);

    [Fact]
    public void No_record_is_in_more_than_three_pairs() => Assert.DoesNotContain(Records(), record => record.Count() > 3);

    [Fact]
    public void A_pair_is_there_once_and_its_number_too()
    {
        Assert.Equal(Paires.Count, Paires.Select(paire => (paire.A, paire.B)).Distinct().Count());
        Assert.Equal(Paires.Count, Paires.Select(paire => paire.Numero).Distinct().Count());
        Assert.All(Paires, paire => Assert.True(paire.A.CompareTo(paire.B) < 0, $"{paire.Numero}"));
    }

    [Fact]
    public void The_fiches_are_those_of_the_pairs() =>
        Assert.Equal(Records().Select(record => record.Key).Order(), Fiches.Keys.Order());

    [Fact]
    public async Task What_is_written_is_what_is_read()
    {
        await Fichiers.SameAsTheTree(Etiquettes.FichierPaires, Etiquettes.Text(Paires));
        await Fichiers.SameAsTheTree(Etiquettes.FichierFiches, Etiquettes.Text(Fiches.Values.OrderBy(fiche => fiche.Cle)));
    }

    // The labels are worth what two readers make of the same records without speaking to each other.
    [Fact]
    public async Task A_second_reading_says_the_same()
    {
        var second = Etiquettes.Relecture();
        Assert.Equal(Paires.Select(paire => paire.Numero).Order(), second.Keys.Order());
        var decided = Paires.Where(paire => paire.EstDecidee && second[paire.Numero] != "indecidable").ToList();
        Assert.Empty(decided.Where(paire => paire.Label != second[paire.Numero]).Select(paire => paire.Numero));
        var kappa = Kappa([.. Paires.Select(paire => (paire.Label, second[paire.Numero]))]);
        await Mesures.SayAsync(string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"étiquettes, deux lectures de {Paires.Count} paires : kappa {kappa:0.000}, {decided.Count} décidées par les deux, aucune contradiction"));
        Assert.True(kappa >= 0.9, $"{kappa}");
    }

    // What is the same as the same thing is the same: a label that says otherwise was a slip.
    [Fact]
    public void No_distinct_pair_is_joined_by_pairs_that_are_the_same()
    {
        var joined = Fiches.Keys.ToDictionary(key => key, key => key);
        foreach (var paire in Paires.Where(paire => paire.Label == "meme"))
        {
            joined[Root(paire.A)] = Root(paire.B);
        }

        Assert.Empty(Paires.Where(paire => paire.Label == "distinct" && Root(paire.A) == Root(paire.B)).Select(paire => paire.Numero));

        CleFiche Root(CleFiche key) => joined[key] == key ? key : Root(joined[key]);
    }

    // Cohen's: the agreement beyond that of chance.
    private static double Kappa(IReadOnlyList<(string One, string Other)> labels)
    {
        double count = labels.Count;
        var agreed = labels.Count(label => label.One == label.Other) / count;
        var byChance = labels.GroupBy(label => label.One).Sum(group => group.Count() / count * (labels.Count(label => label.Other == group.Key) / count));
        return (agreed - byChance) / (1 - byChance);
    }

    private static IEnumerable<IGrouping<CleFiche, PaireEtiquetee>> Records() =>
        Paires.SelectMany(paire => new[] { (Key: paire.A, Pair: paire), (Key: paire.B, Pair: paire) }).GroupBy(one => one.Key, one => one.Pair);
}
