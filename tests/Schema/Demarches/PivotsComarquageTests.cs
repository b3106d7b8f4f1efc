using System.IO.Compression;
using System.Text.Json;
using Maillage.Schema.Demarches;
using Maillage.Schema.Fields;
using Maillage.Schema.Territoires;
using Maillage.Schema.Vocabulaires;
using Maillage.Tests.Support;

namespace Maillage.Tests.Schema.Demarches;

public sealed class PivotsComarquageTests
{
    [Fact]
    public void Every_row_names_known_types_in_their_current_name_and_a_known_status()
    {
        Assert.All(PivotsComarquage.Regles, regle =>
        {
            Assert.Contains(regle.Par, (string[])["pivot", "titre", "type"]);
            Assert.Contains(regle.Statut, StatutGuichet.Tous);
            Assert.All(regle.Types, type => Assert.Equal(type, TypesLieu.Trouver(type)?.Code));
        });
        Assert.Distinct(PivotsComarquage.Regles.Select(regle => (regle.Par, regle.Valeur)));
    }

    // What data/types.csv publishes decides: a type published one day makes its rows lie, and this test says so.
    [Fact]
    public void A_row_finds_lieux_when_one_of_its_types_is_published_and_says_why_otherwise() => Assert.All(PivotsComarquage.Regles, regle =>
    {
        Assert.Equal(regle.Statut == StatutGuichet.Lieux, regle.TypesPublies.Count > 0);
        Assert.True(regle.Statut == StatutGuichet.Lieux || regle.Motif is { Length: > 0 }, regle.Valeur);
        Assert.True(regle.Territoire is null || regle.Motif is { Length: > 0 }, regle.Valeur);
    });

    [Theory]
    [InlineData("mairie", "Mairie", "Local personnalisé sur SP", "lieux", "mairie|paris_mairie_arrondissement|paris_mairie")]
    [InlineData(" MAIRIE ", null, null, "lieux", "mairie|paris_mairie_arrondissement|paris_mairie")]
    [InlineData("Onac", null, null, "lieux", "onac")]
    [InlineData("msap", null, null, "lieux", "france_services")]
    [InlineData("infofamilles", null, null, "lieux", "pif")]
    [InlineData("centre_impots", null, null, "hors_perimetre", "sip|tresorerie")]
    [InlineData("Sécurité sociale des indépendants", null, null, "sans_lieu", "")]
    [InlineData("securite sociale des independants", null, null, "sans_lieu", "")]
    [InlineData("sage-femme", null, null, "sans_lieu", "")]
    [InlineData(null, "Point conseil budget (PCB)", "Local", "lieux", "pcb")]
    [InlineData("", "Tribunal judiciaire ou de proximité", "Local", "hors_perimetre", "tgi|ti")]
    [InlineData(null, "Association quelconque", "Local", "sans_lieu", "")]
    [InlineData(null, "Ministère", "National", "national", "")]
    [InlineData(null, "Service d'information des impôts", "Centre de contact", "centre_de_contact", "")]
    // Not in the table: the vocabulary of the annuaire answers.
    [InlineData("maison_metropole_lyon", null, null, "lieux", "maison_metropole_lyon")]
    [InlineData("gendarmerie_departementale", null, null, "hors_perimetre", "gendarmerie")]
    public void A_counter_is_decided_by_its_pivot_else_its_title_else_its_type(string? pivot, string? titre, string? type, string statut, string types)
    {
        var regle = PivotsComarquage.Trouver(pivot, titre, type);
        Assert.Equal((statut, types), (regle?.Statut, string.Join('|', regle?.Types ?? [])));
    }

    [Fact]
    public void A_pivot_that_nobody_knows_is_not_decided_by_its_title() => Assert.Null(PivotsComarquage.Trouver("inconnu", "Point conseil budget (PCB)", "Local"));

    [Fact]
    public void Every_published_type_has_a_ressort()
    {
        var published = Vocabulaires.Trouver("types").Termes.Select(terme => terme.Valeur).Order(StringComparer.Ordinal);
        Assert.Equal(published, Ressorts.Types.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("academie", "984 986 987 988 989")]
    [InlineData("caisse_msa", "971 972 973 974 975 976 977 978 984 986 987 988 989")]
    [InlineData("caisse_retraite", "971 972 973 974 975 976 977 978 984 986 987 988 989")]
    public void Every_departement_is_in_one_group_but_those_overseas(string ressort, string without) => Assert.Equal(
        without.Split(' '),
        Cog.Courant.Departements.Select(departement => departement.Code).Where(code => Groupements.Du(ressort, code) is null).Order(StringComparer.Ordinal));

    // 171 values of the pivot (one of them: none), 11 386 counters, each decided by a row.
    [Fact]
    [Trait("Category", "Corpus")]
    public void Every_counter_of_2020_is_accounted_for()
    {
        var statuts = Counters().Select(counter => PivotsComarquage.Trouver(Text(counter, "pivot"), Text(counter, "titre"), Text(counter, "type"))?.Statut ?? "?")
            .CountBy(statut => statut).ToDictionary();

        Assert.Equal(
            new Dictionary<string, int> { ["lieux"] = 4_808, ["hors_perimetre"] = 2_517, ["sans_lieu"] = 1_733, ["national"] = 1_013, ["centre_de_contact"] = 1_315 },
            statuts);
        var page = File.ReadAllText(Path.Combine(Depot.Racine, "docs/demarches.md"));
        Assert.All(statuts, statut => Assert.Contains(FormattableString.Invariant($"| `{statut.Key}` | {statut.Value / 1000} {statut.Value % 1000:000} |"), page, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Category", "Corpus")]
    public void Every_pivot_of_2020_has_its_own_row()
    {
        var pivots = Counters().Select(counter => Text(counter, "pivot")).OfType<string>().Distinct().ToList();

        Assert.Equal(170, pivots.Count);
        Assert.Empty(pivots.Except(PivotsComarquage.Regles.Where(regle => regle.Par == "pivot").Select(regle => regle.Valeur)));
    }

    private static List<JsonElement> Counters()
    {
        using var file = File.OpenRead(Path.Combine(Corpus.Dossier, "service-public/comarquage-ousadresser-2020.ndjson.gz"));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        List<JsonElement> counters = [];
        while (text.ReadLine() is { } line)
        {
            counters.Add(JsonElement.Parse(line));
        }

        Assert.Equal(11_386, counters.Count);
        return counters;
    }

    private static string? Text(JsonElement counter, string name) => Json.Member(counter, name) is { } value ? Json.Text(value) : null;
}
