using Maillage.Catalogue;
using Maillage.Schema.Demarches;
using Maillage.Schema.Publication;

namespace Maillage.Tests.Catalogue;

public sealed class DemarchesSearchTests
{
    private static readonly Snapshot Snapshot = Maillage.Catalogue.Snapshot.Empty.Apply(1, [.. new[]
    {
        Demarche("F1", "Carte nationale d'identité", "Papiers - Citoyenneté", "particuliers") with { Resume = "Pour voyager, voyez aussi le passeport." },
        Demarche("F2", "Passeport d'un majeur", "Papiers - Citoyenneté", "particuliers"),
        Demarche("F3", "Subvention d'une association", "Financement", "associations") with { Chemin = [new EtapeChemin { Id = "N21960", Titre = "Ressources financières" }] },
        Demarche("F4", "Aides à l'embauche", "Ressources humaines", "professionnels"),
    }.Select(demarche => new Delta(TypeEntite.Demarche, demarche.Id, demarche))]);

    [Theory]
    [InlineData("passeport", "F2 F1")]
    [InlineData("majeur PASSE", "F2")]
    [InlineData("passeprot", "F2 F1")]
    [InlineData("identite carte", "F1")]
    [InlineData("papiers", "F1 F2")]
    [InlineData("financieres", "F3")]
    [InlineData("port", "")]
    [InlineData(null, "F4 F1 F2 F3")]
    public void Words_are_found_in_the_title_the_theme_or_the_summary_and_titles_come_first(string? texte, string ids) =>
        Assert.Equal(ids, Ids(texte is null ? new ListQuery() : new ListQuery().With("q", new Words(texte))));

    [Fact]
    public void Filters_add_up()
    {
        Assert.Equal("F3", Ids(new ListQuery().With("audience", ["associations"])));
        Assert.Equal("F1 F2", Ids(new ListQuery().With("theme", Snapshot.Themes.Find("papiers  citoyennete"))));
        Assert.Equal("", Ids(new ListQuery().With("audience", ["associations"]).With("theme", Snapshot.Themes.Find("Ressources humaines"))));
    }

    [Fact]
    public void A_theme_is_known_by_its_id_or_its_title_and_so_is_a_dossier()
    {
        Assert.Equal(["N21960"], Snapshot.Themes.Find("n21960"));
        Assert.Equal(["N21960"], Snapshot.Themes.Find("Ressources financières"));
        Assert.Empty(Snapshot.Themes.Find("Ressources"));
        Assert.Equal(["Ressources financières", "Ressources humaines"], Snapshot.Themes.Nearest("ressources"));
        Assert.Contains("Financement", Snapshot.Themes.Nearest("Financemant"));
    }

    private static string Ids(ListQuery query) => string.Join(' ', Snapshot.Demarches.Run(query).Page(0, 100).Select(found => found.Record.Id));

    private static Demarche Demarche(string id, string titre, string theme, string audience) => new()
    {
        Id = id,
        Titre = titre,
        Audience = [audience],
        ThemeId = "N" + theme.Length,
        Theme = theme,
        Url = "https://www.example.fr/" + id,
        MentionSource = "Essai",
    };
}
