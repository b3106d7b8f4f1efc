using Maillage.Importers.Normalise;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Normalise;

/// <summary>Web addresses, as the annuaire of 2017, its extracts of 2026 and partner files write them.</summary>
public sealed class UrlNormaliserTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("  ", null, null)]
    [InlineData("https://www.example.fr/a?b=c#d", "https://www.example.fr/a?b=c#d", null)]
    [InlineData("http://example.fr", "http://example.fr", null)]
    [InlineData(" http://example.fr ", "http://example.fr", null)]
    [InlineData("www.example.fr", "https://www.example.fr", "url_reparee")]
    [InlineData("example.fr/page", "https://example.fr/page", "url_reparee")]
    [InlineData("htttp://example.fr", "http://example.fr", "url_reparee")]
    [InlineData("htpp://example.fr", "http://example.fr", "url_reparee")]
    [InlineData("http:/example.fr", "http://example.fr", "url_reparee")]
    [InlineData("http//example.fr", "http://example.fr", "url_reparee")]
    [InlineData("https;//example.fr", "https://example.fr", "url_reparee")]
    [InlineData("http:// www.example.fr", "http://www.example.fr", "url_reparee")]
    [InlineData("HTTP://example.fr/A", "http://example.fr/A", "url_reparee")]
    [InlineData("https://www.préfet.fr/été", "https://www.xn--prfet-csa.fr/%C3%A9t%C3%A9", "url_reparee")]
    [InlineData("https://example.fr/a b|c", "https://example.fr/a%20b%7Cc", "url_reparee")]
    [InlineData("mairie@example.fr", null, "url_invalide")]
    [InlineData("ftp://example.fr/", null, "url_invalide")]
    [InlineData("javascript:alert(1)", null, "url_invalide")]
    [InlineData("http://localhost/", null, "url_invalide")]
    [InlineData("http://192.168.0.1/", null, "url_invalide")]
    [InlineData("https://-.-/", null, "url_invalide")]
    [InlineData("https://example.fr\uFFFD/", null, "texte_corrompu")]
    [InlineData("https://www.facebook.com/PACIBouche-du-Rh\uFFFDne/", null, "texte_corrompu")]
    [InlineData("NEANT", null, null)]
    [InlineData("http://", null, null)]
    [InlineData("http://www.", null, null)]
    [InlineData("ttps://twitter.com/slvfrance", "https://twitter.com/slvfrance", "url_reparee")]
    [InlineData("htttps://www.pouillon40.fr", "https://www.pouillon40.fr", "url_reparee")]
    [InlineData("http://https://isere.info-jeunes.fr/", "https://isere.info-jeunes.fr/", "url_reparee")]
    [InlineData("http://www.http://saint-nizier-de-fornas.fr", "http://saint-nizier-de-fornas.fr", "url_reparee")]
    [InlineData("http://www,saint-laurent-des-combes.fr", "http://www.saint-laurent-des-combes.fr", "url_reparee")]
    [InlineData("Https://Www.Facebook.Com/Deltalab.Infos/", "https://www.facebook.com/Deltalab.Infos/", "url_reparee")]
    [InlineData("http://www.pays-beaumedrobie.com.", "http://www.pays-beaumedrobie.com", "url_reparee")]
    [InlineData("https://www.mairie-vannes.fr/centre-communal-daction-sociale.", "https://www.mairie-vannes.fr/centre-communal-daction-sociale", "url_reparee")]
    [InlineData("https://www.boeschepe.fr/fr/information/75019/centre-communal-action-sociale-(ccas)", "https://www.boeschepe.fr/fr/information/75019/centre-communal-action-sociale-(ccas)", null)]
    // What a form left at the end of what it was given.
    [InlineData("https://www.csc-petitcolombes.com/w.", "https://www.csc-petitcolombes.com/", "url_reparee")]
    [InlineData("https://www.ville-behren.fr/ps://www.", "https://www.ville-behren.fr/", "url_reparee")]
    [InlineData("www.example.fr rubrique jeunesse", "https://www.example.fr", "url_reparee")]
    [InlineData("https://www.example.com/ma ville", null, "url_invalide")]
    [InlineData("http://example.fr/été page", null, "url_invalide")]
    [InlineData("https://example.fr/plan d'accès.pdf", "https://example.fr/plan%20d'acc%C3%A8s.pdf", "url_reparee")]
    [InlineData("<a href=\"https://example.fr/a?b=1&amp;c=2\" target=\"_blank\">Notre site</a>", "https://example.fr/a?b=1&c=2", "url_reparee")]
    [InlineData("https://example.fr\u00A0", "https://example.fr", null)]
    [InlineData("\u200Bhttps://example.fr", "https://example.fr", "url_reparee")]
    [InlineData("https://www.feracci.org/ (refonte en-cours)", "https://www.feracci.org/", "url_reparee")]
    // Domain and path joined: the annuaire of 2017 has a hundred of them.
    [InlineData("http://www.ac-amiens.frdsden02", "http://www.ac-amiens.fr/dsden02", "url_reparee")]
    [InlineData("http://www.correze.fractions-sociales-sante-et-familles/les-sites-de-proximite", "http://www.correze.fr/actions-sociales-sante-et-familles/les-sites-de-proximite", "url_reparee")]
    [InlineData("http://cs.fourchambault.free.frPIF.html", "http://cs.fourchambault.free.fr/PIF.html", "url_reparee")]
    [InlineData("http://www.france.com/", "http://www.france.com/", null)]
    [InlineData("http://pontfarcy.free", "http://pontfarcy.free", null)]
    [InlineData("http://www.feursenforez.", null, "url_invalide")]
    [InlineData("http://www.point-infofamille", null, "url_invalide")]
    [InlineData("http://csbrignais.centres-sociaux", null, "url_invalide")]
    [InlineData("http://www.federationpeche.net51", null, "url_invalide")]
    [InlineData("http://www.cdad-gard.justice.f/", null, "url_invalide")]
    [InlineData("http://mairie-vergezac:index", null, "url_invalide")]
    [InlineData("http://Info Jeunes Désertines PIJ", null, "url_invalide")]
    [InlineData("FB Mediatheque", null, "url_invalide")]
    [InlineData("Facebook : Bij VKPP", null, "url_invalide")]
    [InlineData("04.76.98.49.27", null, "url_invalide")]
    [InlineData("https://user:secret@example.fr/", null, "url_invalide")]
    public void A_web_address_is_kept_repaired_or_refused(string? raw, string? expected, string? code)
    {
        var parsed = UrlNormaliser.Parse("site_web", raw);
        Assert.Equal(expected, parsed.Value);
        Assert.Equal(code, parsed.Issue?.Code.Code);
    }

    [Theory]
    [InlineData("https://cdad18.fr/   et  https://www.mjd-vierzon.fr/", "https://cdad18.fr/ https://www.mjd-vierzon.fr/")]
    [InlineData("www.caf.fr et www.monenfant.fr", "https://www.caf.fr https://www.monenfant.fr")]
    [InlineData("https://www.siea.fr/ / https://sites.google.com/tactis.fr/siea-tida", "https://www.siea.fr/ https://sites.google.com/tactis.fr/siea-tida")]
    [InlineData("https://www.laquincaillerie.tl/|https://m.facebook.com/laquincaillerienumerique/", "https://www.laquincaillerie.tl/ https://m.facebook.com/laquincaillerienumerique/")]
    [InlineData("https://www.facebook.com/ProvinceSud.Pratique, https://www.tiktok.com/@provincesud?_t=8jo3ttY1eau&_r=1,", "https://www.facebook.com/ProvinceSud.Pratique https://www.tiktok.com/@provincesud?_t=8jo3ttY1eau&_r=1")]
    [InlineData("http:// www.cdad-2a.com", "http://www.cdad-2a.com")]
    [InlineData("http://www.ranville.fr/contact,0,0,10.html", "http://www.ranville.fr/contact,0,0,10.html")]
    public void Each_address_of_a_cell_is_read(string cell, string expected)
    {
        Assert.Equal(expected, string.Join(' ', UrlNormaliser.ParseAll("site_web", [cell]).Select(url => url.Value)));
    }

    [Theory]
    [InlineData("http://mairie@villemaury.fr", "mairie@villemaury.fr")]
    [InlineData("https://cdad-hauts-de-seine@justice.fr", "cdad-hauts-de-seine@justice.fr")]
    [InlineData("http://www.aix-en-othe@jimdo.com", null)]
    public void An_email_written_as_a_site_is_refused_with_the_address_probably_meant(string raw, string? suggestion)
    {
        var issue = UrlNormaliser.Parse("site_web", raw).Issue;
        Assert.Equal(("url_invalide", suggestion), (issue?.Code.Code, issue?.Suggestion));
    }

    [Fact]
    public void Any_text_gives_a_web_address_that_stays_as_it_is_or_none() =>
        Loi.Tient(Arbitraires.TexteBrut, raw =>
        {
            foreach (var text in new[] { raw, $"https://{raw}", $"https://example.fr/{raw}", $"www.{raw}.fr", $"http:{raw}" })
            {
                if (UrlNormaliser.Parse("site_web", text) is { HasValue: true, Value: { } url })
                {
                    Assert.True(url.All(char.IsAscii));
                    Assert.True(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.Contains('.'), url);
                    Assert.Equal(Maillage.Schema.Parsing.Parsed.Ok(url), UrlNormaliser.Parse("site_web", url));
                }
            }
        }, essais: 1000);

    [Theory]
    [InlineData("http:", "/")]
    [InlineData("http", "/ ")]
    [InlineData("http:", " ")]
    [InlineData("", "a.")]
    [InlineData("https://", "a-")]
    [InlineData("https://example.fr/", "é")]
    public void An_endless_web_address_is_refused_at_once(string start, string repeated)
    {
        // Quadratic matching would need hours here: the run itself is the check.
        var parsed = UrlNormaliser.Parse("site_web", start + string.Concat(Enumerable.Repeat(repeated, 1_000_000)));
        Assert.Equal("url_invalide", parsed.Issue?.Code.Code);
    }
}
