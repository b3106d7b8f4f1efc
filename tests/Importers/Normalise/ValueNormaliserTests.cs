using Maillage.Importers.Normalise;
using Maillage.Schema.Parsing;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Normalise;

/// <summary>Dates, identifiers, closed lists.</summary>
public sealed class ValueNormaliserTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData("2017-11-13", "2017-11-13", null)]
    [InlineData(" 13/11/2017 ", "2017-11-13", null)]
    [InlineData("13/11/2017 00:00:00", "2017-11-13", null)]
    [InlineData("13/11/2017 08:30", "2017-11-13", null)]
    [InlineData("2023-05-11T10:20:30Z", "2023-05-11", null)]
    [InlineData("2023-05-11T10:20:30+02:00", "2023-05-11", null)]
    [InlineData("2023-05-11T10:20:30.123Z", "2023-05-11", null)]
    [InlineData("2023-05-11T10:20:30.1234567+02:00", "2023-05-11", null)]
    [InlineData("2023-05-11 10:20:30", "2023-05-11", null)]
    [InlineData("2024-02-29", "2024-02-29", null)]
    [InlineData("2026-11-22", "2026-11-22", null)]
    [InlineData(null, null, null)]
    [InlineData(" ", null, null)]
    [InlineData("1970-01-01", null, "date_inconnue")]
    [InlineData("01/01/1970", null, "date_inconnue")]
    [InlineData("1970-01-01T00:00:00.000Z", null, "date_inconnue")]
    [InlineData("1969-12-31T23:00:00Z", null, "date_inconnue")]
    [InlineData("2026-11-23", null, "date_future")]
    [InlineData("9999-12-31", null, "date_future")]
    [InlineData("1989-12-31", null, "date_invalide")]
    [InlineData("0001-01-01", null, "date_invalide")]
    [InlineData("0001-01-01T00:00:00+14:00", null, "date_invalide")]
    [InlineData("2023-02-29", null, "date_invalide")]
    [InlineData("11/13/2017", null, "date_invalide")]
    [InlineData("45000", null, "date_invalide")]
    [InlineData("hier", null, "date_invalide")]
    public void A_date_is_read_in_the_ways_sources_write_it(string? raw, string? expected, string? code)
    {
        var parsed = DateNormaliser.Parse("date_maj", raw, Today);
        Assert.Equal(expected, parsed.HasValue ? parsed.Value.ToString("yyyy-MM-dd", null) : null);
        Assert.Equal(code, parsed.Issue?.Code.Code);
    }

    [Theory]
    [InlineData("43493312300029", "43493312300029", null)]
    [InlineData("434 933 123 00029", "43493312300029", null)]
    [InlineData("434 933 123\u00A000029\r\n", "43493312300029", null)]
    [InlineData("35600000000048", "35600000000048", null)]
    [InlineData("35600000009075", "35600000009075", null)]
    [InlineData("35600000009076", null, "siret_invalide")]
    [InlineData("43493312300028", null, "siret_invalide")]
    [InlineData("21760400000000", null, "siret_invalide")]
    [InlineData("434933123", null, "siret_invalide")]
    [InlineData("4,34933E+13", null, "siret_invalide")]
    [InlineData("W041000123", null, "siret_invalide")]
    [InlineData("00000000000000", null, null)]
    [InlineData("0", null, null)]
    [InlineData("-", null, null)]
    [InlineData(null, null, null)]
    public void A_siret_is_checked(string? raw, string? expected, string? code)
    {
        var parsed = IdentifierNormaliser.Siret(raw);
        Assert.Equal(expected, parsed.Value);
        Assert.Equal(code, parsed.Issue?.Code.Code);
    }

    [Theory]
    [InlineData("W041000123", true)]
    [InlineData("W9R1000045", true)]
    [InlineData("w041000123", false)]
    [InlineData("W04100012", false)]
    [InlineData("W0410001234", false)]
    [InlineData("xW041000123", false)]
    [InlineData("W041000123\n", false)]
    [InlineData("", false)]
    public void An_rna_has_one_form(string text, bool expected)
    {
        Assert.Equal(expected, IdentifierNormaliser.IsRna(text));
    }

    [Theory]
    [InlineData("gratuit|GRATUIT", "Gratuit", "")]
    [InlineData("Gratuit  sous condition|payant", "Gratuit sous condition|Payant", "")]
    [InlineData("Gratui", "", "Gratuit")]
    [InlineData("Gratuit|xyz", "Gratuit", "?")]
    [InlineData("", "", "?")]
    public void Values_of_a_closed_list_are_recognised_once_each(string raw, string expected, string suggestions)
    {
        List<Issue> issues = [];
        var values = VocabularyNormaliser.ParseAll("frais_a_charge", "frais_a_charge", raw.Split('|'), issues);
        Assert.Equal(expected, string.Join('|', values));
        Assert.Equal(suggestions, string.Join('|', issues.Select(issue => issue.Suggestion ?? "?")));
        Assert.All(issues, issue => Assert.Equal("hors_vocabulaire", issue.Code.Code));
    }

    [Theory]
    [InlineData("modalites_acces", "Ce lieu n’accueille pas de public", "Ce lieu n'accueille pas de public")]
    [InlineData("dispositif_programmes_nationaux", "POINT D’ACCES NUMERIQUE CAF", "Point d'accès numérique CAF")]
    [InlineData("formations_labels", "Étapes numériques (La Poste)", "Étapes numériques(La Poste)")]
    [InlineData("types", "msap", "france_services")]
    public void A_value_is_recognised_whatever_its_apostrophes_accents_and_spaces(string list, string raw, string expected)
    {
        List<Issue> issues = [];
        Assert.Equal([expected], VocabularyNormaliser.ParseAll(list, list, [raw], issues));
        Assert.Empty(issues);
    }

    [Fact]
    public void No_text_makes_a_normaliser_throw() =>
        Loi.Tient(Arbitraires.TexteBrut, raw =>
        {
            List<Issue> issues = [];
            var date = DateNormaliser.Parse("date_maj", raw, Today);
            Assert.False(date is { HasValue: true, Issue: not null });
            Assert.True(IdentifierNormaliser.Siret(raw).Value is null or { Length: 14 });
            Assert.All(VocabularyNormaliser.ParseAll("x", "frais_a_charge", [raw], issues), value => Assert.Contains(value, (string[])["Gratuit", "Payant", "Gratuit sous condition"]));
        }, essais: 1000);
}
