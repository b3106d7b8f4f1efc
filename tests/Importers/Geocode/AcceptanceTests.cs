using Maillage.Importers.Geocode;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Geocode;

/// <summary>What is asked, and which answers are positions.</summary>
public sealed class AcceptanceTests
{
    // A certain answer of Digne-les-Bains, to be spoilt one value at a time.
    private static readonly Candidate Certain = new()
    {
        Status = "ok",
        Latitude = 44.0939,
        Longitude = 6.2306,
        Score = 0.96,
        ScoreNext = 0.7,
        Type = "housenumber",
        Label = "12 Avenue Demontzey 04000 Digne-les-Bains",
        Street = "Avenue Demontzey",
        HouseNumber = "12",
        CityCode = "04070",
    };

    [Theory]
    [InlineData("housenumber", 0.70, "adresse")]
    [InlineData("housenumber", 0.69, null)]
    [InlineData("street", 0.75, "rue")]
    [InlineData("street", 0.74, null)]
    [InlineData("locality", 0.80, "lieu-dit")]
    [InlineData("locality", 0.79, null)]
    [InlineData("municipality", 0.99, null)]
    [InlineData("poi", 0.99, null)]
    [InlineData("", 0.99, null)]
    public void Each_kind_of_answer_has_its_precision_and_its_least_score(string type, double score, string? precision) =>
        Assert.Equal(precision, Judge("12 av. Demontzey", Certain with { Type = type, Score = score, ScoreNext = null }).Point?.Precision);

    [Theory]
    // The geocoder of 2026 takes a street for a square: « Place de l Hotel de Ville », Paris, 0.797.
    [InlineData("Place de l'Hôtel de Ville", "Rue de l'Hôtel de Ville", "autre voie")]
    // Ivry-sur-Seine: « 67 rue Barbès » answered « 67 Rue Molière » when asked with the INSEE code.
    [InlineData("67 rue Barbès", "Rue Molière", "autre voie")]
    [InlineData("12 rue du Port", "Rue du Pont", "autre voie")]
    [InlineData("12 rue de l'Hôtel de Ville", "Rue de Lyon", "autre voie")]
    [InlineData("12 r de Rivoli", "Rue Rossini", "autre voie")]
    [InlineData("Mairie", "Rue de la Mairie", "autre voie")]
    [InlineData("12 Mairie", "", "autre voie")]
    // Spellings of the annuaire and of data·inclusion that mean the same street.
    [InlineData("PL DU GENERAL DE GAULLE", "Place Général de Gaulle", null)]
    [InlineData("place du 8-Mai-1945", "Place du 8 Mai 1945", null)]
    [InlineData("avenue Paul-Arène", "Avenue Paul Arène", null)]
    [InlineData("12 Av. J. Jaurès", "Avenue Jean Jaurès", null)]
    [InlineData("38 rue St Michel", "Rue Saint-Michel", null)]
    [InlineData("8 rue Leclerc", "Rue du Général Leclerc", null)]
    [InlineData("4 BD DU GENERAL DE GAULLE", "Boulevard du Général de Gaulle", null)]
    [InlineData("Résidence Le Campus Place du Germe", "Place du Germe", null)]
    [InlineData("Le Village", "le Village", null)]
    public void The_street_found_is_the_one_asked_for(string asked, string found, string? refusal) =>
        Assert.Equal(refusal, Judge(asked, Certain with { Street = found, Type = "street" }).Refusal);

    [Theory]
    [InlineData("12 avenue Demontzey", "12", "adresse")]
    [InlineData("12, avenue Demontzey", "12", "adresse")]
    [InlineData("12 bis avenue Demontzey", "12bis", "adresse")]
    [InlineData("12BIS avenue Demontzey", "12 Bis", "adresse")]
    [InlineData("8c avenue Demontzey", "8c", "adresse")]
    [InlineData("2-4 avenue Demontzey", "2", "adresse")]
    // The right street, and no more than that.
    [InlineData("12 bis avenue Demontzey", "12", "rue")]
    [InlineData("6 avenue Demontzey", "67", "rue")]
    [InlineData("avenue Demontzey", "1", "rue")]
    [InlineData("Bâtiment 2 avenue Demontzey", "2", "rue")]
    public void An_address_has_the_number_that_was_asked_for(string asked, string number, string precision) =>
        Assert.Equal(precision, Judge(asked, Certain with { HouseNumber = number }).Point?.Precision);

    [Theory]
    [InlineData("04070", "04070", "", null)]
    [InlineData("04070", "04112", "", "autre commune")]
    [InlineData("04070", "", "", "autre commune")]
    // A commune that left a merger: the answer still names the merged one, and the old code of its own.
    [InlineData("04070", "04112", "04070", null)]
    // Marseille: an arrondissement answers for the city, the city does not answer for an arrondissement.
    [InlineData("13055", "13204", "", null)]
    [InlineData("13204", "13204", "", null)]
    [InlineData("13204", "13055", "", "autre commune")]
    [InlineData("13204", "13205", "", "autre commune")]
    // Évry (91228) has been Évry-Courcouronnes (91228) with Courcouronnes (91182) since 2019.
    [InlineData("91228", "91182", "", null)]
    public void The_answer_is_in_the_commune_asked_for(string asked, string cityCode, string oldCityCode, string? refusal)
    {
        var commune = Cog.Courant.ParCode(asked)?.Commune ?? throw new InvalidOperationException(asked);
        var anchor = Location.Anchor(asked, Cog.Courant);
        var answer = Certain with { CityCode = cityCode, OldCityCode = oldCityCode, Latitude = anchor?.Latitude, Longitude = anchor?.Longitude };
        Assert.Equal(refusal, Acceptance.Judge(new AddressQuestion("12 avenue Demontzey", asked), answer, commune, Cog.Courant).Refusal);
    }

    // Montmoreau (16230) was formed in 2017 of five communes, Saint-Amant-de-Montmoreau (16294) among them.
    [Theory]
    [InlineData("16294", "16294", null)]
    [InlineData("16294", "16230", "autre commune déléguée")]
    [InlineData("16294", "", null)]
    [InlineData(null, "16294", null)]
    public void The_answer_is_in_the_village_that_an_old_code_names(string? former, string found, string? refusal)
    {
        var commune = Cog.Courant.ParCode("16230")?.Commune ?? throw new InvalidOperationException("16230");
        var answer = Certain with { Street = "Place de la Mairie", CityCode = "16230", OldCityCode = found, Latitude = commune.Latitude, Longitude = commune.Longitude };
        Assert.Equal(refusal, Acceptance.Judge(new AddressQuestion("12 place de la Mairie", "16230", former), answer, commune, Cog.Courant).Refusal);
    }

    [Theory]
    [InlineData(0.96, 0.95, "plusieurs réponses proches")]
    [InlineData(0.96, 0.96, "plusieurs réponses proches")]
    [InlineData(0.96, 0.93, null)]
    [InlineData(0.96, null, null)]
    public void Two_answers_nearly_as_good_are_none(double score, double? next, string? refusal) =>
        Assert.Equal(refusal, Judge("12 avenue Demontzey", Certain with { Score = score, ScoreNext = next }).Refusal);

    [Theory]
    [InlineData(44.0939, 6.2306, null)]
    [InlineData(43.2965, 5.3698, "hors de la commune")] // Marseille
    [InlineData(null, 6.2306, "hors de la commune")]
    [InlineData(6.2306, 44.0939, "hors de la commune")] // swapped
    public void The_answer_passes_the_check_of_every_position(double? latitude, double? longitude, string? refusal) =>
        Assert.Equal(refusal, Judge("12 avenue Demontzey", Certain with { Latitude = latitude, Longitude = longitude }).Refusal);

    [Theory]
    [InlineData("not-found")]
    [InlineData("skipped")]
    public void An_address_not_found_says_so(string status)
    {
        var verdict = Judge("12 avenue Demontzey", new Candidate { Status = status });
        Assert.Equal(("introuvable", IssueCodes.GeocodageIncertain), (verdict.Refusal, verdict.Issue.Code));
        Assert.Equal("12 avenue Demontzey : introuvable", verdict.Issue.Value);
    }

    // Addresses of the annuaire of 2017.
    [Theory]
    [InlineData("1 place de l’Église", "1 place de l'Église")]
    [InlineData("130, rue de la Mairie", "130 rue de la Mairie")]
    [InlineData("BP 14", null)]
    [InlineData("CS 40001", null)]
    [InlineData("TSA 12345", null)]
    [InlineData("13 rue Docteur-Romieu BP 224", "13 rue Docteur-Romieu")]
    [InlineData("B.P. n° 50 003 - 3 rue Thiers", "3 rue Thiers")]
    [InlineData("11 rue Vauban 64109 Bayonne Cedex", "11 rue Vauban")]
    [InlineData("11 rue Vauban Cedex 9", "11 rue Vauban")]
    [InlineData("27800 chemin du Roy", "27800 chemin du Roy")]
    [InlineData("Le Village", "Le Village")]
    [InlineData("12", null)]
    [InlineData("ZA", null)]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public void The_address_is_asked_as_the_geocoder_reads_it_best(string? address, string? asked) => Assert.Equal(asked, AddressQuestion.Clean(address));

    [Fact]
    public void Any_address_gives_a_text_that_fits_in_a_cell_or_nothing() => Loi.Tient(Arbitraires.TexteBrut, text =>
    {
        var asked = AddressQuestion.Clean(text);
        Assert.True(asked is null || (asked.Length is >= 3 and <= 200 && char.IsLetterOrDigit(asked[0]) && asked.IndexOfAny([',', ';', '"', '|', '\n', '\r']) < 0), asked);
        Assert.Equal(asked, AddressQuestion.Clean(asked));
    });

    [Theory]
    [InlineData(null, false, null, true)]
    [InlineData(44.09, false, null, false)]
    [InlineData(null, true, null, false)]
    [InlineData(null, false, "coordonnees_hors_commune", false)]
    [InlineData(null, false, "commune_contredite", false)]
    [InlineData(null, false, "coordonnees_invalides", true)]
    public void Only_a_lieu_without_coordinates_in_a_commune_without_doubt_is_asked_for(double? latitude, bool postal, string? code, bool asked)
    {
        var lieu = new Lieu { Id = "a", Nom = "Mairie", Commune = "Digne-les-Bains", CodeInsee = "04070", CodeDepartement = "04", CodeRegion = "93", Adresse = "3 rue Thiers", Latitude = latitude };
        List<Issue> issues = [.. IssueCodes.All.Where(row => row.Code == code).Select(row => new Issue("latitude", row))];
        Assert.Equal(asked, AddressQuestion.Of(lieu, new RawLieu { AdressePostale = postal }, issues) is not null);
    }

    private static Verdict Judge(string asked, Candidate candidate)
    {
        var commune = Cog.Courant.ParCode("04070")?.Commune ?? throw new InvalidOperationException("04070");
        return Acceptance.Judge(new AddressQuestion(AddressQuestion.Clean(asked) ?? "", "04070"), candidate, commune, Cog.Courant);
    }
}
