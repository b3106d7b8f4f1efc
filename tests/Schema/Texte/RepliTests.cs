using Maillage.Schema.Texte;

namespace Maillage.Tests.Schema.Texte;

public sealed class RepliTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("-'-", "")]
    [InlineData("manosque", "manosque")]
    [InlineData("Digne-les-Bains", "digne les bains")]
    [InlineData("  L'Hôtel-de-Ville (Œuvre) ", "l hotel de ville oeuvre")]
    [InlineData("L’Isle-d’Abeau", "l isle d abeau")]
    [InlineData("Vandœuvre-lès-Nancy", "vandoeuvre les nancy")]
    [InlineData("ŒUVRE ÆQUO", "oeuvre aequo")]
    [InlineData("ÉÈÊËÀÂÄÇÎÏÔÖÙÛÜŸÑ", "eeeeaaaciioouuuyn")]
    [InlineData("e\u0301te\u0301", "ete")]
    [InlineData("Straße Øre Łódź Đ", "strasse ore lodz d")]
    [InlineData("ǿǽ \u212B", "oae a")]
    [InlineData("İstanbul ı", "istanbul i")]
    [InlineData("Ṣẹ́", "se")]
    [InlineData("n° 12 bis, 3e", "n 12 bis 3e")]
    [InlineData("a\u00A0b\u202Fc\td\r\ne", "a b c d e")]
    [InlineData("point 📍 d'accueil", "point d accueil")]
    [InlineData("\uD800seul\uDC00", "seul")]
    [InlineData("Ελλάδα", "ελλάδα")]
    public void Folds_case_diacritics_ligatures_and_separators(string? text, string folded) =>
        Assert.Equal(folded, Repli.Plier(text));

    [Fact]
    public void Folding_twice_changes_nothing_whatever_the_characters()
    {
        var random = new Random(4);
        for (var i = 0; i < 2_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(0x2200))]);
            var folded = Repli.Plier(text);
            Assert.Equal(folded, Repli.Plier(folded));
        }
    }

    [Fact]
    public void A_long_text_folds_as_a_short_one_does() =>
        Assert.Equal(string.Concat(Enumerable.Repeat("oe", 5_000)), Repli.Plier(new string('Œ', 5_000)));

    [Fact]
    public void A_folded_text_is_returned_without_a_copy()
    {
        var folded = new string("saint jurs");
        Assert.Same(folded, Repli.Plier(folded));
    }
}
