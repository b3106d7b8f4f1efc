using System.Reflection;
using System.Xml.Linq;
using Maillage.Tests.Support;

namespace Maillage.Tests;

/// <summary>The law of the house: <c>Schema ← Store ← Importers ← Api</c> and <c>Schema ← Catalogue ← Api</c>.</summary>
public sealed class DependencyLawTests
{
    [Theory]
    [InlineData("Schema", "")]
    [InlineData("Store", "Schema")]
    [InlineData("Importers", "Schema,Store")]
    [InlineData("Catalogue", "Schema")]
    [InlineData("Api", "Catalogue,Importers,Schema,Store")]
    public void A_project_knows_only_the_layers_below_it(string project, string allowed)
    {
        var used = Assembly.Load("Maillage." + project).GetReferencedAssemblies()
            .Select(reference => reference.Name ?? "")
            .Where(name => name.StartsWith("Maillage.", StringComparison.Ordinal))
            .Select(name => name["Maillage.".Length..]);

        Assert.Empty(used.Except(allowed.Split(',')));
    }

    [Theory]
    [InlineData("Schema", "CsvHelper,ExcelDataReader,FuzzySharp")]
    [InlineData("Store", "Dapper,Microsoft.Data.Sqlite,Npgsql,SQLitePCLRaw.bundle_e_sqlite3")]
    [InlineData("Importers", "FluentValidation,Polly.Core,SharpZipLib,YamlDotNet")]
    [InlineData("Catalogue", "NetTopologySuite")]
    [InlineData("Api", "FluentValidation,Spectre.Console,Swashbuckle.AspNetCore,System.CommandLine")]
    public void Only_the_store_knows_SQL_and_only_the_api_knows_HTTP(string project, string packages)
    {
        var declared = XDocument.Load(Path.Combine(Depot.Racine, "src", project, project + ".csproj"))
            .Descendants("PackageReference")
            .Select(reference => (string?)reference.Attribute("Include"));

        Assert.Equal(packages.Split(','), declared.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_program_fits_on_a_page()
    {
        Assert.True(File.ReadAllLines(Path.Combine(Depot.Racine, "src", "Api", "Program.cs")).Length <= 40);
    }

    [Fact]
    public void Every_public_type_of_the_contract_says_what_it_means()
    {
        var documentation = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Maillage.Schema.xml"));
        var documented = documentation.Descendants("member").Select(member => (string?)member.Attribute("name")).ToHashSet();
        var undocumented = Assembly.Load("Maillage.Schema").GetExportedTypes()
            .Where(type => !documented.Contains("T:" + type.FullName?.Replace('+', '.')));

        Assert.Empty(undocumented);
    }
}
