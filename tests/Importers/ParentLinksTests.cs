using Maillage.Importers;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers;

/// <summary>Antennes and the lieux they belong to, whatever the order of the file.</summary>
public sealed class ParentLinksTests
{
    private const string ById = """
        identifiant: id
        correspondance: { nom: nom, commune: commune, code_postal: cp, lieu_parent: { identifiant: parent } }
        """;

    private const string ByGroup = """
        identifiant: id
        correspondance: { nom: nom, commune: commune, code_postal: cp, lieu_parent: { groupe: groupe, principal: { colonne: role, est: principal } } }
        """;

    [Theory]
    [InlineData("1,;2,1;3,2", "2>1 3>2")]
    [InlineData("3,2;2,1;1,", "2>1 3>2")]
    [InlineData("2,1;1,;3,99", "2>1")]
    [InlineData("1,2;2,1", "")]
    [InlineData("1,1", "")]
    [InlineData("A-1,;2,a-1", "2>A-1")]
    public async Task An_antenne_is_tied_by_the_id_of_its_parent(string rows, string expected)
    {
        var table = "id,nom,commune,cp,parent\n" + string.Concat(rows.Split(';').Select(row => row.Split(',') is [var id, var parent] ? $"{id},Lieu {id},Manosque,04100,{parent}\n" : ""));
        Assert.Equal(expected, await TiesAsync(ById, table));
    }

    [Theory]
    [InlineData("1,G,principal;2,G,antenne", "2>1")]
    [InlineData("2,G,antenne;1,G,principal", "2>1")]
    [InlineData("1,G,principal;3,G,principal;2,G,antenne", "")]
    [InlineData("1,G,principal;1,G,principal;2,G,antenne", "2>1")]
    [InlineData("1,,principal;2,,antenne", "")]
    public async Task An_antenne_is_tied_to_the_only_main_lieu_of_its_group(string rows, string expected)
    {
        var table = "id,nom,commune,cp,groupe,role\n" + string.Concat(rows.Split(';').Select(row => row.Split(',') is [var id, var group, var role] ? $"{id},Lieu {id},Manosque,04100,{group},{role}\n" : ""));
        Assert.Equal(expected, await TiesAsync(ByGroup, table));
    }

    [Fact]
    public async Task A_main_lieu_that_is_rejected_leaves_the_other_to_be_the_only_one() =>
        Assert.Equal("2>1", await TiesAsync(ByGroup, "id,nom,commune,cp,groupe,role\n1,Un,Manosque,04100,G,principal\n3,Trois,Nulle part,,G,principal\n2,Deux,Manosque,04100,G,antenne\n"));

    [Fact]
    public async Task A_parent_that_is_not_there_is_said_and_an_unchanged_file_changes_nothing()
    {
        await using var atelier = new Atelier();
        var source = Source(atelier, ById);
        const string table = "id,nom,commune,cp,parent\n1,Un,Manosque,04100,\n2,Deux,Manosque,04100,1\n3,Trois,Manosque,04100,99\n";
        var first = await ImportAsync(atelier, source, table);
        Assert.Equal(1, first.Issues["parent_introuvable"]);

        var again = await ImportAsync(atelier, source, table);
        Assert.Equal((3, 0), (again.Unchanged, again.Operations.Count));

        // The parent goes: its antenne is no longer tied to it; it comes back, and so does the tie.
        await ImportAsync(atelier, source with { SeuilBaisse = 100 }, "id,nom,commune,cp,parent\n2,Deux,Manosque,04100,1\n3,Trois,Manosque,04100,99\n");
        Assert.Equal("", Ties(await atelier.PublishedAsync()));
        await ImportAsync(atelier, source, table);
        Assert.Equal("Deux>Un", Ties(await atelier.PublishedAsync()));
    }

    [Fact]
    public async Task A_file_of_changes_keeps_the_parents_that_it_does_not_hold()
    {
        await using var atelier = new Atelier();
        var source = Source(atelier, ById) with { Complete = false };
        await ImportAsync(atelier, source, "id,nom,commune,cp,parent\n1,Un,Manosque,04100,\n2,Deux,Manosque,04100,1\n");
        await ImportAsync(atelier, source, "id,nom,commune,cp,parent\n2,Deux bis,Manosque,04100,1\n");
        Assert.Equal("Deux bis>Un", Ties(await atelier.PublishedAsync()));
    }

    private static async Task<string> TiesAsync(string mapping, string table)
    {
        await using var atelier = new Atelier();
        await ImportAsync(atelier, Source(atelier, mapping), table);
        return Ties(await atelier.PublishedAsync()).Replace("Lieu ", "", StringComparison.Ordinal).Replace("Deux", "2", StringComparison.Ordinal).Replace("Un", "1", StringComparison.Ordinal);
    }

    private static string Ties(IReadOnlyList<Lieu> lieux) =>
        string.Join(' ', lieux.Where(lieu => lieu.LieuParentId is not null).Select(lieu => $"{lieu.Nom}>{lieux.Single(parent => parent.Id == lieu.LieuParentId).Nom}"));

    private static SourceDeclaration Source(Atelier atelier, string mapping)
    {
        var file = Path.Combine(atelier.Folder, "essai.yaml");
        File.WriteAllText(file, "id: essai\nnom: E\nproducteur: E\nattribution: E\nlicence: etalab-2.0\nformat: csv\nfichier: annuaire.json\n" + mapping + "\n");
        var reading = SourceReader.ReadFile(file);
        Assert.Empty(reading.Problems);
        return Assert.Single(reading.Declarations);
    }

    private static Task<ImportReport> ImportAsync(Atelier atelier, SourceDeclaration source, string table) => atelier.ImportAsync(table, source: source);
}
