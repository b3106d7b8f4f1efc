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
    [InlineData("45000", "2023-03-15", "date_serie_tableur")]
    [InlineData("44927.5", "2023-01-01", "date_serie_tableur")]
    [InlineData("32000", null, "date_invalide")]
    [InlineData("99999", null, "date_invalide")]
    [InlineData("1672531200", "2023-01-01", "date_en_secondes")]
    [InlineData("1672531200000", "2023-01-01", "date_en_secondes")]
    [InlineData("0492305200", null, "date_invalide")]
    [InlineData("5/3/2021", "2021-03-05", null)]
    [InlineData("05.03.2021", "2021-03-05", null)]
    [InlineData("05/03/21", "2021-03-05", null)]
    [InlineData("05/03/99", "1999-03-05", null)]
    [InlineData("20210305", "2021-03-05", null)]
    [InlineData("12 mars 2021", "2021-03-12", null)]
    [InlineData("Vendredi 1er août 2025", "2025-08-01", null)]
    [InlineData("31 février 2021", null, "date_invalide")]
    [InlineData("01/2021", null, "date_invalide")]
    [InlineData("2021", null, "date_invalide")]
    // The day in France, whatever the zone the instant is written in.
    [InlineData("2023-05-11T22:30:00Z", "2023-05-12", null)]
    [InlineData("2023-12-11T22:30:00Z", "2023-12-11", null)]
    [InlineData("2023-05-11T23:30:00+02:00", "2023-05-11", null)]
    [InlineData("2023-05-11T23:30:00", "2023-05-11", null)]
    // The annuaire of 2017 has seven dates made of two.
    [InlineData("09 2013/10/2017 00:00:00", null, "date_invalide")]
    [InlineData("2017-07-10 2013-08-26", null, "date_invalide")]
    [InlineData("non renseigné", null, null)]
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
    [InlineData("21760400000000", null, "siret_arrondi")]
    [InlineData("2176040000000", null, "siret_arrondi")]
    [InlineData("4,34933E+13", null, "siret_arrondi")]
    [InlineData("434933123", null, "identifiant_entreprise")]
    [InlineData("434933124", null, "siret_invalide")]
    [InlineData("34106240403159/APE:8790B", "34106240403159", "siret_repare")]
    // A SIREN that begins with a zero, without it.
    [InlineData("0054901100001", null, "siret_invalide")]
    [InlineData("8323455900026", null, "siret_invalide")]
    [InlineData("306663717000248", null, "siret_invalide")]
    [InlineData("CAMARET-SUR-AIGUES", null, "siret_invalide")]
    [InlineData("non renseigné", null, null)]
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
    [InlineData("43493312300029", "04070", "43493312300029", null, null, "")]
    [InlineData("W131004321", "13001", null, "W131004321", null, "")]
    [InlineData("w131004321", "13001", null, "W131004321", null, "")]
    [InlineData("W 131.004.321", "13001", null, "W131004321", null, "")]
    [InlineData("0689330001", "98818", null, null, "0689330001", "")]
    [InlineData("068933001", "98818", null, null, "068933001", "")]
    // Six or seven digits are the enterprise: the establishment has three more, and the standard asks for nine.
    [InlineData("689330", "98818", null, null, null, "pivot_invalide")]
    [InlineData("0689330001", "04070", null, null, null, "pivot_invalide")]
    [InlineData("792272916", "04070", null, null, null, "identifiant_entreprise")]
    [InlineData("21760400000000", "76351", null, null, null, "siret_arrondi")]
    [InlineData("Bibliothèque de Dzoumogne", "97602", null, null, null, "pivot_invalide")]
    [InlineData("00000000000000", "04070", null, null, null, "")]
    [InlineData("0", "98818", null, null, null, "")]
    [InlineData(null, "04070", null, null, null, "")]
    public void A_pivot_is_one_of_three_identifiers(string? raw, string commune, string? siret, string? rna, string? ridet, string codes)
    {
        List<Issue> issues = [];
        Assert.Equal(new Identifiers(siret, rna, ridet), IdentifierNormaliser.Pivot(raw, commune, issues));
        Assert.Equal(codes, string.Join(' ', issues.Select(issue => issue.Code.Code)));
    }

    [Theory]
    [InlineData("Oui", true, "")]
    [InlineData(" OUI. ", true, "")]
    [InlineData("o", true, "")]
    [InlineData("X", true, "")]
    [InlineData("1", true, "")]
    [InlineData("VRAI", true, "")]
    [InlineData("true", true, "")]
    [InlineData("Non", false, "")]
    [InlineData("n", false, "")]
    [InlineData("0", false, "")]
    [InlineData("FAUX", false, "")]
    [InlineData("", null, "")]
    [InlineData("-", null, "")]
    [InlineData("Non renseigné", null, "")]
    // The answers of the lieux of Mulhouse: a yes that says more is not a yes.
    [InlineData("Oui, sur rendez-vous", null, "booleen_inconnu")]
    [InlineData("Oui, en libre accès pour les adhérents", null, "booleen_inconnu")]
    [InlineData("Espace numérique en construction", null, "booleen_inconnu")]
    public void Yes_and_no_are_read_as_people_write_them(string raw, bool? expected, string code)
    {
        var parsed = BooleanNormaliser.Parse("x", raw);
        Assert.Equal((expected, code), (parsed.HasValue ? parsed.Value : null, parsed.Issue?.Code.Code ?? ""));
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
    [InlineData("Gratuit,;payant.", "", "Gratuit")]
    [InlineData("« Gratuit »|payant.", "Gratuit|Payant", "")]
    [InlineData("<i class=\"\"fas\"\"></i> Gratuit", "Gratuit", "")]
    [InlineData("Gratuits", "", "Gratuit")]
    [InlineData("-|NC||,", "", "")]
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
            Assert.True(!date.HasValue || DateNormaliser.Parse("date_maj", date.Value.ToString("yyyy-MM-dd", null), Today) == Parsed.Ok(date.Value));
            Assert.True(IdentifierNormaliser.Siret(raw).Value is not { } siret || IdentifierNormaliser.Siret(siret) == Parsed.Ok(siret));
            var pivot = IdentifierNormaliser.Pivot(raw, "98818", issues);
            Assert.True(pivot.Siret is null or { Length: 14 } && pivot.Ridet is null or { Length: 9 or 10 });
            Assert.False(BooleanNormaliser.Parse("x", raw) is { HasValue: true, Issue: not null });
            Assert.All(VocabularyNormaliser.ParseAll("x", "frais_a_charge", [raw], issues), value => Assert.Contains(value, (string[])["Gratuit", "Payant", "Gratuit sous condition"]));
        }, essais: 1000);
}
