using Maillage.Importers.Read;
using Maillage.Schema.Parsing;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Tests.Importers.Officiels;

/// <summary>The structures of data·inclusion, in both versions of its schema.</summary>
public sealed class DataInclusionStructuresTests
{
    [Fact]
    public void A_page_of_v1_gives_its_lieux()
    {
        var lieux = Officiels.Lieux("data-inclusion-structures", "data-inclusion-structures-v1.json");

        var mission = lieux["dora--0001"];
        Assert.Equal(["mission_locale"], mission.Types);
        Assert.Equal(["ML"], mission.Typologie);
        Assert.Equal(["Conseillers numériques"], mission.DispositifProgrammesNationaux);
        Assert.Equal(("Mo-Fr 09:00-12:00", "Accueil des jeunes de 16 à 25 ans.", "dora"), (mission.Horaires, mission.PresentationDetail, mission.Sources[0].Origine));
        Assert.Equal("https://acceslibre.beta.gouv.fr/app/04-digne/a/erp/mission/", mission.FicheAccesLibre);
        // Another site is no page of acceslibre.
        Assert.Null(lieux["dora--0002"].FicheAccesLibre);
    }

    [Fact]
    public void What_the_table_does_not_translate_is_reported()
    {
        Assert.Equal(["valeur_sans_equivalent wimoov"], Issues("dora--0001"));
        Assert.Equal(["hors_vocabulaire valeur-inconnue", "valeur_sans_equivalent https://ailleurs.example.fr/"], Issues("dora--0002").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_of_v0_gives_lieux_under_the_ids_of_v1()
    {
        var lieux = Officiels.Lieux("data-inclusion-structures", "data-inclusion-structures-v0.json");

        var csapa = lieux["odspep--100-odspep"];
        Assert.Equal(("27229", "+33232620062", new DateOnly(2016, 8, 5)), (csapa.CodeInsee, csapa.Telephone, csapa.DateMaj));
        var france = lieux["france-services--1953-mediation-numerique-france-services"];
        Assert.Equal(["france_services"], france.Types);
        Assert.Equal(["RFS"], france.Typologie);
        Assert.Contains("numerique--acceder-a-des-services-en-ligne", france.Thematiques);
        Assert.All(france.Thematiques, theme => Assert.True(Vocabulaires.Trouver("thematiques").Contient(theme)));
    }

    [Fact]
    public void What_names_a_person_is_not_kept() =>
        Assert.All(Officiels.Lire("data-inclusion-structures", "data-inclusion-structures-v1.json"), item => Assert.DoesNotContain("INTERDIT", item.Canonical, StringComparison.Ordinal));

    private static IEnumerable<string> Issues(string id)
    {
        var format = Assert.IsAssignableFrom<ILieuFormat>(Officiels.Format("data-inclusion-structures"));
        List<Issue> issues = [];
        format.Map(Officiels.Lire("data-inclusion-structures", "data-inclusion-structures-v1.json").Single(item => item.Id == id).Canonical, issues);
        return issues.Select(issue => $"{issue.Code.Code} {issue.Value}");
    }
}
