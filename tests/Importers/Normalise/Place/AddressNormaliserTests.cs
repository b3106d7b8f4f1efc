using FsCheck.Fluent;
using Maillage.Importers.Normalise.Place;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Normalise.Place;

public sealed class AddressNormaliserTests
{
    [Theory]
    // Kept to the letter.
    [InlineData("12 rue de l'Église", "", "12 rue de l'Église", null)]
    [InlineData("Place du 11-Novembre-1918", "Hôtel de ville", "Place du 11-Novembre-1918", "Hôtel de ville")]
    [InlineData("Le Bourg", "", "Le Bourg", null)]
    [InlineData("Mairie", "", "Mairie", null)]
    [InlineData("place du Village", "", "place du Village", null)]
    [InlineData("1 rue du 27e-BCA", "", "1 rue du 27e-BCA", null)]
    [InlineData("lieu-dit \"En secret\" - Duchesne", "", "lieu-dit \"En secret\" - Duchesne", null)]
    [InlineData("6-8 Grand'Rue", "", "6-8 Grand'Rue", null)]
    // One way of writing number and type.
    [InlineData("12 Rue de l'Église", "", "12 rue de l'Église", null)]
    [InlineData("38 bis, avenue Pasteur", "", "38 bis avenue Pasteur", null)]
    [InlineData("27bis cours Mirabeau", "", "27 bis cours Mirabeau", null)]
    [InlineData("31Bis Rue du Père Flavigny", "", "31 bis rue du Père Flavigny", null)]
    [InlineData("13 - 15, rue Jules Ferry", "", "13-15 rue Jules Ferry", null)]
    [InlineData("21 bis rue, Jean Jaurès", "", "21 bis rue Jean Jaurès", null)]
    [InlineData("11 Av. du Maréchal Leclerc", "", "11 avenue du Maréchal Leclerc", null)]
    [InlineData("Pl. Laurent Ferrand", "", "Place Laurent Ferrand", null)]
    [InlineData("7 r Pierre Glénisson", "", "7 rue Pierre Glénisson", null)]
    [InlineData("54 place St Jacques", "", "54 place Saint Jacques", null)]
    [InlineData("Rue du Faubourg St-Pierre", "", "Rue du Faubourg Saint-Pierre", null)]
    // Capitals.
    [InlineData("12 RUE DE L'EGLISE", "", "12 rue de l'Eglise", null)]
    [InlineData("2 PL DE L HOTEL DE VILLE", "", "2 place de l'Hotel de Ville", null)]
    [InlineData("AV LEON JEAN GREGORY", "", "Avenue Leon Jean Gregory", null)]
    [InlineData("13 B BD GEORGES CLEMENCEAU", "", "13 B boulevard Georges Clemenceau", null)]
    [InlineData("3 BD HENRI IV", "", "3 boulevard Henri IV", null)]
    [InlineData("67 RUE ST FRANCOIS DE SALES", "", "67 rue Saint Francois de Sales", null)]
    [InlineData("25 ALL DE L ESPERANCE", "", "25 allée de l'Esperance", null)]
    [InlineData("125 CRS D ALSACE LORRAINE", "", "125 cours d'Alsace Lorraine", null)]
    [InlineData("10 PL DU 1ER MAI", "", "10 place du 1er Mai", null)]
    [InlineData("ZAC DES TERRASSES", "", "ZAC des Terrasses", null)]
    [InlineData("12 RUE LA FAYETTE", "", "12 rue La Fayette", null)]
    // Postal boxes, floors and buildings beside the street.
    [InlineData("BP 40", "Rond-point Auguste-Colonna|BP 40", "Rond-point Auguste-Colonna", "BP 40")]
    [InlineData("CS20001", "9 avenue Commandant-Monraisse", "9 avenue Commandant-Monraisse", "CS 20001")]
    [InlineData("19, boulevard Victor-Hugo", "CS 04015", "19 boulevard Victor-Hugo", "CS 04015")]
    [InlineData("13 boulevard Clémenceau - BP 13313", "Cité judiciaire", "13 boulevard Clémenceau", "Cité judiciaire, BP 13313")]
    [InlineData("11 rue Pierre Clément B.P. 273", "", "11 rue Pierre Clément", "BP 273")]
    [InlineData("14 rue Stanislas", "BP 25-4", "14 rue Stanislas", "BP 25-4")]
    [InlineData("BP F4", "Palais de Justice|12 rue X", "12 rue X", "Palais de Justice, BP F4")]
    [InlineData("bp 903 Place Barette", "", "Place Barette", "BP 903")]
    [InlineData("Immeuble L'Européen - hall B - 6e étage", "5-7, promenade Jean-Rostand", "5-7 promenade Jean-Rostand", "Immeuble L'Européen, hall B, 6e étage")]
    [InlineData("1er étage", "Le Régent|4 rue Jules-Ferry", "4 rue Jules-Ferry", "Le Régent, 1er étage")]
    [InlineData("Le Bourg", "10 ancienne route du Mans", "10 ancienne route du Mans", "Le Bourg")]
    [InlineData("Cité administrative - Entrée 21", "14, rue du Maréchal-Juin|CS 50016", "14 rue du Maréchal-Juin", "Cité administrative, Entrée 21, CS 50016")]
    [InlineData("94 grande rue - Pôle social le Clos", "", "94 grande rue", "Pôle social le Clos")]
    [InlineData("le Panel des Possibles 9 place de la Poste", "", "9 place de la Poste", "le Panel des Possibles")]
    [InlineData("Maison de la Culture\n4 allée des Brotteaux", "", "4 allée des Brotteaux", "Maison de la Culture")]
    [InlineData("Bâtiment 3 rue Pasteur", "", "Bâtiment 3 rue Pasteur", null)]
    [InlineData("34 avenue Maunoury", "Cité administrative", "34 avenue Maunoury", "Cité administrative")]
    // What the commune says already; not what another commune says.
    [InlineData("53 Rue Albert Thomas, 04000 DIGNE LES BAINS", "", "53 rue Albert Thomas", null)]
    [InlineData("1 PL DE LA BAYERE 04 000 DIGNE LES BAINS", "Digne-les-Bains", "1 place de la Bayere", null)]
    [InlineData("27 rue de la Victoire, Digne-les-Bains 04000", "", "27 rue de la Victoire", null)]
    [InlineData("3 rue X, Digne-les-Bains Cedex 9", "", "3 rue X", null)]
    [InlineData("Rue du Bouquet - 26200 Montélimar", "", "Rue du Bouquet - 26200 Montélimar", null)]
    [InlineData("3 rue X BP 12 04001 DIGNE CEDEX", "", "3 rue X", "BP 12")]
    [InlineData("3 rue X, 04001 Digne Cedex 9", "", "3 rue X", null)]
    [InlineData("Route de Digne", "", "Route de Digne", null)]
    public void Number_and_street_stand_apart_from_what_completes_them(string adresse, string lines, string? expected, string? complement)
    {
        var (address, _) = Parse(adresse, lines.Split('|'));
        Assert.Equal((expected, complement), (address.Adresse, address.Complement));
    }

    [Theory]
    [InlineData("12, Rue X", "", "")]
    [InlineData("12 RUE DES LILAS", "", "")]
    [InlineData("12 AV DES LILAS", "", "adresse:adresse_reparee")]
    [InlineData("BP 4", "4 rue X", "adresse:adresse_reparee complement_adresse:adresse_reparee")]
    [InlineData("4 rue X", "Néant", "")]
    [InlineData("contact@example.fr", "", "adresse:adresse_invalide")]
    [InlineData("-", "", "")]
    [InlineData("04 92 30 52 00", "", "adresse:adresse_invalide")]
    [InlineData("www.example.fr", "", "adresse:adresse_invalide")]
    [InlineData("12 rue \uFFFD", "", "adresse:texte_corrompu")]
    public void A_change_of_words_is_reported_a_change_of_case_or_comma_is_not(string adresse, string lines, string expected)
    {
        var (_, issues) = Parse(adresse, lines.Split('|'));
        Assert.Equal(expected, string.Join(' ', issues.Select(issue => $"{issue.Field}:{issue.Code.Code}")));
    }

    [Fact]
    public void An_email_typed_as_an_address_is_quoted_nowhere()
    {
        var (address, issues) = Parse("contact@example.fr", []);
        Assert.Equal(new PostalAddress(null, null), address);
        Assert.DoesNotContain(issues, issue => issue.Value is not null);
    }

    [Theory]
    [InlineData("80 Rue Victor Hugo, 60100 Creil", "80 Rue Victor Hugo|60100|Creil")]
    [InlineData(
        "Sous-préfecture, 19 rue des Minimes, 80100 Abbeville || Sous-préfecture, 19 rue des Minimes, BP 70310, 80103 Abbeville Cedex",
        "Sous-préfecture, 19 rue des Minimes|80100|Abbeville/Sous-préfecture, 19 rue des Minimes, BP 70310|80103|Abbeville Cedex")]
    [InlineData("BP 62, 83250 La Londe Cedex || Place du 11-Novembre, 83250 La Londe", "Place du 11-Novembre|83250|La Londe/BP 62|83250|La Londe Cedex")]
    [InlineData("1 place Henri Pecqueur, 8320 VIREUX-MOLHAIN", "1 place Henri Pecqueur|8320|VIREUX-MOLHAIN")]
    [InlineData("97354 REMIRE-MONTJOLY", "|97354|REMIRE-MONTJOLY")]
    [InlineData("4 rue Duguesclin, 70000, 79099 Niort cedex 09", "4 rue Duguesclin, 70000|79099|Niort cedex 09")]
    [InlineData("Place de la Mairie", "Place de la Mairie||")]
    [InlineData(" || ", "")]
    [InlineData(null, "")]
    public void A_cell_of_whole_addresses_gives_each_the_place_of_people_before_that_of_mail(string? cell, string expected)
    {
        var addresses = WrittenAddress.ParseAll(cell).Select(address => $"{address.Adresse}|{address.CodePostal}|{address.Commune}");
        Assert.Equal(expected, string.Join('/', addresses));
    }

    [Fact]
    public void Published_again_an_address_does_not_change()
    {
        string[] words =
        [
            "12", "3 bis", "BP 4", "CS 12345", "rue", "RUE", "AV", "Place", "de l'Église", "DE L EGLISE", "St", "JEAN", ",", " - ", "\n", "04000", "Digne-les-Bains", "Cedex", "1er étage",
            "Bâtiment", "A", "néant", "Mairie", "ZA", "R", "(", ")", "''", "26200 Montélimar", "c/o X", "a@b.fr", "2,", "4",
        ];
        var hostile = Arbitraires.TexteBrut;
        var likely = Gen.Elements(words).ArrayOf().Select(parts => string.Join(' ', parts));
        var cases = from adresse in Gen.OneOf(likely, hostile)
                    from lines in Gen.OneOf(likely, likely, hostile).ArrayOf()
                    select (adresse, lines);
        Loi.Tient(cases, sample =>
        {
            var (first, _) = Parse(sample.adresse, sample.lines);
            var (second, issues) = Parse(first.Adresse ?? "", [first.Complement ?? ""]);
            Assert.Equal(first, second);
            Assert.Empty(issues);
        }, essais: 3000);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("1 ")]
    [InlineData("BP 1, ")]
    [InlineData("04000 Digne ")]
    [InlineData("a\n")]
    [InlineData("RUE ST - ")]
    [InlineData("''")]
    public void A_huge_cell_takes_no_more_time_than_reading_it(string piece)
    {
        var huge = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Parse(huge, [huge]);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }

    private static (PostalAddress Address, List<Issue> Issues) Parse(string adresse, string[] lines)
    {
        List<Issue> issues = [];
        var raw = new RawLieu { Nom = "Lieu", CodeInsee = "04070", CodePostal = "04000", Commune = "Digne-les-Bains", Adresse = adresse, LignesAdresse = lines };
        var place = PlaceNormaliser.Parse(raw, Cog.Courant, null, []);
        Assert.NotNull(place);
        return (AddressNormaliser.Parse(raw, place, issues), issues);
    }
}
