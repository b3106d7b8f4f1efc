using Maillage.Importers.Normalise;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Normalise;

/// <summary>Phones, e-mails, web addresses: the anomalies of the annuaire of 2017 and of partner files.</summary>
public sealed class ContactNormaliserTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("   ", null, null)]
    [InlineData("04 92 30 52 00", null, "+33492305200")]
    [InlineData("05.56.12.34.56", null, "+33556123456")]
    [InlineData("05\u00A056\u202F12 34 56", null, "+33556123456")]
    [InlineData("+33 4 26 37 73 00", null, "+33426377300")]
    [InlineData("+33 (0)4 92 30 52 00", null, "+33492305200")]
    [InlineData("0033 4 92 30 52 00", null, "+33492305200")]
    [InlineData("+330492305200", null, "+33492305200")]
    [InlineData("+32 470 12 34 56", null, "+32470123456")]
    [InlineData("3646", null, "3646")]
    [InlineData("115", null, "115")]
    [InlineData("118218", null, "118218")]
    [InlineData("0590 41 00 00", "97105", "+590590410000")]
    [InlineData("0692 12 34 56", "97411", "+262692123456")]
    [InlineData("0269 61 12 34", "97608", "+262269611234")]
    [InlineData("44 57 28", "98818", "+687445728")]
    [InlineData("40 41 57 00", "98735", "+68940415700")]
    [InlineData("41 10 00", "97502", "+508411000")]
    public void A_number_takes_its_international_form_or_stays_short(string? raw, string? commune, string? expected)
    {
        var parsed = PhoneNormaliser.Parse(raw, commune);
        Assert.Equal(expected, parsed.Value?.Number);
        Assert.Null(parsed.Value?.Note);
        Assert.Null(parsed.Issue);
    }

    [Theory]
    [InlineData("04 92 30 52 00 / 04 92 30 52 01", "+33492305200", "04 92 30 52 01")]
    [InlineData("3646 (0,06 € la minute)", "3646", "(0,06 € la minute)")]
    [InlineData("Accueil : 04 92 30 52 00", "+33492305200", "Accueil")]
    [InlineData("04 92 30 52 00\r\nposte\u00A012", "+33492305200", "poste 12")]
    public void What_stands_beside_a_number_is_its_note(string raw, string number, string note)
    {
        var parsed = PhoneNormaliser.Parse(raw, "04070");
        Assert.Equal((number, note), (parsed.Value?.Number, parsed.Value?.Note));
        Assert.Equal("telephones_multiples", parsed.Issue?.Code.Code);
    }

    [Theory]
    [InlineData("voir site")]
    [InlineData("0492")]
    [InlineData("00 00 00 00 00")]
    [InlineData("+")]
    [InlineData("()")]
    [InlineData("٠٤٩٢٣٠٥٢٠٠")]
    [InlineData("04 92 30 52")]
    [InlineData("+33 4 92 30")]
    public void What_is_no_number_is_refused(string raw)
    {
        var parsed = PhoneNormaliser.Parse(raw, "04070");
        Assert.False(parsed.HasValue);
        Assert.Equal("telephone_invalide", parsed.Issue?.Code.Code);
    }

    [Fact]
    public void Any_text_gives_a_number_that_the_schema_accepts_or_none() =>
        Loi.Tient(Arbitraires.TexteBrut, raw =>
        {
            foreach (var commune in new[] { null, "04070", "98818", "97105" })
            {
                if (PhoneNormaliser.Parse(raw, commune).Value is { } phone)
                {
                    Accepted("telephone", phone.Number);
                    Assert.DoesNotContain(phone.Note ?? "", char.IsControl);
                    Assert.DoesNotContain(phone.Note ?? "", c => c is '\uFFFD' or '\uFFFE');
                }
            }
        }, essais: 2000);

    [Theory]
    [InlineData("mairie@example.fr", "mairie@example.fr", "")]
    [InlineData(" a@example.fr;b@example.fr ", "a@example.fr b@example.fr", "")]
    [InlineData("a@example.fr, b@example.fr|c@example.fr\nd@example.fr\u00A0e@example.fr", "a@example.fr b@example.fr c@example.fr d@example.fr e@example.fr", "")]
    [InlineData("MailTo:l'o+x_y.z@sous-domaine.example.paris", "l'o+x_y.z@sous-domaine.example.paris", "")]
    [InlineData("jean.personne.masquee@example.fr", "", "")]
    [InlineData("mairie@", "", "courriel_invalide")]
    [InlineData("mairie.example.fr", "", "courriel_invalide")]
    [InlineData("a@b@example.fr", "", "courriel_invalide")]
    [InlineData("a..b@example.fr", "", "courriel_invalide")]
    [InlineData("a@exemple", "", "courriel_invalide")]
    [InlineData("é@example.fr", "", "courriel_invalide")]
    [InlineData("a@-example.fr", "", "courriel_invalide")]
    [InlineData("a@example.fr.", "a@example.fr", "")]
    [InlineData("contact@ville.gouv,fr", "", "courriel_invalide")]
    [InlineData("contactville.fr", "", "courriel_invalide")]
    public void Each_address_of_a_cell_is_kept_or_refused(string cell, string addresses, string issues)
    {
        var parsed = EmailNormaliser.ParseAll([cell]).ToList();
        Assert.Equal(addresses, string.Join(' ', parsed.Where(one => one.HasValue).Select(one => one.Value)));
        Assert.Equal(issues, string.Join(' ', parsed.Select(one => one.Issue?.Code.Code).OfType<string>()));
    }

    [Fact]
    public void Any_text_gives_addresses_or_issues()
    {
        Loi.Tient(Arbitraires.TexteBrut, raw => Assert.All(EmailNormaliser.ParseAll([raw, $"a@{raw}", $"{raw}@example.fr"]), Decided), essais: 1000);
        Assert.All(EmailNormaliser.ParseAll([new string('a', 100_000), "a@" + new string('a', 100_000), "a@" + string.Concat(Enumerable.Repeat("a-", 100_000))]), Decided);
    }

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
    [InlineData("néant", null, "url_invalide")]
    [InlineData("ftp://example.fr/", null, "url_invalide")]
    [InlineData("javascript:alert(1)", null, "url_invalide")]
    [InlineData("http://localhost/", null, "url_invalide")]
    [InlineData("http://192.168.0.1/", null, "url_invalide")]
    [InlineData("https://-.-/", null, "url_invalide")]
    [InlineData("https://example.fr\uFFFD/", null, "url_invalide")]
    [InlineData("https://user:secret@example.fr/", null, "url_invalide")]
    public void A_web_address_is_kept_repaired_or_refused(string? raw, string? expected, string? code)
    {
        var parsed = UrlNormaliser.Parse("site_web", raw);
        Assert.Equal(expected, parsed.Value);
        Assert.Equal(code, parsed.Issue?.Code.Code);
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
                    Assert.Equal(url, UrlNormaliser.Parse("site_web", url).Value);
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

    private static void Decided(Maillage.Schema.Parsing.Parsed<string> parsed)
    {
        if (parsed.HasValue)
        {
            Assert.Contains('@', parsed.Value ?? "");
        }
        else if (parsed.Issue is { } issue)
        {
            Assert.Equal("courriel_invalide", issue.Code.Code);
        }
    }

    private static void Accepted(string field, string value)
    {
        var rule = RecordShape.Of<Lieu>().Find(field)?.Rule ?? throw new ArgumentException(field);
        Assert.Null(FieldRules.Check(rule, value));
    }
}
