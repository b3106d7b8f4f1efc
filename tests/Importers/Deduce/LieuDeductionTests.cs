using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Deduce;

public sealed class LieuDeductionTests
{
    [Theory]
    // Names of the national files: the lieu is the counter that its name begins with.
    [InlineData("Mairie de Gignac-La-Nerthe", "mairie")]
    [InlineData("mairie de l'albenc", "mairie")]
    [InlineData("MAIRIE DE PESSAC", "mairie")]
    [InlineData("La médiathèque de Thiberville", "mediatheque")]
    [InlineData("Mediatheque De L'Aspe", "mediatheque")]
    [InlineData("CTRE COM ACTION SOCIALE SALON DE PROVENC", "ccas")]
    [InlineData("CCAS de Besançon", "ccas")]
    [InlineData("MISSION LOCALE DE MARSEILLE ANTENNE DU 13/14", "mission_locale")]
    [InlineData("Bus France services Pimms Médiation Ambazac", "france_services")]
    [InlineData("MAISON DE SERVICES AU PUBLIC D'ABONDANCE", "france_services")]
    [InlineData("LA POSTE SAINT ETIENNE SOLEIL", "la_poste")]
    [InlineData("MDSI Amiens Saint-Roch", "mds")]
    [InlineData("Médiathèque Départementale du Cher", "bibli")]
    // A label stays what it is wherever it lives.
    [InlineData("France services Mairie de Seclin", "france_services")]
    [InlineData("Maison France Services dans les locaux de la Sous-préfecture de Thonon-les-Bains", "france_services")]
    [InlineData("PIJ de la Mairie de Désertines", "cij")]
    [InlineData("Point-justice de la mission locale de Foix", "point_justice")]
    // What only mentions a counter is not one.
    [InlineData("Association des amis de la médiathèque", "")]
    [InlineData("Place de la mairie", "")]
    [InlineData("Maison de la mairie annexe de l'école", "")]
    [InlineData("Permanence à la mairie de Percy", "")]
    [InlineData("Ancienne mairie de Saint-Pierre-du-Mont", "")]
    [InlineData("Mairie / Salle des Fêtes de Meyriat", "")]
    [InlineData("Mairie mobile du Grésivaudan", "")]
    [InlineData("MairieBus", "")]
    [InlineData("L'Avant poste", "")]
    [InlineData("Clic@Rosières", "")]
    [InlineData("Bibliothèque périscolaire de Castelfranc", "")]
    [InlineData("Marie de Montbrison", "")]
    // The name of a body that runs counters is not the name of a counter.
    [InlineData("Commune de Port-Louis", "")]
    [InlineData("Communauté de communes du Pays Houdanais", "")]
    [InlineData("Département de la Creuse", "")]
    [InlineData("", "")]
    public void A_type_is_read_in_a_name_that_begins_with_it(string nom, string expected)
    {
        var lieu = Exemples.Deduced(Exemples.Lieu(nom), out var issues);
        Assert.Equal(expected, string.Join('|', lieu.Types));
        Assert.Empty(issues);
        Assert.Equal(expected.Length == 0 ? null : "regle", lieu.Provenance.GetValueOrDefault("types"));
    }

    [Theory]
    [InlineData("Mairie de Jonquières - Bibliothèque municipale", "mairie ou mediatheque")]
    [InlineData("Bibliothèque et Msap", "mediatheque ou france_services")]
    [InlineData("Mairie annexe de la Chaume - Agence postale communale", "mairie ou la_poste")]
    [InlineData("Mission locale jeune / Point Information Jeunesse Albertville", "mission_locale ou cij")]
    [InlineData("Centre social CAF des Izards", "centre_social ou caf")]
    public void A_name_with_two_kinds_of_counter_gives_none_and_says_so(string nom, string both)
    {
        var lieu = Exemples.Deduced(Exemples.Lieu(nom), out var issues);
        Assert.Empty(lieu.Types);
        var issue = Assert.Single(issues);
        Assert.Equal("type_ambigu", issue.Code.Code);
        Assert.Equal(nom, issue.Value);
        Assert.Equal(both, issue.Suggestion);
    }

    [Theory]
    // The commune of the record opens the name, or is in it: it says nothing of the lieu.
    [InlineData("Lachelle Mairie", "Lachelle", "60", "mairie")]
    [InlineData("LE-PLESSIS-GRIMOULT (Agence Postale)", "Le Plessis-Grimoult", "14", "la_poste")]
    [InlineData("Mairie d'Arnac-la-Poste", "Arnac-la-Poste", "87", "mairie")]
    [InlineData("Mairie de La Salle-les-Alpes", "La Salle-les-Alpes", "05", "mairie")]
    // service-public has other types there.
    [InlineData("Mairie de Houaïlou", "Houaïlou", "988", "mairie_com")]
    [InlineData("Mairie du 12e arrondissement", "Paris 12e Arrondissement", "75", "")]
    public void The_commune_and_the_departement_count(string nom, string commune, string departement, string expected)
    {
        var lieu = Exemples.Deduced(Exemples.Lieu(nom, commune, departement), out var issues);
        Assert.Equal(expected, string.Join('|', lieu.Types));
        Assert.Empty(issues);
    }

    [Theory]
    // A programme follows those who run it into the rooms they visit: alone it says nothing of the lieu.
    [InlineData("France Services", "", "Salle des fêtes de Merlines", "")]
    [InlineData("France Services", "", "Harmonie mutuelle", "")]
    [InlineData("France Services", "", "Mairie de Toudon", "mairie")]
    [InlineData("France Services", "", "Communauté de communes du Guillestrois et du Queyras/France Services", "france_services")]
    [InlineData("", "", "Communauté de communes du Guillestrois et du Queyras/France Services", "")]
    [InlineData("France Services|Aidants Connect", "", "Mairie Annexe /France Services/CCAS", "france_services")]
    [InlineData("France Services", "", "PIMMS Bourgogne du Sud", "france_services")]
    [InlineData("", "", "PIMMS Bourgogne du Sud", "")]
    [InlineData("", "BIB|TIERS_LIEUX", "La Licorne", "mediatheque")]
    [InlineData("", "RFS|CCAS", "Carrefour des services", "ccas|france_services")]
    [InlineData("", "ASSO", "Mission Locale du Bassin Annécien", "mission_locale")]
    // Declared goes before read: the name is not looked at.
    [InlineData("", "BIB", "Mairie de Jonquières", "mediatheque")]
    [InlineData("", "MUNI", "Espace Gambetta", "")]
    [InlineData("", "PREF", "Accueil des étrangers", "")]
    public void Typologies_give_types_before_names_and_programmes_confirm_names(string programmes, string typologies, string nom, string expected)
    {
        var lieu = Exemples.Lieu(nom) with
        {
            DispositifProgrammesNationaux = programmes.Split('|', StringSplitOptions.RemoveEmptyEntries),
            Typologie = typologies.Split('|', StringSplitOptions.RemoveEmptyEntries),
        };
        Assert.Equal(expected, string.Join('|', Exemples.Deduced(lieu).Types));
    }

    [Theory]
    // « A postal MSAP is level 1 »: by its name, by its address, by its two types. A street of the post office is a street.
    [InlineData("france_services", "Maison de services au public (Bureau de Poste) - Artemare", "13 rue Neuve", null, 1)]
    [InlineData("france_services", "Msap Poste de Bozel", "Rue Emile Machet", null, 1)]
    [InlineData("france_services", "Msap Novalaise (Poste)", "Route du lac", null, 1)]
    [InlineData("france_services", "France services Banon", "Place de la République", "Bureau de poste", 1)]
    [InlineData("france_services", "Maison de services au public - Villeneuve-en-Retz", "15 rue de la Taillée", "Bourgneuf-en-Retz, Bureau de poste", 1)]
    [InlineData("france_services|la_poste", "LA POSTE", "5 allée Arthur Gouin", null, 1)]
    [InlineData("france_services", "France services de Saint-Trivier-de-Courtes", "22 Esplanade de La Poste", null, 2)]
    [InlineData("france_services", "France services Sochaux", "4 Rue de la Poste", null, 2)]
    [InlineData("france_services", "Bus France Services - [Place de la poste]", "Le Bourg", null, 2)]
    [InlineData("france_services", "France services Pays d'Oléron", "11 rue de l'Ancienne Poste", null, 2)]
    [InlineData("mairie", "Mairie de Banon", null, null, 1)]
    [InlineData("mairie|france_services", "Mairie de Toudon", null, null, 2)]
    [InlineData("mairie|ccas", "Mairie de Mèze", null, null, 2)]
    [InlineData("caf", "Caisse d'allocations familiales", null, null, 3)]
    [InlineData("mission_locale|mairie", "Mission locale", null, null, 3)]
    [InlineData("mediatheque", "Médiathèque de Cognin", null, null, null)]
    [InlineData("mediatheque|mairie", "Mairie", null, null, 1)]
    [InlineData("prefecture", "Préfecture - Alpes-de-Haute-Provence", null, null, null)]
    [InlineData("", "Le Landou", null, null, null)]
    public void The_level_is_the_one_of_the_first_row_that_fits(string types, string nom, string? adresse, string? complement, int? expected)
    {
        var lieu = Exemples.Deduced(Exemples.Lieu(nom) with
        {
            Types = types.Split('|', StringSplitOptions.RemoveEmptyEntries),
            Adresse = adresse,
            ComplementAdresse = complement,
        });
        Assert.Equal(expected, lieu.NiveauAccueil);
        Assert.Equal(expected is null ? null : "regle", lieu.NiveauAccueilOrigine);
        Assert.Null(lieu.NiveauAccueilDepuis);
        Assert.Equal(expected is null ? null : "regle", lieu.Provenance.GetValueOrDefault("niveau_accueil"));
    }

    [Fact]
    public void An_MSAP_of_Arnac_la_Poste_is_not_postal_for_its_name() =>
        Assert.Equal(2, Exemples.Deduced(Exemples.Lieu("France services Arnac-la-Poste", "Arnac-la-Poste", "87")).NiveauAccueil);

    [Fact]
    public void Thematiques_add_up_in_the_order_of_the_vocabulary()
    {
        var lieu = Exemples.Deduced(Exemples.Lieu("Point d'accueil") with
        {
            Types = ["cpam"],
            Services = ["Utilisation sécurisée du numérique", "Aide aux démarches administratives"],
        });
        Assert.Equal(
            [
                "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",
                "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits",
                "numerique--acceder-a-des-services-en-ligne",
                "numerique--maitriser-les-fondamentaux-du-numerique",
                "sante--acces-aux-soins",
            ],
            lieu.Thematiques);
        Assert.Equal("regle", lieu.Provenance["thematiques"]);
    }

    [Fact]
    public void What_a_source_or_a_decision_gave_stays()
    {
        var given = Exemples.Lieu("Mairie de Banon") with
        {
            Types = ["france_services"],
            NiveauAccueil = 3,
            NiveauAccueilDepuis = new DateOnly(2026, 1, 1),
            NiveauAccueilOrigine = "decision",
            Thematiques = ["remobilisation--lien-social"],
            Provenance = new Dictionary<string, string> { ["types"] = "annuaire", ["thematiques"] = "annuaire", ["niveau_accueil"] = "decision" },
        };
        Assert.Same(given, Exemples.Deduced(given));
    }

    [Fact]
    public void What_a_rule_gave_before_is_worked_out_again()
    {
        var before = Exemples.Deduced(Exemples.Lieu("Mairie de Banon"));
        var renamed = Exemples.Deduced(before with { Nom = "CCAS de Banon" });
        Assert.Equal(["ccas"], renamed.Types);
        Assert.Equal(2, renamed.NiveauAccueil);
        var unknown = Exemples.Deduced(before with { Nom = "Le Landou" });
        Assert.Empty(unknown.Types);
        Assert.Null(unknown.NiveauAccueil);
        Assert.Null(unknown.NiveauAccueilOrigine);
        Assert.Empty(unknown.Thematiques);
        Assert.Empty(unknown.Provenance);
    }

    [Fact]
    public void Deducing_twice_is_deducing_once_and_what_is_known_is_never_touched() =>
        Loi.Tient(Arbitraires.Valide<Lieu>(), lieu =>
        {
            var shape = RecordShape.Of<Lieu>();
            var once = Exemples.Deduced(lieu);
            Assert.Empty(FieldRules.Check(once));
            Assert.Empty(shape.Differences(once, Exemples.Deduced(once)));
            Assert.Subset(
                new HashSet<string> { "types", "thematiques", "niveau_accueil", "niveau_accueil_depuis", "niveau_accueil_origine", "provenance" },
                shape.Differences(lieu, once).ToHashSet());
            if (lieu.Types.Count > 0 && lieu.Provenance.GetValueOrDefault("types") != "regle")
            {
                Assert.Equal(lieu.Types, once.Types);
            }

            if (lieu.NiveauAccueil is { } level && lieu.NiveauAccueilOrigine == "decision")
            {
                Assert.Equal((level, lieu.NiveauAccueilDepuis), (once.NiveauAccueil, once.NiveauAccueilDepuis));
            }
        }, essais: 300);

    [Fact]
    public void Any_text_is_deduced_without_an_exception() =>
        Loi.Tient(Arbitraires.TexteBrut, text =>
        {
            var lieu = Exemples.Lieu(text, text) with { Adresse = text, ComplementAdresse = text, Types = ["france_services"] };
            Exemples.Deduced(lieu);
            Exemples.Deduced(lieu with { Types = [], Nom = "Mairie de " + text + " " + text });
        }, essais: 300);
}
