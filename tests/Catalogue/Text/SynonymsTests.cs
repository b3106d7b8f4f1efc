using Maillage.Catalogue.Text;
using Maillage.Schema.Texte;

namespace Maillage.Tests.Catalogue.Text;

public sealed class SynonymsTests
{
    private static readonly IReadOnlyList<string[]> Rows = EmbeddedCsv.Rows("synonymes.csv", 3, typeof(Synonyms).Assembly);

    private static IEnumerable<string> Phrases => Rows.SelectMany(row => row[0].Split('|').Concat(row[1].Split('|', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void Every_phrase_is_written_folded() => Assert.All(Phrases, phrase => Assert.Equal(Repli.Plier(phrase), phrase));

    // Two phrases of the same words, less those that are never required and in the singular, are one.
    [Fact]
    public void No_phrase_is_in_two_rows_nor_empty()
    {
        var said = Synonyms.Current.All.Select(phrase => string.Join(' ', phrase.Words.Select(Tokens.Stem))).ToList();
        Assert.Equal(Phrases.Count(), said.Count);
        Assert.DoesNotContain("", said);
        Assert.Empty(said.CountBy(words => words).Where(pair => pair.Value > 1).Select(pair => pair.Key));
    }

    [Fact]
    public void Every_row_has_a_phrase_that_texts_have_and_says_why() =>
        Assert.All(Rows, row => Assert.True(row[0].Length > 0 && row[2].Length > 0 && row[0].Split('|').Length + row[1].Length > 1, string.Join(',', row)));

    // What is owed for the words of a phrase adds up in eight bits.
    [Fact]
    public void No_row_is_longer_than_a_search_can_bear()
    {
        Assert.All(Synonyms.Current.All, phrase => Assert.InRange(phrase.Words.Count, 1, 8));
        Assert.All(Synonyms.Current.All, phrase => Assert.InRange(Synonyms.Current.SameAs(phrase).Count, 1, 12));
    }

    [Theory]
    [InlineData("msap", "France services")]
    [InlineData("Maisons de service public", "France services")]
    [InlineData("France services", "Maison de services au public")]
    [InlineData("pole emploi", "France Travail - Gap")]
    [InlineData("anpe", "Pôle emploi - Gap")]
    [InlineData("poleemploi", "France Travail - Gap")]
    [InlineData("pole emplio", "France Travail - Gap")]
    [InlineData("caf", "Caisse d'allocations familiales")]
    [InlineData("secu", "Caisse primaire d'assurance maladie")]
    [InlineData("hotel de ville", "Mairie de Gap")]
    [InlineData("st etienne", "Saint-Étienne")]
    [InlineData("saint etienne", "ST ETIENNE")]
    [InlineData("bibliotheque", "Médiathèque")]
    [InlineData("point d'accès au droit", "Point-justice de Gap")]
    public void A_phrase_finds_what_is_called_otherwise(string text, string name) =>
        Assert.Equal(1, TextLawTests.Of([[new(TextField.Name, name)]]).Search(text)?.Count);

    [Theory]
    [InlineData("mairie", "CCAS, place de l'Hôtel-de-Ville")]
    [InlineData("caf", "CIAF")]
    [InlineData("mds", "MDA")]
    public void A_phrase_does_not_find_another(string text, string name) =>
        Assert.Equal(0, TextLawTests.Of([[new(TextField.Name, name)]]).Search(text)?.Count);
}
