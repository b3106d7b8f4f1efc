using Maillage.Importers.Fetch;
using Maillage.Importers.Read;
using Maillage.Importers.Sources;

namespace Maillage.Tests.Importers.Officiels;

/// <summary>The extracts without id, and a table of the gendarmerie.</summary>
public sealed class ExtraitTests
{
    [Fact]
    public void An_extract_gives_lieux_with_an_id_of_their_own()
    {
        var items = Officiels.Lire("annuaire-extrait", "annuaire-extrait.csv");
        var lieux = Officiels.Lieux("annuaire-extrait", "annuaire-extrait.csv");

        Assert.Equal(items.Count, items.Select(item => item.Id).Distinct().Count());
        Assert.Equal(items.Count, lieux.Count);
        var abbeville = lieux["point accueil numerique--point d accueil numerique abbeville sous prefecture--sous prefecture 19 rue des minimes 80100 abbeville"];
        Assert.Equal(("80001", "80100", "19 rue des Minimes", "Sous-préfecture"), (abbeville.CodeInsee, abbeville.CodePostal, abbeville.Adresse, abbeville.ComplementAdresse));
        Assert.Equal(["point_accueil_numerique"], abbeville.Types);
        // A postal code that lost its zero; two telephones in one cell.
        Assert.Contains(lieux.Values, lieu => lieu is { CodeInsee: "08105", CodePostal: "08000" });
        Assert.Contains(lieux.Values, lieu => lieu is { Telephone: "+33553694701" } && lieu.TelephoneNote?.Contains("0 808 800 700", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void The_id_does_not_follow_the_telephone()
    {
        const string Header = "type_service_local,nom,telephone,site_internet,adresse_courriel,adresses\n";
        string[] ids = [.. Enumerable.Range(1, 2).Select(phone => Assert.Single(Officiels.LireTexte("annuaire-extrait", $"{Header}mairie,Mairie,{phone},,,\"1 rue A, 04000 Digne || BP 1, 04001 Digne Cedex\"\n")).Id ?? "")];
        Assert.Equal(ids[0], ids[1]);
        Assert.Equal("colonne_disparue", Assert.Single(Officiels.LireTexte("annuaire-extrait", "nom,telephone\nMairie,01\n")).Failure?.Code.Code);
    }

    [Fact]
    public void The_units_of_the_gendarmerie_are_known_and_not_published()
    {
        var reading = SourceReader.ReadFile(Officiels.Chemin("gendarmeries.yaml"));
        Assert.Empty(reading.Problems);
        var source = Assert.Single(reading.Declarations);
        Assert.Empty(SourceColumns.Check(source).Problems);
        var format = SourceFormats.LieuxOf(source);
        using var file = FetchedFile.Open(source.CheminFichier ?? "").Value;
        Assert.NotNull(file);
        var reasons = format.Read(file.Content, source).Select(item => Officiels.Deriver(source, format, item).Reason).ToList();
        Assert.Equal(["type_gendarmerie", "type_gendarmerie", "type_gendarmerie"], reasons);
    }
}
