using Maillage.Importers.Deduce;
using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Tests.Importers.Deduce;

/// <summary>The tables hold together: what they name exists, and each row decides its own example.</summary>
public sealed class DeductionTablesTests
{
    public static TheoryData<int> TypeRows => [.. DeductionTables.Types.Select(rule => rule.Rang)];

    public static TheoryData<int> LevelRows => [.. DeductionTables.Niveaux.Select(rule => rule.Rang)];

    private static IEnumerable<string> Published => Values("types");

    [Theory]
    [MemberData(nameof(TypeRows))]
    public void Each_row_of_types_decides_its_example(int rang)
    {
        var rule = DeductionTables.Types[rang - 1];
        var lieu = Exemples.Lieu(rule.Exemple, departement: rule.Departements is [var first, ..] ? first : "04");
        lieu = lieu with
        {
            DispositifProgrammesNationaux = rule.Dispositif.Length == 0 ? [] : [rule.Dispositif],
            Typologie = rule.Typologie.Length == 0 ? [] : [rule.Typologie],
        };
        Assert.Equal([rang], TypeDeduction.Decide(lieu).Rules.Select(decisive => decisive.Rang));
        Assert.Equal(rule.Types, Exemples.Deduced(lieu).Types);
    }

    [Theory]
    [MemberData(nameof(LevelRows))]
    public void Each_row_of_levels_decides_its_example_for_each_of_its_types(int rang)
    {
        var rule = DeductionTables.Niveaux[rang - 1];
        IReadOnlyList<IReadOnlyList<string>> types = rule.Types.Count == 0 ? [[]] : rule.Types;
        IReadOnlyList<string> typologies = rule.Typologie.Count == 0 ? [""] : rule.Typologie;
        Assert.All(types.SelectMany(all => typologies.Select(typologie => (all, typologie))), given =>
        {
            var lieu = Exemples.Lieu(rule.ExempleNom) with
            {
                Adresse = rule.ExempleAdresse,
                Types = given.all,
                Typologie = given.typologie.Length == 0 ? [] : [given.typologie],
            };
            Assert.Equal(rang, LevelDeduction.Decide(lieu)?.Rang);
        });
    }

    [Fact]
    public void Every_type_has_its_thematiques_and_every_thematique_is_a_known_one()
    {
        Assert.Equal(Published.Order(StringComparer.Ordinal), DeductionTables.ThematiquesParType.Select(rule => rule.Cle));
        Assert.All(DeductionTables.ThematiquesParType, rule =>
        {
            AssertKnown("thematiques", rule.Thematiques);
            Assert.Equal(rule.Thematiques, Exemples.Deduced(Exemples.Lieu("Guichet") with { Types = [rule.Cle] }).Thematiques, SameValues);
        });
    }

    [Fact]
    public void Every_mediation_service_has_its_thematiques()
    {
        Assert.Equal(Values("services").Order(StringComparer.Ordinal), DeductionTables.ThematiquesParService.Select(rule => rule.Cle).Order(StringComparer.Ordinal));
        Assert.All(DeductionTables.ThematiquesParService, rule =>
        {
            Assert.NotEmpty(rule.Thematiques);
            AssertKnown("thematiques", rule.Thematiques);
            Assert.Equal(rule.Thematiques, Exemples.Deduced(Exemples.Lieu("Guichet") with { Services = [rule.Cle] }).Thematiques, SameValues);
        });
    }

    [Fact]
    public void Every_type_has_a_level_or_none_on_purpose()
    {
        var decided = DeductionTables.Niveaux.SelectMany(rule => rule.Types.SelectMany(all => all)).ToHashSet();
        Assert.Equal(Published.Order(StringComparer.Ordinal), decided.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_the_rows_name_exists_and_is_written_as_it_is_compared()
    {
        Assert.Equal(Enumerable.Range(1, DeductionTables.Types.Count), DeductionTables.Types.Select(rule => rule.Rang));
        Assert.Equal(Enumerable.Range(1, DeductionTables.Niveaux.Count), DeductionTables.Niveaux.Select(rule => rule.Rang));
        Assert.All(DeductionTables.Types, rule =>
        {
            AssertKnown("types", rule.Types);
            Assert.All(rule.Departements, code => Assert.NotNull(Cog.Courant.Departement(code)));
            Assert.All(rule.Sauf, word => Assert.Equal(Repli.Plier(word), word));
            Assert.Equal(Repli.Plier(rule.Nom), rule.Nom);
            Assert.True(rule.Nom.Length > 0 != rule.Typologie.Length > 0);
            AssertKnown("typologies", rule.Typologie.Length == 0 ? [] : [rule.Typologie]);
            AssertKnown("dispositif_programmes_nationaux", rule.Dispositif.Length == 0 ? [] : [rule.Dispositif]);
        });
        Assert.All(DeductionTables.Niveaux, rule =>
        {
            AssertKnown("typologies", rule.Typologie);
            Assert.True(rule.Types.Count + rule.Typologie.Count > 0);
            Assert.Equal(Repli.Plier(rule.Nom), rule.Nom);
            Assert.Equal(Repli.Plier(rule.Adresse), rule.Adresse);
            Assert.True(rule.Niveau is null or (>= 1 and <= 3));
        });
    }

    [Theory]
    [InlineData("types-par-indice.csv", 10, 8)]
    [InlineData("niveau-accueil.csv", 9, 6)]
    [InlineData("thematiques-par-type.csv", 3, 2)]
    [InlineData("thematiques-par-service.csv", 3, 2)]
    public void Every_row_says_why(string table, int columns, int why) =>
        Assert.All(EmbeddedCsv.Rows(table, columns, typeof(DeductionTables).Assembly), row => Assert.True(row[why].Length >= 10, string.Join(',', row)));

    [Fact]
    public void What_tells_that_a_row_changed_covers_the_four_tables()
    {
        Assert.Superset(
            new HashSet<string> { "types-par-indice.csv", "niveau-accueil.csv", "thematiques-par-type.csv", "thematiques-par-service.csv" },
            typeof(DeductionTables).Assembly.GetManifestResourceNames().ToHashSet());
        Assert.Equal(TablesDeReference.EmpreinteDe(typeof(DeductionTables).Assembly), DeductionTables.Empreinte);
        Assert.NotEqual(TablesDeReference.Empreinte, DeductionTables.Empreinte);
    }

    private static IEnumerable<string> Values(string list) => Vocabulaires.Trouver(list).Termes.Select(terme => terme.Valeur);

    private static void AssertKnown(string list, IReadOnlyList<string> values) => Assert.Subset(Values(list).ToHashSet(), values.ToHashSet());

    private static bool SameValues(IReadOnlyList<string> left, IReadOnlyList<string> right) => left.ToHashSet().SetEquals(right);
}
