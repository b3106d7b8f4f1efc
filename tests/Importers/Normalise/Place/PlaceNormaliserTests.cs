using Maillage.Importers.Normalise.Place;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Normalise.Place;

public sealed class PlaceNormaliserTests
{
    [Theory]
    // commune, code_postal, code_insee, latitude, longitude → code, postal, located, issues
    [InlineData("Digne-les-Bains", "04000", "04070", "44.0921", "6.2358", "04070", "04000", true, "")]
    [InlineData("DIGNE LES BAINS CEDEX", "04013", "04070", "", "", "04070", "04000", false, "code_postal_cedex")]
    [InlineData("Digne-les-Bains", "Digne", "04070", "", "", "04070", "04000", false, "code_postal_invalide")]
    [InlineData("Saint-Vincent-les-Forts", "04340", "04198", "", "", "04033", "04340", false, "code_insee_ancien")]
    [InlineData("Digne-les-Bains", "04000", "99999", "", "", "04070", "04000", false, "code_insee_inconnu")]
    [InlineData("Mont-Dore", "98809", "63236", "", "", "98817", "98809", false, "code_insee_contredit")]
    [InlineData("", "", "", "44.0921", "6.2358", "04070", "04000", true, "commune_approchee")]
    // The zero that spreadsheets eat, what they add, and cells in each other's place (gendarmeries of the annuaire, PACA, Étapes numériques).
    [InlineData("Digne-les-Bains", "4000", "", "44,0921", "6,2358", "04070", "04000", true, "code_postal_repare")]
    [InlineData("DIGNE-LES-BAINS", "4000", "4070", "", "", "04070", "04000", false, "code_insee_repare code_postal_repare")]
    [InlineData("Chauny", "2300.0", "2173.0", "", "", "02173", "02300", false, "code_insee_repare code_postal_repare")]
    [InlineData("<b>Digne</b>", "04000&nbsp;", "", "", "", "04070", "04000", false, "")]
    [InlineData("Digne", "F-04000", "", "", "", "04070", "04000", false, "code_postal_repare")]
    [InlineData("Digne", "04 000", "", "", "", "04070", "04000", false, "code_postal_repare")]
    [InlineData("04000 Digne", "", "", "", "", "04070", "04000", false, "code_postal_repare")]
    [InlineData("", "04000 Digne-les-Bains", "", "", "", "04070", "04000", false, "code_postal_repare")]
    [InlineData("34370", "Cazouls Les Beziers", "34069", "", "", "34069", "34370", false, "code_postal_repare")]
    [InlineData("30330", "St Laurent La Vernede", "", "", "", "30279", "30330", false, "code_postal_repare")]
    [InlineData("Sommières", "30252Cedex", "", "", "", "30321", "30250", false, "code_postal_cedex")]
    [InlineData("Grenoble", "380000", "", "", "", "38185", "38000", false, "code_postal_repare")]
    [InlineData("Laon", "020000", "", "", "", "02408", "02000", false, "code_postal_repare")]
    // A code of another département: Trésorerie de Guise, Mairie de Brasles.
    [InlineData("Guise", "03120", "02361", "", "", "02361", "02120", false, "code_postal_contredit")]
    [InlineData("Brasles", "24000", "02114", "", "", "02114", "02400", false, "code_postal_contredit")]
    // Arrondissements and parts of communes.
    [InlineData("PARIS 12EME ARRONDISSEMENT", "75012", "", "", "", "75112", "75012", false, "")]
    [InlineData("Meythet - Annecy", "74960", "", "45.916240", "6.091450", "74010", "74960", true, "")]
    [InlineData("LETHOR", "84250", "", "", "", "84132", "84250", false, "")]
    [InlineData("CANNES LA BOCCA", "06150", "", "43.554871", "6.96938", "06029", "06150", true, "commune_du_code_postal")]
    [InlineData("LE LUC-EN-PROVENCE", "83340", "", "43.378668", "6.296099", "83073", "83340", true, "commune_du_code_postal")]
    public void A_place_is_found_by_its_code_its_name_or_its_coordinates(
        string commune, string postal, string insee, string latitude, string longitude, string code, string expectedPostal, bool located, string codes)
    {
        var (place, issues) = Parse(commune, postal, insee, latitude, longitude);
        Assert.Equal((code, expectedPostal), (place?.Commune.Code, place?.CodePostal));
        Assert.Equal((located, located), (place?.Latitude is not null, place?.Longitude is not null));
        Assert.Equal(codes, issues);
    }

    [Theory]
    // Mission locale de Figeac: the point is in Figeac. Chambre de métiers, Rivesaltes Cedex: a Cedex proves nothing. Mairie de Demi-Quartier: beside Megève.
    [InlineData("Figeac", "46100", "46251", "44.6098801", "2.0218906", "46102", "commune_rectifiee")]
    [InlineData("Rivesaltes Cedex", "66601", "66136", "42.7687", "2.8718", "66136", "commune_contredite")]
    [InlineData("Megève", "74120", "74099", "45.8567", "6.6175", "74099", "commune_contredite")]
    [InlineData("Figeac", "46100", "46251", "", "", "46251", "commune_contredite")]
    public void Coordinates_decide_between_the_code_and_the_address_only_when_they_are_clear(
        string commune, string postal, string insee, string latitude, string longitude, string code, string expected)
    {
        var (place, issues) = Parse(commune, postal, insee, latitude, longitude);
        Assert.Equal(code, place?.Commune.Code);
        Assert.Contains(expected, issues, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nulle part", "", "", "", "")]
    // The point is in the Loir-et-Cher, the postal code in the Dordogne.
    [InlineData("Mairie", "24140", "", "47.332417", "1.243418")]
    [InlineData("Digne-les-Bains", "", "", "", "")]
    [InlineData("Val Thorens", "73440", "", "45.299536", "6.579771")]
    public void A_place_that_nothing_tells_is_rejected(string commune, string postal, string insee, string latitude, string longitude)
    {
        var (place, issues) = Parse(commune, postal, insee, latitude, longitude);
        Assert.Null(place);
        Assert.Equal("commune_introuvable", issues);
    }

    [Fact]
    public void Whatever_the_cells_a_place_is_published_in_France_near_its_commune_or_not_at_all() =>
        Loi.Tient(Arbitraires.TexteBrut, raw =>
        {
            List<Issue> issues = [];
            var place = PlaceNormaliser.Parse(
                new RawLieu { Commune = raw, CodePostal = raw, CodeInsee = raw, Latitude = raw, Longitude = raw }, Cog.Courant, null, issues);
            Assert.True(place is not null || issues[^1].IsFatal);
            var coordinates = PlaceNormaliser.Parse(new RawLieu { CodeInsee = "04070", CodePostal = raw, Commune = raw, Latitude = raw, Longitude = "6.2358" }, Cog.Courant, null, issues);
            Assert.True(coordinates?.CodePostal is null or { Length: 5 });
            Assert.Equal(coordinates?.Latitude is null, coordinates?.Longitude is null);
        }, essais: 1000);

    private static (Position? Place, string Issues) Parse(string commune, string postal, string insee, string latitude, string longitude)
    {
        List<Issue> issues = [];
        var place = PlaceNormaliser.Parse(
            new RawLieu { Commune = commune, CodePostal = postal, CodeInsee = insee, Latitude = latitude, Longitude = longitude }, Cog.Courant, null, issues);
        return (place, string.Join(' ', issues.Select(issue => issue.Code.Code)));
    }
}
