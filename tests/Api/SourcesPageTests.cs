using Maillage.Api.Docs;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

/// <summary>The figures of the page on sources are those of the tree; MAILLAGE_ECRIRE=oui writes them there.</summary>
public sealed class SourcesPageTests
{
    [Fact]
    public async Task The_figures_of_the_page_on_sources_are_those_that_the_tests_on_the_corpus_keep() =>
        await Fichiers.SameAsTheTree("docs/sources.md", OfficialSourcesPage.Write(
            SourcesPage.Write(await Text("sources.md"), await Text("sources.csv"), await Text("accords.csv")), await Text("sources-officielles.csv")));

    [Fact]
    public void A_page_without_its_marks_is_not_overwritten() =>
        Assert.Throws<FormatException>(() => SourcesPage.Write("# Sources\n", "source,quoi,nombre\n", "source,champ,compares,identiques,expliques\n"));

    [Fact]
    public void A_page_without_the_marks_of_the_official_files_is_not_overwritten() =>
        Assert.Throws<FormatException>(() => OfficialSourcesPage.Write("# Sources\n", "fichier,lecture,quoi,nombre\n"));

    private static Task<string> Text(string name) => File.ReadAllTextAsync(Path.Combine(Depot.Racine, "docs", name), TestContext.Current.CancellationToken);
}
