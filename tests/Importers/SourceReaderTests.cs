using Maillage.Importers.Sources;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers;

public sealed class SourceReaderTests
{
    private const string Whole = """
        id: essai
        nom: Essai
        producteur: Nous
        attribution: Nous, 2026
        licence: etalab-2.0
        format: annuaire-v4
        fichier: essai.json

        """;

    [Fact]
    public void The_sources_of_the_house_are_right()
    {
        var reading = SourceReader.ReadFolder(Path.Combine(Depot.Racine, "sources"));

        Assert.Empty(reading.Problems);
        // A fresh service calls nobody: what is active is the sample, and it is here.
        var active = reading.Declarations.Where(source => source.Actif).ToList();
        Assert.Equal(["annuaire-04", "exemple-demarches", "france-services-04", "hub-du-sud-04", "regionsud-04"], active.Select(source => source.Id));
        Assert.All(active, source => Assert.True(Path.Exists(source.CheminFichier)));
    }

    [Fact]
    public void What_a_declaration_says_of_its_fetching_is_read()
    {
        var file = Write(Whole.Replace("fichier: essai.json", "telechargement: https://exemple.fr/x.json?a=b\nmembre: x.json|y.json\npages: offset\njeton: JETON\nentete_jeton: \"Authorization: Api-Key {jeton}\"\nplanification: chaque lundi à 04:00\ncopies: 5\ntaille_max: 500 Mo", StringComparison.Ordinal));
        try
        {
            var keys = SourceReader.ReadFile(file).Declarations.Single().Fetch;

            Assert.Equal(
                ("https://exemple.fr/x.json?a=b", "x.json|y.json", "offset", "JETON", "Authorization: Api-Key {jeton}", "chaque lundi à 04:00", 5, 500_000_000L),
                (keys.Telechargement, keys.Membre, keys.Pages, keys.Jeton, keys.EnteteJeton, keys.Planification?.Text, keys.Copies, keys.TailleMax));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("licence: etalab-2.0", "licence: etalab-3.0", 5, "etalab-2.0")]
    [InlineData("format: annuaire-v4", "format: anuaire-v4", 6, "annuaire-v4")]
    [InlineData("nom: Essai", "nomm: Essai", 2, "« nom »")]
    [InlineData("nom: Essai", "nom: [a, b]", 2, "valeur simple")]
    [InlineData("id: essai", "id: Mon Essai", 1, "minuscules")]
    [InlineData("id: essai", "id: regle", 1, "réservé")]
    [InlineData("licence: etalab-2.0", "licence: ODbL-1.0", 0, "publier: non")]
    [InlineData("fichier: essai.json", "complete: peut-être", 7, "oui ou non")]
    [InlineData("fichier: essai.json", "seuil_baisse: beaucoup", 7, "pourcentage")]
    [InlineData("fichier: essai.json", "date_fichier: 13/11/2017", 7, "AAAA-MM-JJ")]
    [InlineData("fichier: essai.json", "territoire: 04", 0, "« fichier »")]
    [InlineData("fichier: essai.json", "centre_commune: parfois", 7, "oui ou non")]
    [InlineData("fichier: essai.json", "telechargement: exemple.fr/x.json", 7, "adresse complète")]
    [InlineData("fichier: essai.json", "telechargement: ftp://exemple.fr/x.json", 7, "adresse complète")]
    [InlineData("fichier: essai.json", "telechargement: https://moi:secret@exemple.fr/x.json", 7, "pas « exemple.fr/x.json »")]
    [InlineData("fichier: essai.json", "fichier: essai.json\ntelechargement: https://exemple.fr/x.json", 7, "gardez l'un des deux")]
    [InlineData("fichier: essai.json", "telechargement: https://exemple.fr/x.json\npages: pge", 8, "vouliez-vous dire « page »")]
    [InlineData("fichier: essai.json", "fichier: essai.json\npages: page", 8, "ne sert qu'avec « telechargement »")]
    [InlineData("fichier: essai.json", "telechargement: https://exemple.fr/x.json\njeton: abc-def", 8, "nom d'une variable d'environnement")]
    [InlineData("fichier: essai.json", "telechargement: http://exemple.fr/x.json\njeton: JETON", 7, "https")]
    [InlineData("fichier: essai.json", "telechargement: https://exemple.fr/x.json\nentete_jeton: \"Bearer {jeton}\"", 8, "Api-Key {jeton}")]
    [InlineData("fichier: essai.json", "telechargement: https://exemple.fr/x.json\nplanification: tous les jours", 8, "chaque jour à 05:30")]
    [InlineData("fichier: essai.json", "telechargement: https://exemple.fr/x.json\ntaille_max: 4 gigas", 8, "4 Go")]
    [InlineData("fichier: essai.json", "telechargement: https://exemple.fr/x.json\ntaille_max: 0 Go", 8, "4 Go")]
    [InlineData("fichier: essai.json", "telechargement: https://exemple.fr/x.json\ncopies: 0", 8, "de 1 à 100")]
    [InlineData("id: essai", "id: geocodeur", 1, "réservé")]
    [InlineData("id: essai", "id: cog", 1, "réservé")]
    [InlineData("nom: Essai", "nom: \"Essai", 2, "mal formé")]
    public void A_mistake_is_said_with_its_file_and_line(string right, string wrong, long line, string mentioned)
    {
        var file = Write(Whole.Replace(right, wrong, StringComparison.Ordinal));
        try
        {
            var reading = SourceReader.ReadFile(file);

            Assert.Empty(reading.Declarations);
            Assert.Contains(reading.Problems, problem =>
                problem.File == file && (line == 0 || problem.Line == line) && problem.Message.Contains(mentioned, StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Every_mistake_is_said_at_once()
    {
        var file = Write("id: essai\nformat: rien\ncouleur: bleu\n");
        try
        {
            Assert.True(SourceReader.ReadFile(file).Problems.Count >= 6);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a\n- b\n")]
    [InlineData("\0\0\0")]
    public void What_is_no_declaration_is_refused(string text)
    {
        var file = Write(text);
        try
        {
            Assert.NotEmpty(SourceReader.ReadFile(file).Problems);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Write(string text)
    {
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".yaml");
        File.WriteAllText(file, text);
        return file;
    }
}
