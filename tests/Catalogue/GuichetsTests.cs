using Maillage.Catalogue;
using Maillage.Schema.Demarches;
using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;
using Maillage.Schema.Territoires;

namespace Maillage.Tests.Catalogue;

public sealed class GuichetsTests
{
    private const string Digne = "04070";
    private const string Manosque = "04112";
    private const string Gap = "05061";

    [Fact]
    public void A_lieu_that_a_source_says_competent_comes_before_a_nearer_one()
    {
        var found = Find("caf", Digne, Lieu("loin", "caf", Manosque) with { ZoneCompetence = ["04"] }, Lieu("pres", "caf", Digne));

        Assert.Equal((ChoixGuichet.Competence, null, "loin"), (found.Choix, found.Ressort, Ids(found)));
    }

    [Theory]
    [InlineData("04070")]
    [InlineData("200067437")]
    [InlineData("04")]
    [InlineData("france")]
    public void A_competence_is_a_commune_an_epci_a_departement_or_the_country(string zone) =>
        Assert.Equal(ChoixGuichet.Competence, Find("france_services", Digne, Lieu("l", "france_services", Gap) with { ZoneCompetence = ["13055", zone] }).Choix);

    // « 93 » is the Seine-Saint-Denis, never the region of the same code.
    [Fact]
    public void A_competence_of_two_digits_is_a_departement() =>
        Assert.Equal(ChoixGuichet.Aucun, Find("caf", Digne, Lieu("l", "caf", Digne) with { ZoneCompetence = ["93"] }).Choix);

    [Fact]
    public void A_lieu_said_competent_elsewhere_is_not_the_nearest()
    {
        var found = Find("mairie", Digne, Lieu("ailleurs", "mairie", Digne) with { ZoneCompetence = [Manosque] }, Lieu("ici", "mairie", Digne));

        Assert.Equal((ChoixGuichet.PlusProche, "commune", "ici"), (found.Choix, found.Ressort, Ids(found)));
    }

    [Fact]
    public void What_receives_everyone_is_the_nearest_whatever_competence_it_says() =>
        Assert.Equal("l", Ids(Find("msap", Digne, Lieu("l", "france_services", Gap) with { ZoneCompetence = [Gap] })));

    [Theory]
    [InlineData("mairie", "mairie", "commune", Manosque, false)]
    [InlineData("mairie", "mairie", "commune", Digne, true)]
    [InlineData("prefecture", "prefecture", "departement", Manosque, true)]
    [InlineData("prefecture", "prefecture", "departement", Gap, false)]
    [InlineData("caf", "caf", "departement", Gap, false)]
    [InlineData("cr", "cr", "region", "13201", true)]
    [InlineData("cr", "cr", "region", "69123", false)]
    [InlineData("rectorat", "rectorat", "academie", "13001", true)]
    [InlineData("rectorat", "rectorat", "academie", "06088", false)]
    [InlineData("msa", "msa", "caisse_msa", Gap, true)]
    [InlineData("msa", "msa", "caisse_msa", "83050", false)]
    [InlineData("carsat", "carsat", "caisse_retraite", "13055", true)]
    [InlineData("carsat", "carsat", "caisse_retraite", "26362", false)]
    [InlineData("epci", "epci", "epci", "04209", false)]
    [InlineData("france_services", "france_services", "libre", Gap, true)]
    [InlineData("france_services", "france_services", "libre", "59350", false)]
    public void Without_a_competence_a_counter_is_looked_for_in_the_territory_its_type_answers_for(string pivot, string type, string ressort, string where, bool isFound)
    {
        var found = Find(pivot, Digne, Lieu("l", type, where));

        Assert.Equal((isFound ? ChoixGuichet.PlusProche : ChoixGuichet.Aucun, isFound ? ressort : null), (found.Choix, found.Ressort));
        Assert.Equal(isFound, found.Motif is null);
    }

    [Fact]
    public void Three_lieux_at_most_the_nearest_first_whatever_their_order()
    {
        Lieu[] lieux = [.. new[] { Gap, Manosque, Digne, "04209", "04019" }.Select(code => Lieu(code, "france_services", code))];
        var found = Find("msap", Digne, lieux);

        Assert.Equal(Digne, found.Lieux[0].Lieu.Id);
        Assert.Equal(3, found.Lieux.Count);
        Assert.Equal(found.Lieux.OrderBy(near => near.Metres), found.Lieux);
        Assert.Equal(Ids(found), Ids(Find("msap", Digne, [.. lieux.Reverse()])));
    }

    [Fact]
    public void An_itinerant_lieu_is_as_near_as_its_nearest_stop()
    {
        var bus = Lieu("bus", "france_services", Gap) with { Passages = [new Passage { Latitude = 44.09, Longitude = 6.23 }] };

        Assert.Equal("bus|fixe", Ids(Find("msap", Digne, Lieu("fixe", "france_services", Manosque), bus)));
    }

    [Fact]
    public void A_lieu_without_coordinates_stands_at_its_town_hall()
    {
        var found = Find("msap", Digne, Lieu("l", "france_services", Manosque) with { Latitude = null, Longitude = null });

        Assert.InRange(found.Lieux[0].Metres ?? 0, 35_000, 55_000);
    }

    [Fact]
    public void A_town_hall_of_an_arrondissement_answers_for_it_and_that_of_the_town_for_both()
    {
        Lieu[] lieux = [Lieu("1er", "mairie", "13201"), Lieu("2e", "mairie", "13202"), Lieu("ville", "mairie", "13055")];

        Assert.Equal(["1er", "ville"], Find("mairie", "13201", lieux).Lieux.Select(near => near.Lieu.Id).Order());
        Assert.Equal(["1er", "2e", "ville"], Find("mairie", "13055", lieux).Lieux.Select(near => near.Lieu.Id).Order());
    }

    [Fact]
    public void A_mairie_answers_for_the_arrondissements_of_its_secteur_and_no_other()
    {
        Lieu[] lieux = [Lieu("15e et 16e", "mairie", "13215"), Lieu("13e et 14e", "mairie", "13213")];

        Assert.Equal("15e et 16e", Ids(Find("mairie", "13216", lieux)));
        Assert.Equal("mairie du 12e|hôtel de ville", Ids(Find("mairie", "75112", Lieu("mairie du 12e", "paris_mairie_arrondissement", "75112"), Lieu("11e", "paris_mairie_arrondissement", "75111"), Lieu("hôtel de ville", "paris_mairie", "75104"))));
    }

    [Theory]
    [InlineData("13203", "13055")]
    [InlineData("85165", "85191")]
    public void From_a_commune_that_the_COG_does_not_place_the_nearest_is_still_near(string commune, string near)
    {
        Assert.Null(Commune(commune).Latitude);
        var mairie = Lieu("mairie", "mairie", commune) with { Latitude = Commune(near).Latitude, Longitude = Commune(near).Longitude };
        var found = Find("msap", commune, mairie, Lieu("loin", "france_services", "50025"), Lieu("près", "france_services", near));

        Assert.Equal("près", Ids(found));
        Assert.Equal(ChoixGuichet.Aucun, Find("msap", "85165", Lieu("loin", "france_services", "50025")).Choix);
    }

    [Fact]
    public void The_prefecture_stands_for_the_sous_prefecture_where_it_is_nearer() =>
        Assert.Equal("prefecture|sous", Ids(Find("sous_pref", Digne, Lieu("sous", "sous_pref", Manosque), Lieu("prefecture", "prefecture", Digne))));

    [Theory]
    [InlineData("centre_impots", "Ces guichets ne sont pas publiés ici (impôts et finances publiques).")]
    [InlineData("notaire", "Aucun lieu n'est proposé : professionnel à choisir soi-même, ce n'est pas un guichet public.")]
    [InlineData("jamais_vu", "Cette sorte de guichet n'est pas encore connue de ce service.")]
    [InlineData("caf", "Aucun lieu de ce type n'est publié pour le département.")]
    [InlineData("msap", "Aucun lieu de ce type n'est publié à moins de 100 km.")]
    [InlineData("paris_casvp", "Ce guichet est réservé à un autre territoire : pour les habitants de Paris.")]
    public void A_counter_without_a_lieu_says_why(string pivot, string motif)
    {
        var found = Find(pivot, Digne);

        Assert.Equal((ChoixGuichet.Aucun, motif), (found.Choix, found.Motif));
        Assert.Empty(found.Lieux);
    }

    private static string Ids(GuichetTrouve found) => string.Join('|', found.Lieux.Select(near => near.Lieu.Id));

    private static GuichetTrouve Find(string pivot, string commune, params Lieu[] lieux)
    {
        var guichet = new GuichetDemarche { Titre = pivot, Pivot = pivot, Types = PivotsComarquage.Trouver(pivot, null, null)?.TypesPublies ?? [] };
        var demarche = new Demarche { Id = "F1", Titre = "Démarche", Url = "https://www.example.fr/", MentionSource = "Essai", Guichets = [guichet] };
        return Assert.Single(Snapshot.Empty.Apply(1, [.. lieux.Select(lieu => new Delta(TypeEntite.Lieu, lieu.Id, lieu))]).GuichetsDe(demarche, Commune(commune)));
    }

    private static Lieu Lieu(string id, string type, string codeInsee)
    {
        var commune = Commune(codeInsee);
        return new Lieu
        {
            Id = id,
            Nom = id,
            Commune = commune.Nom,
            CodeInsee = commune.Code,
            CodeDepartement = commune.CodeDepartement,
            CodeRegion = commune.CodeRegion,
            CodeEpci = commune.CodeEpci,
            Latitude = commune.Latitude,
            Longitude = commune.Longitude,
            Types = [type],
        };
    }

    private static Commune Commune(string code) => Cog.Courant.ParCode(code)?.Commune ?? throw new InvalidOperationException(code);
}
