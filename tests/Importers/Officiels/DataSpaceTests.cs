using Maillage.Importers.Sources;
using Maillage.Tests.Schema.Formats;

namespace Maillage.Tests.Importers.Officiels;

/// <summary>The national map of médiation numérique: its API, its dated files, its ids made of several.</summary>
public sealed class DataSpaceTests
{
    private const string Composite = "Coop-numérique_5f9f1b1e-0000-4000-8000-000000000001__France-Services_789";

    [Fact]
    public void A_record_of_the_dataspace_gives_its_lieu()
    {
        var lieux = Officiels.Lieux("dataspace-carto", "dataspace.json");

        var lieu = lieux[Composite];
        Assert.Equal(("12 bis rue Pasteur", "04000", "04070", 44.0925), (lieu.Adresse, lieu.CodePostal, lieu.CodeInsee, lieu.Latitude));
        Assert.Equal(["https://numerique.example.fr/", "https://digne.example.fr/"], lieu.SiteWeb.Select(site => site.TrimEnd('/') + "/"));
        Assert.Equal(["contact@numerique.example.fr", "accueil@numerique.example.fr"], lieu.Courriels);
        Assert.Equal(["Se présenter", "Ce lieu n'accueille pas de public"], lieu.ModalitesAcces);
        Assert.Equal(["Conseillers numériques", "France Services"], lieu.DispositifProgrammesNationaux);
        Assert.Equal(["Label local"], lieu.AutresFormationsLabels);
        Assert.Equal(new DateOnly(2026, 8, 14), lieu.DateMaj);
        Assert.Null(lieu.Pivot);
        var bare = lieux["Coop-numérique_5f9f1b1e-0000-4000-8000-000000000002"];
        Assert.Equal(("04112", null, null), (bare.CodeInsee, bare.Adresse, bare.Latitude));
    }

    [Fact]
    public void The_mediators_are_never_kept() =>
        Assert.All(Officiels.Lire("dataspace-carto", "dataspace.json"), item => Assert.DoesNotContain("interdit", item.Canonical, StringComparison.OrdinalIgnoreCase));

    [Theory]
    [InlineData("dataspace-carto")]
    [InlineData("standard-mediation-numerique")]
    public void Each_part_of_a_composite_id_names_the_lieu(string format)
    {
        var item = Assert.Single(Officiels.LireTexte(format, """[{"id":"A_1__B_2__A_1","nom":"Lieu","commune":"Digne-les-Bains","code_postal":"04000","adresse":{"commune":"Digne-les-Bains","code_postal":"04000"}}]"""));
        var lieu = Officiels.Deriver(LecteursSousTest.Declaration(format), Assert.IsAssignableFrom<Maillage.Importers.Read.ILieuFormat>(Officiels.Format(format)), item).Lieu;
        Assert.Equal(["A_1__B_2__A_1", "A_1", "B_2"], lieu?.Sources.Select(source => source.Id));
        Assert.Equal("A_1__B_2__A_1", item.Id);
    }

    [Theory]
    [InlineData("20261122-mediation-numerique-coop.json", "2026-11-22")]
    [InlineData("donnees/20261122_carto.csv", "2026-11-22")]
    [InlineData("2026-11-22_041500-data.gouv_local.json", "2026-11-22")]
    [InlineData("https://exemple.fr/files/2026-11-22.json", "2026-11-22")]
    [InlineData("20261322-x.json", null)]
    [InlineData("2026112233.json", null)]
    [InlineData("2026-1122-x.json", null)]
    [InlineData("carto-20261122.json", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_file_is_dated_by_the_beginning_of_its_name(string? name, string? day) => Assert.Equal(day, FileDate.Of(name)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void The_date_that_a_declaration_says_is_the_one()
    {
        var source = LecteursSousTest.Declaration("dataspace-carto") with { Fichier = "20261122-carto.json" };
        Assert.Equal(new DateOnly(2026, 11, 22), source.Card.DateFichier);
        Assert.Equal(new DateOnly(2026, 11, 20), (source with { DateFichier = new DateOnly(2026, 11, 20) }).Card.DateFichier);
    }
}
