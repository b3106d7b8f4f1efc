using Maillage.Importers.Map;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Tests.Importers.Officiels;

/// <summary>acceslibre: what is declared is published, what is not is unknown.</summary>
public sealed class AccesLibreTests
{
    [Fact]
    public void The_api_completes_the_lieux_of_the_annuaire()
    {
        var found = Officiels.Complements("acceslibre", "acceslibre-api.json").Select(one => one.Complement).ToList();

        Assert.Equal(["0b19da66-336b-4a4d-a56a-1bbf731ec306", "11111111-2222-4333-8444-555555555555", "11111111-2222-4333-8444-666666666666", ""], found.Select(one => one.CibleId));
        Assert.Equal(["accessible", "non-accessible", "sur-demande", null], found.Select(one => one.AccessibilitePmr));
        Assert.Equal(["moteur|auditif", "", "visuel|intellectuel", ""], found.Select(one => string.Join('|', one.AccessibiliteHandicaps)));
        Assert.Equal("Entrée et accueil de plain-pied ; Équipements d'aide à l'audition", found[0].AccessibiliteNote);
        Assert.Equal(new DateOnly(2026, 5, 4), found[0].DateMaj);
        Assert.Equal("https://acceslibre.beta.gouv.fr/app/27-breux/a/mairie/erp/mairie/", found[0].FicheAccesLibre);
        Assert.Equal("https://acceslibre.beta.gouv.fr/uuid/ae6d05c1-586d-4557-bc82-09fe43c1f61f/", found[1].FicheAccesLibre);
    }

    [Fact]
    public void The_export_is_kept_and_completes_nothing()
    {
        var found = Officiels.Complements("acceslibre", "acceslibre.csv");

        Assert.Equal(6, found.Count);
        Assert.All(found, one => Assert.Equal(("", "cible_absente"), (one.Complement.CibleId, Assert.Single(one.Issues).Code.Code)));
        Assert.Equal(6, Officiels.Lire("acceslibre", "acceslibre.csv").Select(item => item.Id).Distinct().Count());
        Assert.Equal(["accessible", null, "non-accessible", null, "accessible", null], found.Select(one => one.Complement.AccessibilitePmr));
        Assert.Equal(["moteur", "auditif", "visuel", "intellectuel"], found[1].Complement.AccessibiliteHandicaps);
    }

    [Fact]
    public void Contacts_are_not_kept() =>
        Assert.All(Officiels.Lire("acceslibre", "acceslibre-api.json"), item => Assert.DoesNotContain("INTERDIT", item.Canonical, StringComparison.Ordinal));

    [Fact]
    public void Every_rule_gives_a_value_of_ours_and_says_what_is_declared()
    {
        Assert.NotEmpty(DeclaredAccess.Rules);
        Assert.All(DeclaredAccess.Rules, rule => Assert.True(Vocabulaires.Trouver(rule.Champ).Contient(rule.Valeur), rule.Valeur));
        // None holds on what is left blank.
        Assert.All(DeclaredAccess.Rules, rule => Assert.Contains(rule.Conditions, condition => !condition.Negated));
        Assert.Empty(DeclaredAccess.Holding(new Dictionary<string, string>()));
        Assert.Empty(DeclaredAccess.Holding(DeclaredAccess.Fields.ToDictionary(field => field, _ => "")));
    }

    [Theory]
    [InlineData("entree_plain_pied=true", "", "")]
    [InlineData("entree_plain_pied=false entree_marches=2", "", "")]
    [InlineData("entree_marches=2 entree_marches_rampe=aucune", "", "")]
    [InlineData("entree_marches=2 entree_marches_rampe=aucune entree_ascenseur=false", "non-accessible", "")]
    [InlineData("entree_marches=2 entree_marches_rampe=aucune entree_ascenseur=false entree_pmr=true", "", "")]
    [InlineData("entree_marches=0 entree_marches_rampe=aucune entree_ascenseur=false", "", "")]
    [InlineData("entree_plain_pied=true accueil_cheminement_plain_pied=true", "accessible", "moteur")]
    [InlineData("entree_plain_pied=Vrai accueil_cheminement_plain_pied=oui entree_largeur_mini=70", "", "")]
    [InlineData("entree_plain_pied=true accueil_cheminement_plain_pied=true cheminement_ext_plain_pied=false", "", "")]
    [InlineData("entree_plain_pied=true accueil_cheminement_plain_pied=true entree_marches_rampe=amovible", "sur-demande", "")]
    [InlineData("entree_balise_sonore=true", "", "visuel")]
    [InlineData("entree_balise_sonore=false", "", "")]
    [InlineData("labels_familles_handicap=[\"mental\",\"auditif\"]", "", "auditif|intellectuel")]
    public void Only_what_is_declared_counts(string declared, string pmr, string handicaps)
    {
        var fields = declared.Split(' ').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var rules = DeclaredAccess.Holding(fields);
        Assert.Equal(pmr, string.Join('|', rules.Where(rule => rule.Champ == "accessibilite_pmr").Select(rule => rule.Valeur)));
        Assert.Equal(handicaps, string.Join('|', rules.Where(rule => rule.Champ == "accessibilite_handicaps").Select(rule => rule.Valeur).Distinct()));
    }
}
