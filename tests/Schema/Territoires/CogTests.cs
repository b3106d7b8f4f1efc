using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;

namespace Maillage.Tests.Schema.Territoires;

public sealed class CogTests
{
    private readonly Cog _cog = Cog.Courant;

    [Theory]
    [InlineData("04070", "04070", OrigineCommune.CodeActuel)]
    [InlineData(" 2a004 ", "2A004", OrigineCommune.CodeActuel)]
    [InlineData("75116", "75116", OrigineCommune.CodeActuel)]
    [InlineData("13055", "13055", OrigineCommune.CodeActuel)]
    [InlineData("98818", "98818", OrigineCommune.CodeActuel)]
    [InlineData("04198", "04033", OrigineCommune.AncienCode)] // merged: Saint-Vincent-les-Forts
    [InlineData("01039", "01138", OrigineCommune.AncienCode)] // déléguée: Béon
    [InlineData("01120", "01262", OrigineCommune.AncienCode)] // associée: Cordieux
    [InlineData("01132", "69286", OrigineCommune.AncienCode)] // moved to another département
    [InlineData("01015", "01015", OrigineCommune.CodeActuel)] // at once déléguée (Arbignieu) and current (Arboys en Bugey)
    [InlineData("55273", "55386", OrigineCommune.AncienCode)] // listed under two communes: where it is associée today
    [InlineData("60455", "60694", OrigineCommune.AncienCode)]
    public void A_code_gives_the_commune_of_today(string code, string expected, OrigineCommune origin)
    {
        var found = _cog.ParCode(code);
        Assert.Equal((expected, origin), (found?.Commune.Code, found?.Origine));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("99999")]
    [InlineData("4070")]
    [InlineData("04070 04070")]
    [InlineData("\0\uD800")]
    public void An_unknown_code_gives_nothing(string? code)
    {
        Assert.Null(_cog.ParCode(code));
        Assert.Empty(_cog.CodesCouverts(code));
        Assert.Null(_cog.Epci(code));
        Assert.Null(_cog.Departement(code));
        Assert.Null(_cog.Region(code));
    }

    [Theory]
    // Case, accents, hyphens, apostrophes, ligatures.
    [InlineData("04000", "Digne-les-Bains", "04070")]
    [InlineData("04000", "DIGNE LES BAINS", "04070")]
    [InlineData(" 04190 ", " les mees ", "04116")]
    [InlineData("54500", "VANDOEUVRE LES NANCY", "54547")]
    [InlineData("54500", "Vandœuvre-lès-Nancy", "54547")]
    [InlineData("38080", "L’ISLE D’ABEAU", "38193")]
    // Saint, Cedex, articles, parentheses.
    [InlineData("04160", "CHATEAU ARNOUX ST AUBAN", "04049")]
    [InlineData("04220", "STE TULLE", "04197")]
    [InlineData("04000", "Digne-les-Bains Cedex 9", "04070")]
    [InlineData("04250", "MOTTE DU CAIRE", "04134")]
    [InlineData("04300", "Le Forcalquier", "04088")]
    [InlineData("71100", "Chalon s/ Saône", "71076")]
    [InlineData("04100", "Manosque (04)", "04112")]
    [InlineData("58120", "Château-Chinon (Ville)", "58062")]
    [InlineData("58120", "CHATEAU CHINON CAMPAGNE", "58063")]
    // Communes déléguées, associées, former names.
    [InlineData("01110", "Cormaranche-en-Bugey", "01185")]
    [InlineData("01120", "Cordieux", "01262")]
    [InlineData("01300", "Arbignieu", "01015")]
    // Arrondissements.
    [InlineData("13011", "MARSEILLE 11", "13211")]
    [InlineData("13011", "MARSEILLE", "13211")]
    [InlineData("13011", "Marseille 11ème arrondissement", "13211")]
    [InlineData("75003", "Paris 3e Arrondissement", "75103")]
    [InlineData("75001", "Paris 1er", "75101")]
    [InlineData("69003", "LYON 03", "69383")]
    [InlineData("75116", "Paris", "75116")]
    [InlineData("75016", "PARIS 16", "75116")]
    [InlineData("75000", "Paris", "75056")]
    [InlineData("75000", "Paris 12", "75112")]
    [InlineData("75972", "Paris Cedex 20", "75056")]
    // Cedex and other codes of nobody: the name, alone of its kind in the département.
    [InlineData("04002", "DIGNE LES BAINS CEDEX", "04070")]
    [InlineData("20176", "Ajaccio Cedex 1", "2A004")]
    [InlineData("20407", "Bastia Cedex", "2B033")]
    [InlineData("97159", "Pointe-à-Pitre Cedex", "97120")]
    [InlineData("97151", "Saint-Martin", "97801")]
    [InlineData("98845", "Nouméa Cedex", "98818")]
    // Typing errors and part of the name, among the communes of the postal code.
    [InlineData("11000", "Carcassone", "11069")]
    [InlineData("04000", "Dinge-les-Bains", "04070")]
    [InlineData("04000", "Digne", "04070")]
    [InlineData("04600", "SAINT AUBAN", "04049")]
    [InlineData("91000", "Évry", "91228")]
    [InlineData("71500", "Louhans", "71263")] // and not Montagny-près-Louhans
    public void A_postal_code_and_a_name_give_one_commune(string postalCode, string name, string expected)
    {
        var found = _cog.ParCodePostalEtNom(postalCode, name);
        Assert.Equal((expected, OrigineCommune.CodePostalEtNom), (found?.Commune.Code, found?.Origine));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("04000", null)]
    [InlineData("04000", "  ")]
    [InlineData("04000", "---")]
    [InlineData("04000", "Cedex")]
    [InlineData(null, "Manosque")]
    [InlineData("4000", "Digne-les-Bains")]
    [InlineData("0400O", "Digne-les-Bains")]
    [InlineData("06370", "06370")]
    [InlineData("04000", "Strasbourg")] // another département
    [InlineData("58120", "Château-Chinon")] // Ville or Campagne
    [InlineData("75011", "Paris 12")] // code and name contradict each other
    [InlineData("13011", "Marseille 12")]
    [InlineData("98000", "Monaco")]
    [InlineData("04000", "Saint")]
    [InlineData("04000", "\uD800(\0)(")]
    public void Doubt_gives_nothing(string? postalCode, string? name) => Assert.Null(_cog.ParCodePostalEtNom(postalCode, name));

    [Fact]
    public void Every_commune_is_found_by_its_code_and_by_each_of_its_postal_codes_with_its_name()
    {
        var lost = new List<string>();
        foreach (var commune in _cog.Communes)
        {
            Assert.Same(commune, _cog.ParCode(commune.Code)?.Commune);
            foreach (var postalCode in commune.CodesPostaux)
            {
                // Paris, Lyon and Marseille with the code of an arrondissement are that arrondissement.
                var found = _cog.ParCodePostalEtNom(postalCode, commune.Nom)?.Commune;
                if (found?.Code != commune.Code && found?.CodeParent != commune.Code)
                    lost.Add($"{commune.Code} {commune.Nom} {postalCode}: {found?.Code}");
            }
        }

        Assert.Empty(lost);
    }

    [Fact]
    public void Every_commune_of_the_sample_is_found_in_capitals_without_accents()
    {
        foreach (var commune in _cog.Communes.Where(c => c is { CodeDepartement: "04", CodesPostaux.Count: > 0 }))
        {
            var shouted = Repli.Plier(commune.Nom).ToUpperInvariant().Replace("SAINT ", "ST ", StringComparison.Ordinal);
            Assert.Same(commune, _cog.ParCodePostalEtNom(commune.CodesPostaux[0], shouted)?.Commune);
        }
    }

    [Theory]
    [InlineData(44.0925, 6.2311, 2_000, "04070")] // Digne-les-Bains
    [InlineData(43.2965, 5.3698, 2_000, "13055")] // Vieux-Port
    [InlineData(48.8640, 2.2773, 500, "75056")] // mairie of the 16th arrondissement
    [InlineData(44.0925, 6.2311, 0, null)]
    [InlineData(0, 0, 2_000, null)]
    [InlineData(44.0925, 6.2311, double.NaN, null)]
    [InlineData(44.0925, 6.2311, -1, null)]
    [InlineData(double.NaN, 6.2311, 2_000, null)]
    [InlineData(double.PositiveInfinity, 6.2311, 2_000, null)]
    [InlineData(144, 6.2311, 2_000, null)]
    [InlineData(44.0925, 1e9, 2_000, null)]
    public void The_nearest_town_hall_is_within_reach_or_none(double latitude, double longitude, double metres, string? expected)
    {
        var found = _cog.MairieLaPlusProche(latitude, longitude, metres);
        Assert.Equal(expected, found?.Commune.Code);
        Assert.True(found is null || found.Origine == OrigineCommune.MairieLaPlusProche);
    }

    [Fact]
    public void The_nearest_town_hall_is_the_one_a_full_search_finds()
    {
        var random = new Random(4);
        var located = _cog.Communes.Where(c => c.Latitude is not null).ToArray();
        for (var i = 0; i < 50; i++)
        {
            var (latitude, longitude) = (42 + (random.NextDouble() * 9), -4 + (random.NextDouble() * 12));
            var nearest = located.MinBy(c => Distance(c, latitude, longitude));
            Assert.NotNull(nearest);
            var expected = Distance(nearest, latitude, longitude) <= 5_000 ? nearest.CodeParent ?? nearest.Code : null;
            Assert.Equal(expected, _cog.MairieLaPlusProche(latitude, longitude, 5_000)?.Commune.Code);
        }

        static double Distance(Commune c, double latitude, double longitude) =>
            Geodesie.Distance(latitude, longitude, c.Latitude.GetValueOrDefault(), c.Longitude.GetValueOrDefault());
    }

    [Theory]
    [InlineData("13055", 17, "13055", "13201", "13216")]
    [InlineData("69123", 10, "69123", "69381", "69389")]
    [InlineData("75056", 21, "75056", "75101", "75120")]
    [InlineData("13211", 1, "13211")]
    [InlineData("04070", 1, "04070")]
    [InlineData("04198", 1, "04033")]
    public void A_filter_on_a_code_covers_its_arrondissements_and_its_successor(string code, int count, params string[] some)
    {
        var covered = _cog.CodesCouverts(code);
        Assert.Equal(count, covered.Count);
        Assert.Equal(some[0], covered[0]);
        Assert.Subset(covered.ToHashSet(), some.ToHashSet());
    }

    [Fact]
    public void The_tables_are_whole_and_refer_to_one_another()
    {
        Assert.Equal(34_969 + 45, _cog.Communes.Count);
        Assert.Equal((1_255, 109, 26), (_cog.ToutesEpci.Count, _cog.Departements.Count, _cog.Regions.Count));
        Assert.Equal(45, _cog.Communes.Count(c => c.CodeParent is not null));
        Assert.All(_cog.Communes, c =>
        {
            Assert.NotNull(_cog.Departement(c.CodeDepartement));
            Assert.NotNull(_cog.Region(c.CodeRegion));
            Assert.True(c.CodeEpci is null || _cog.Epci(c.CodeEpci) is not null);
            Assert.True(c.CodeParent is null || _cog.ParCode(c.CodeParent)?.Commune.CodeEpci == c.CodeEpci);
            Assert.Equal(c.Latitude is null, c.Longitude is null);
        });
        Assert.All(_cog.Departements, d => Assert.NotNull(_cog.Region(d.CodeRegion)));
        Assert.All(_cog.Departements, d => Assert.NotNull(_cog.ParCode(d.ChefLieu)));
        Assert.All(_cog.Regions, r => Assert.NotNull(_cog.ParCode(r.ChefLieu)));
    }

    [Fact]
    public void Every_located_commune_of_metropolitan_France_is_in_it()
    {
        var located = _cog.Communes.Where(c => c.Latitude is not null && string.CompareOrdinal(c.CodeDepartement, "97") < 0);
        Assert.All(located, c => Assert.True(c is { Latitude: > 41.3 and < 51.1, Longitude: > -5.2 and < 9.6 }, c.Code));
    }

    [Fact]
    public void A_commune_carries_what_the_tables_say()
    {
        var digne = _cog.ParCode("04070")?.Commune;
        Assert.NotNull(digne);
        Assert.Equal(
            ("Digne-les-Bains", "04", "93", "200067437", (string?)null),
            (digne.Nom, digne.CodeDepartement, digne.CodeRegion, digne.CodeEpci, digne.CodeParent));
        Assert.Contains("04000", digne.CodesPostaux);
        Assert.InRange(digne.Population.GetValueOrDefault(), 10_000, 25_000);
        Assert.Equal("CA Beaune, Côte et Sud - Communauté Beaune-Chagny-Nolay", _cog.Epci("200006682")?.Nom);
        Assert.Equal(("Alpes-de-Haute-Provence", "04070"), (_cog.Departement("04")?.Nom, _cog.Departement("04")?.ChefLieu));
        Assert.Equal("Corse-du-Sud", _cog.Departement("2a")?.Nom);
        Assert.Equal("Provence-Alpes-Côte d'Azur", _cog.Region("93")?.Nom);
    }

    [Fact]
    public void Distances_are_those_of_the_sphere()
    {
        Assert.Equal(0, Geodesie.Distance(44, 6, 44, 6));
        Assert.Equal(111_195, Geodesie.Distance(44, 6, 45, 6), 1.0);
        Assert.Equal(391_500, Geodesie.Distance(48.8566, 2.3522, 45.7640, 4.8357), 500.0);
        Assert.Equal(Math.PI * Geodesie.RayonTerre, Geodesie.Distance(0, 0, 0, 180), 1.0);
    }
}
