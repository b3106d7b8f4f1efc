using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Maillage.Api.Validation;
using Maillage.Importers.Validate;
using Maillage.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api.Validation;

public sealed class ReportTests
{
    private const string Strange = "id;nom;commune;code_postal;adresse;telephone;date_maj;<b>x</b>\n1;<script>alert(1)</script>;Digne-les-Bains;04000;;=1+1;hier;\n2;\"@Café \"\"du coin\"\"\";Digne-les-Bains;4000;1 rue;+1;2026-04-02;\n";

    [Fact]
    public void The_page_is_well_formed_and_fetches_nothing()
    {
        var html = HtmlReport.Write(Check(Strange), "<lieux>.csv");
        var page = new HtmlParser().ParseDocument(html);

        Assert.Equal("fr", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("<lieux>.csv", Assert.Single(page.QuerySelectorAll("h1")).TextContent);
        Assert.Empty(page.QuerySelectorAll("script, link, img, iframe, [src], [href], [onclick], [style]"));
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
        Assert.Contains("<script>alert(1)</script>", page.Body?.TextContent, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("th"), header => Assert.True(header.HasAttribute("scope")));
        Assert.All(page.QuerySelectorAll("table"), table => Assert.Single(table.QuerySelectorAll("tr").Select(row => row.Children.Length).Distinct()));
    }

    [Fact]
    public void The_page_begins_with_the_verdict_then_says_what_to_do_with_the_cell_and_the_right_form()
    {
        var page = new HtmlParser().ParseDocument(HtmlReport.Write(Check(Strange), "lieux.csv"));

        Assert.Equal("Votre fichier\u00A0: 2 lieux, dont 1 publiable après des réparations automatiques, 1 à corriger par une personne.", page.QuerySelector(".verdict")?.TextContent);
        Assert.Equal(["Les colonnes", "Par quoi commencer", "Reste à faire par une personne", "Réparé automatiquement", "Champ par champ", "Toutes les remarques"], page.QuerySelectorAll("h2").Select(title => title.TextContent));
        var row = Assert.Single(page.QuerySelectorAll("tr"), row => row.TextContent.StartsWith("cellule D3", StringComparison.Ordinal));
        Assert.Equal(["cellule D3", "code_postal", "réparé", "4000", "04000"], row.Children.Where((_, index) => index != 3).Select(cell => cell.TextContent));
    }

    [Fact]
    public void The_table_of_issues_computes_nothing_in_a_spreadsheet()
    {
        var csv = CsvReport.Write(Check(Strange));

        Assert.StartsWith("ligne,place,colonne,lettre,champ,code,effet,bloquant,probleme,valeur,proposition,regle\r\n", csv, StringComparison.Ordinal);
        Assert.Contains(",'=1+1,", csv, StringComparison.Ordinal);
        Assert.Contains(",'+1,", csv, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("+33", "'+33")]
    [InlineData("-1", "'-1")]
    [InlineData("@a", "'@a")]
    [InlineData("\ta", "'\ta")]
    [InlineData(" =1", "' =1")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void What_begins_as_a_formula_is_made_harmless(string? text, string? expected) => Assert.Equal(expected, SpreadsheetCell.Harmless(text));

    [Theory]
    [InlineData("+33492314387", "+33492314387")]
    [InlineData("-4.5", "-4.5")]
    [InlineData("-1+1", "-1+1")]
    [InlineData("=1", "'=1")]
    [InlineData("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0")]
    [InlineData("@a", "'@a")]
    public void A_number_is_left_as_it_is_in_files_for_spreadsheets(string text, string expected) => Assert.Equal(expected, SpreadsheetCell.HarmlessUnlessNumber(text));

    [Fact]
    public void The_json_adds_up()
    {
        var json = JsonNode.Parse(JsonReport.Write(Check(Strange), "lieux.csv"))!;

        Assert.False(json["valide"]!.GetValue<bool>());
        Assert.Equal((2, 0, 1, 1), (json["lieux"]!.GetValue<int>(), json["publiables_tels_quels"]!.GetValue<int>(), json["publiables_repares"]!.GetValue<int>(), json["a_corriger"]!.GetValue<int>()));
        Assert.Equal(json["nombre_remarques"]!.GetValue<int>(), json["remarques"]!.AsArray().Count);
        Assert.Equal(json["nombre_remarques"]!.GetValue<int>(), json["problemes"]!.AsArray().Sum(problem => problem!["nombre"]!.GetValue<int>()));
        Assert.Equal("H", json["colonnes"]![7]!["lettre"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("<html>", "Votre fichier ne peut pas être lu : le fichier est une page web (html ou xml), pas des données.")]
    [InlineData("id;nom\n", "Votre fichier ne contient aucun lieu.")]
    public void A_file_without_lieux_is_said_in_one_sentence(string text, string verdict)
    {
        var report = Check(text);
        Assert.Equal(verdict, ReportWords.Verdict(report));
        foreach (var format in ReportFormat.All)
        {
            Assert.NotEmpty(format.Write(report, "x"));
        }
    }

    [Fact]
    public async Task The_example_of_the_documentation_says_what_the_page_shows()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Depot.Racine, "docs", "valider.md"), TestContext.Current.CancellationToken);

        Assert.Equal(Block(page, "text"), TextReport.Write(Check(Block(page, "csv")), "lieux.csv"));
    }

    private static string Block(string page, string language)
    {
        var start = page.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static ValidationReport Check(string text) => Maillage.Importers.Validate.Validation.Run(
        new MemoryStream(Encoding.UTF8.GetBytes(text)), "mediation-numerique", new ValidationOptions { Today = new DateOnly(2026, 11, 22) }, TestContext.Current.CancellationToken);
}
