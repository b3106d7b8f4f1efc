using System.Text;
using Maillage.Importers.Normalise;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Normalise;

public sealed class TextNormaliserTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \t\r\n\u00A0\u2003", null)]
    [InlineData("\u200B\uFEFF\u00AD", null)]
    [InlineData("  Mairie   de\tDigne\r\n", "Mairie de Digne")]
    [InlineData("Mairie\u00A0-\u202FDigne", "Mairie - Digne")]
    [InlineData("Me\u0301diathe\u0300que", "Médiathèque")]
    [InlineData("coop\u00ADérative\u200B", "coopérative")]
    [InlineData("a\0b\u001Fc\u0085d", "a b c d")]
    [InlineData("👩\u200D👧 L’été « œuvre »", "👩\u200D👧 L’été « œuvre »")]
    public void Spaces_and_forms_of_characters_are_made_one(string? raw, string? expected)
    {
        var parsed = TextNormaliser.Parse("nom", raw);
        Assert.Equal(expected, parsed.HasValue ? parsed.Value : null);
        Assert.Null(parsed.Issue);
    }

    [Theory]
    [InlineData("M\uFFFDdiath\uFFFDque")]
    [InlineData("a\uD800b")]
    [InlineData("a\uDC00")]
    [InlineData("\uD83D")]
    [InlineData("\uDE00\uD83D")]
    [InlineData("a\uFFFEb")]
    public void A_text_whose_characters_were_destroyed_is_refused_and_quoted_without_them(string raw)
    {
        var parsed = TextNormaliser.Parse("nom", raw);
        Assert.False(parsed.HasValue);
        Assert.Equal("texte_corrompu", parsed.Issue?.Code.Code);
        Assert.DoesNotContain(parsed.Issue?.Value ?? "", char.IsSurrogate);
    }

    [Fact]
    public void Any_text_becomes_a_clean_text_or_an_issue_and_a_clean_text_stays_as_it_is() =>
        Loi.Tient(Arbitraires.TexteBrut, raw =>
        {
            var parsed = TextNormaliser.Parse("nom", raw);
            Assert.False(parsed is { HasValue: true, Issue: not null });
            if (parsed is { HasValue: true, Value: { } text })
            {
                Assert.True(text.IsNormalized(NormalizationForm.FormC));
                Assert.Equal(text.Trim(), text);
                Assert.DoesNotContain(text, char.IsControl);
                Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
                Assert.Equal(text, TextNormaliser.Parse("nom", text).Value);
            }
        }, essais: 1000);

    [Theory]
    [InlineData("court", 10, "court")]
    [InlineData("exactement", 10, "exactement")]
    [InlineData("un deux trois", 10, "un deux…")]
    [InlineData("un deux, trois", 10, "un deux…")]
    [InlineData("anticonstitutionnellement", 10, "anticonst…")]
    [InlineData("abcdefgh😀 suite", 10, "abcdefgh…")]
    public void A_long_text_is_cut_at_a_word(string text, int longest, string expected)
    {
        Assert.Equal(expected, TextNormaliser.CutAtWord(text, longest));
    }

    [Fact]
    public void A_cut_text_is_never_too_long_nor_ill_formed() =>
        Loi.Tient(Arbitraires.Texte, text =>
        {
            for (var longest = 4; longest < 12; longest++)
            {
                var cut = TextNormaliser.CutAtWord(text, longest);
                Assert.True(cut.Length <= longest);
                Assert.DoesNotContain("\uFFFD", Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut.Replace("\uFFFD", "", StringComparison.Ordinal))), StringComparison.Ordinal);
            }
        });
}
