using Maillage.Importers.Deduce;
using Maillage.Importers.Derive;
using Maillage.Importers.Fetch;
using Maillage.Importers.Read;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Schema.Territoires;
using Maillage.Schema.Vocabulaires;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Deduce;

/// <summary>What the tables make of the real files. Bounds, not exact counts: other stages may recognise a commune more or less.</summary>
[Trait("Category", "Corpus")]
public sealed class DeductionCorpusTests
{
    private const string Annuaire = "service-public/annuaire-v4/2017-france-data.gouv_local.json.gz";

    // The annuaire knows the type of its records, published or not: its names measure what the rows on names are worth.
    [Fact]
    public void Names_of_the_annuaire_give_the_type_that_the_annuaire_gives()
    {
        var (agreed, contradicted) = (0, new List<string>());
        foreach (var raw in Raw("annuaire-v4", Annuaire))
        {
            var given = raw.Types.Select(TypesLieu.Trouver).OfType<TypeLieu>().Select(type => type.Code).ToList();
            var departement = raw.CodeInsee is { Length: 5 } code ? code[..(code.StartsWith('9') && code[1] >= '7' ? 3 : 2)] : "";
            var found = TypeDeduction.Decide(Exemples.Lieu(raw.Nom ?? "", raw.Commune ?? "", departement)).Types;
            if (given.Count > 0 && found.Count > 0)
            {
                agreed += found.Intersect(given).Any() ? 1 : 0;
                contradicted.AddRange(found.Intersect(given).Any() ? [] : [$"{raw.Nom} : {string.Join('|', found)} ≠ {string.Join('|', given)}"]);
            }
        }

        Assert.InRange(agreed, 42_000, 42_600);
        Assert.True(contradicted.Count <= 20, string.Join('\n', contradicted));
    }

    [Fact]
    public void A_maison_de_services_au_public_of_the_annuaire_is_level_1_when_it_is_a_post_office()
    {
        var levels = Derived("annuaire-v4", Annuaire).Where(lieu => lieu.Types.Contains("france_services")).CountBy(lieu => lieu.NiveauAccueil ?? 0).ToDictionary();
        Assert.Equal([1, 2], levels.Keys.Order());
        Assert.InRange(levels[1], 385, 400);
        Assert.InRange(levels[2], 645, 670);
    }

    [Theory]
    [InlineData("national/standard/v0-pre/conseiller-numerique-national.json", 1_050, 1_200, 850, 950)]
    [InlineData("national/standard/v1/20230517-hub-du-sud-paca.json", 260, 300, 220, 260)]
    [InlineData("national/standard/v1/20240320-nouvelle-caledonie.json", 35, 45, 14, 20)]
    [InlineData("national/standard/v0/bus-france-services-charente.json", 12, 12, 12, 12)]
    public void The_national_files_get_types_and_levels_they_did_not_have(string file, int leastTyped, int mostTyped, int leastLevelled, int mostLevelled)
    {
        var lieux = Derived("standard-mediation-numerique", file).ToList();
        Assert.InRange(lieux.Count(lieu => lieu.Types.Count > 0), leastTyped, mostTyped);
        Assert.InRange(lieux.Count(lieu => lieu.NiveauAccueil is not null), leastLevelled, mostLevelled);
        Assert.All(lieux.Where(lieu => lieu.Services.Count > 0), lieu => Assert.NotEmpty(lieu.Thematiques));
    }

    private static IEnumerable<RawLieu> Raw(string format, string file) =>
        Items(format, file, out var reader).Select(item => reader.Map(item.Canonical, []));

    private static IEnumerable<Lieu> Derived(string format, string file)
    {
        var derivation = new LieuDerivation(Source(format), Find(format), Cog.Courant, new DateOnly(2026, 11, 22));
        return Items(format, file, out _)
            .Where(item => item.Failure is null)
            .Select(item => derivation.Derive("5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93", item).Lieu)
            .OfType<Lieu>();
    }

    private static List<SourceItem> Items(string format, string file, out ILieuFormat reader)
    {
        reader = Find(format);
        using var opened = FetchedFile.Open(Path.Combine(Corpus.Dossier, file)).Value;
        Assert.NotNull(opened);
        return [.. reader.Read(opened.Content, Source(format))];
    }

    private static ILieuFormat Find(string format) => (SourceFormats.Find(format) as ILieuFormat) ?? throw new InvalidOperationException(format);

    private static SourceDeclaration Source(string format) =>
        LecteursSousTest.Declaration(format) with { Identifiant = format == "annuaire-v4" ? "ancien_code_pivot" : null };
}
