using System.Text;
using Maillage.Importers.Draft;
using Maillage.Importers.Sources;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Draft;

/// <summary>What is guessed of a table that nobody has explained.</summary>
public sealed class MappingDraftTests
{
    private const string Table = """
        Liste des lieux;;;;;;;;;;
        Code;Nom du lieu;Ville;CP;N°;Rue;geo;Tél;Mail;h_lundi;h_mardi;h_mercredi;Tarifs;Type;Prénom du référent
        A1;Médiathèque;Digne-les-Bains;04000;12;rue Nationale;44.09, 6.23;0492000001;a@example.fr;9h-12h;fermé;9h-12h;Gratuit;Médiathèque;Camille
        A2;Mairie;Sisteron;04200;1;place de l'Horloge;44.19, 5.94;0492000002;b@example.fr;9h-12h;9h-12h;fermé;Payant;Mairie;Camille
        A3;CCAS;Manosque;04100;3;rue Grande;43.83, 5.78;0492000003;c@example.fr;8h-12h;8h-12h;8h-12h;Gratuit;Centre communal d'action sociale;Camille
        """;

    [Fact]
    public void Columns_are_told_by_their_names_and_by_what_they_hold()
    {
        var draft = Draft(Table);

        Assert.Equal("CSV, séparateur « ; », UTF-8, en-tête ligne 2", draft.Description);
        Assert.Equal("Code", draft.IdColumn);
        Assert.Equal("departement-04", draft.Territory);
        Assert.Equal(
            [
                "nom: Nom du lieu", "commune: Ville", "code_postal: CP", "adresse: N°+Rue", "latitude: geo", "longitude: geo", "types: Type", "telephone: Tél",
                "courriels: Mail", "horaires.lundi: h_lundi", "horaires.mardi: h_mardi", "horaires.mercredi: h_mercredi", "frais_a_charge: Tarifs",
            ],
            draft.Fields.Select(field => $"{field.Field}: {string.Join('+', field.Columns)}"));
        Assert.Contains("Prénom du référent", draft.Unused.Select(column => column.Name));
    }

    [Fact]
    public void The_draft_is_a_declaration_that_loads()
    {
        var folder = Directory.CreateTempSubdirectory("maillage-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "lieux.csv"), Table);
            var declaration = Path.Combine(folder.FullName, "lieux.yaml");
            var yaml = DraftYaml.Write(Draft(Table), "lieux.csv");
            File.WriteAllText(declaration, yaml);

            // Whose data these are, and under which licence, no table says: it is not imported before a person has.
            Assert.Equal(
                ["la licence « à compléter » est inconnue", "« attribution » reste à compléter", "« producteur » reste à compléter"],
                SourceReader.ReadFile(declaration).Problems.Select(problem => problem.Message.Split(" :")[0].Split(" (")[0]).Order(StringComparer.Ordinal));
            Assert.Empty(SourceReader.ReadText(declaration, DraftYaml.Completed(yaml)).Problems);
            Assert.Contains("  commune: Ville  # 3 sur 3, ex. « Digne-les-Bains »\n", yaml, StringComparison.Ordinal);
            Assert.Contains("#   Prénom du référent : 3 sur 3 ; semble désigner des personnes, à ne pas publier\n", yaml, StringComparison.Ordinal);
            Assert.DoesNotContain("Camille", yaml, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("%PDF-1.7")]
    [InlineData("nom;ville\n")]
    public void What_is_no_table_is_refused(string text) => Assert.NotNull(MappingDraft.Of(new MemoryStream(Encoding.UTF8.GetBytes(text))).Issue);

    [Fact]
    public void Any_table_gives_a_declaration_that_can_be_read() => Loi.Tient(Arbitraires.TexteDePage, text =>
    {
        var cell = text.Replace("\"", "\"\"", StringComparison.Ordinal);
        if (MappingDraft.Of(new MemoryStream(Encoding.UTF8.GetBytes($"nom,\"{cell}\"\n\"{cell}\",1\n"))).Value is { } draft)
        {
            var file = Path.GetTempFileName();
            try
            {
                File.WriteAllText(file, DraftYaml.Write(draft, "a.csv").Replace("fichier: a.csv", "url: https://example.fr", StringComparison.Ordinal));
                Assert.DoesNotContain(SourceReader.ReadFile(file).Problems, problem => problem.Message.Contains("mal formé", StringComparison.Ordinal));
            }
            finally
            {
                File.Delete(file);
            }
        }
    });

    private static MappingDraft Draft(string text) =>
        MappingDraft.Of(new MemoryStream(Encoding.UTF8.GetBytes(text))).Value ?? throw new InvalidOperationException("no draft");
}
