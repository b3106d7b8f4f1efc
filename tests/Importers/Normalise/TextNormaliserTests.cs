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
    [InlineData("👩\u200D👧 L’été « œuvre »", "👩\u200D👧 L'été « œuvre »")]
    [InlineData("Permanence d’information", "Permanence d'information")]
    [InlineData("la pratique d‘activités", "la pratique d'activités")]
    [InlineData("aujourd´hui, l`accueil, c\u02BChoad", "aujourd'hui, l'accueil, c'hoad")]
    [InlineData("l’« accueil », N’3", "l'« accueil », N'3")]
    [InlineData("8 grand ‘rue", "8 grand ‘rue")]
    [InlineData("dit ‘le Clos’ ou “le Pré”", "dit ‘le Clos’ ou “le Pré”")]
    [InlineData("Rue de l''Ecole", "Rue de l'Ecole")]
    [InlineData("''Le Clos''", "''Le Clos''")]
    [InlineData("quotient familial <600€", "quotient familial <600€")]
    [InlineData("QF < 750 e", "QF < 750 e")]
    [InlineData("=> moins de 25 ans -> gratuit", "=> moins de 25 ans -> gratuit")]
    [InlineData("Écrire à <contact@ville.fr>", "Écrire à <contact@ville.fr>")]
    [InlineData("Arts & Métiers ; R&D", "Arts & Métiers ; R&D")]
    [InlineData("MAIRIE DE DIGNE", "MAIRIE DE DIGNE")]
    public void Spaces_and_forms_of_characters_are_made_one(string? raw, string? expected)
    {
        var parsed = TextNormaliser.Parse("nom", raw);
        Assert.Equal(expected, parsed.HasValue ? parsed.Value : null);
        Assert.Null(parsed.Issue);
    }

    [Theory]
    [InlineData("-")]
    [InlineData("/")]
    [InlineData(" … ")]
    [InlineData("Néant")]
    [InlineData("N/A")]
    [InlineData("n.c.")]
    [InlineData("Non renseigné")]
    [InlineData("à définir")]
    [InlineData("null")]
    [InlineData("undefined")]
    [InlineData("XXX")]
    [InlineData("#N/A")]
    [InlineData("0")]
    [InlineData("<p>&nbsp;</p>")]
    public void What_people_write_to_say_nothing_is_nothing(string raw)
    {
        var parsed = TextNormaliser.Parse("adresse", raw);
        Assert.Equal((false, null), (parsed.HasValue, parsed.Issue));
    }

    [Theory]
    [InlineData("Non")]
    [InlineData("RAS")]
    [InlineData("CAF")]
    [InlineData("Médiathèque N/A")]
    [InlineData("M2K")]
    public void A_short_text_that_says_something_is_kept(string raw)
    {
        Assert.Equal(raw, TextNormaliser.Parse("nom", raw).Value);
    }

    [Theory]
    [InlineData("Mediatheque Elisabeth &amp; Roger Vailland", "Mediatheque Elisabeth & Roger Vailland", "html_retire")]
    [InlineData("Vendredi&nbsp;: 13h30 – 17h", "Vendredi : 13h30 – 17h", "html_retire")]
    [InlineData("L&#39;accueil d&rsquo;&eacute;t&eacute;", "L'accueil d'été", "html_retire")]
    [InlineData("Conseil départemental du Cantal</br>Hôtel du département</br>28 avenue Gambetta", "Conseil départemental du Cantal Hôtel du département 28 avenue Gambetta", "html_retire")]
    [InlineData("Disponible\n<ul>\n \t<li>5 postes internet</li>\n \t<li>1 scanner</li>\n</ul>", "Disponible. 5 postes internet. 1 scanner", "html_retire")]
    [InlineData("<p>Ouvert à tous.</p><p>Sur rendez-vous</p>", "Ouvert à tous. Sur rendez-vous", "html_retire")]
    [InlineData("<strong>Le Pij, c'est quoi ?</strong>\nLieu ressource", "Le Pij, c'est quoi ? Lieu ressource", "html_retire")]
    [InlineData("Accepte la <a href=\"\"https://carto.hinaura.fr/?Page\"\">charte</a>", "Accepte la charte", "html_retire")]
    [InlineData("&lt;b&gt;Gratuit&lt;/b&gt; si QF &lt; 750", "Gratuit si QF < 750", "html_retire")]
    [InlineData("R&amp;amp;D", "R&D", "html_retire")]
    [InlineData("avant<script>alert('x')</script> après<style>p { }</style><!-- rien -->", "avant après", "html_retire")]
    // UTF-8 read as Windows-1252: names of communes in the file of the France Services of 2022.
    [InlineData("Fresnes-LÃ©guillon", "Fresnes-Léguillon", "encodage_repare")]
    [InlineData("Trie-ChÃ¢teau", "Trie-Château", "encodage_repare")]
    [InlineData("Lâ€™Ã©tÃ© Â« ici Â» : 5 â‚¬", "L'été « ici » : 5 €", "encodage_repare")]
    [InlineData("Ã‰cole de lâ€™Å“uvre", "École de l'œuvre", "encodage_repare")]
    // Windows-1252 read as Latin-1.
    [InlineData("Association Départementale d\u0092Insertion Sante", "Association Départementale d'Insertion Sante", "encodage_repare")]
    [InlineData("Les restos du c\u009Cur de Routot", "Les restos du cœur de Routot", "encodage_repare")]
    [InlineData("Mairie de Saint-\u0090Étienne-sur-Reyssouze", "Mairie de Saint-Étienne-sur-Reyssouze", "encodage_repare")]
    public void Markup_and_mangled_encodings_are_taken_out(string raw, string expected, string code)
    {
        var parsed = TextNormaliser.Parse("presentation_detail", raw);
        Assert.Equal((expected, code), (parsed.Value, parsed.Issue?.Code.Code));
    }

    [Theory]
    // Nothing says that these were written otherwise.
    [InlineData("ÂGE, CHÂTEAU, SÃO")]
    [InlineData("Fresnes-LÃ©guillon et Château")]
    [InlineData("bâtiment Â")]
    public void A_text_that_may_have_been_meant_is_left_as_it_is(string raw)
    {
        var parsed = TextNormaliser.Parse("nom", raw);
        Assert.Equal((raw, null), (parsed.Value, parsed.Issue));
    }

    [Theory]
    [InlineData("M\uFFFDdiath\uFFFDque")]
    [InlineData("a\uD800b")]
    [InlineData("a\uDC00")]
    [InlineData("\uD83D")]
    [InlineData("\uDE00\uD83D")]
    [InlineData("a\uFFFEb")]
    [InlineData("a&#65533;b")]
    public void A_text_whose_characters_were_destroyed_is_refused_and_quoted_without_them(string raw)
    {
        var parsed = TextNormaliser.Parse("nom", raw);
        Assert.False(parsed.HasValue);
        Assert.Equal("texte_corrompu", parsed.Issue?.Code.Code);
        Assert.DoesNotContain(parsed.Issue?.Value ?? "", char.IsSurrogate);
    }

    [Fact]
    public void Any_text_becomes_a_clean_text_or_an_issue_and_a_clean_text_stays_as_it_is() =>
        Loi.Tient(Arbitraires.TexteDePage, raw =>
        {
            var parsed = TextNormaliser.Parse("nom", raw);
            if (parsed is { HasValue: true, Value: { } text })
            {
                Assert.True(text.IsNormalized(NormalizationForm.FormC));
                Assert.Equal(text.Trim(), text);
                Assert.DoesNotContain(text, char.IsControl);
                Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
                Assert.Equal(Maillage.Schema.Parsing.Parsed.Ok(text), TextNormaliser.Parse("nom", text));
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
