using Maillage.Importers.Normalise;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Normalise;

/// <summary>Phones, as the annuaire of 2017, its extracts of 2026 and partner files write them.</summary>
public sealed class PhoneNormaliserTests
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
    [InlineData("40 415 700", "98735", "+68940415700")]
    [InlineData("426700", "98818", "+687426700")]
    [InlineData("(687) 41 50 39", "98818", "+687415039")]
    [InlineData("+681 722 715", "98613", "+681722715")]
    [InlineData("+508410560", "97502", "+508410560")]
    [InlineData("+262 2 69 62 00 48", "97604", "+262269620048")]
    [InlineData("+2620262334565", "97411", "+262262334565")]
    [InlineData("+33 891 01 11 11", "10387", "+33891011111")]
    [InlineData("04.76..87.23.13", "38151", "+33476872313")]
    [InlineData("04-50-72-70-47", "74000", "+33450727047")]
    [InlineData("04.79.28.79.28.", "73065", "+33479287928")]
    [InlineData("(+33) 4 74 42 47 10", "01004", "+33474424710")]
    [InlineData("'+33 4 76 49 88 47", "38185", "+33476498847")]
    [InlineData("tél : 02 32 24 96 80", "27502", "+33232249680")]
    [InlineData("0 811 36 96 09", "06088", "+33811369609")]
    [InlineData("08 08 800 700", "84007", "+33808800700")]
    [InlineData("023 12 14 4 52", "14204", "+33231214452")]
    [InlineData("39 49", "49007", "3949")]
    [InlineData("30 39", "75056", "3039")]
    [InlineData("116 117", "75056", "116117")]
    [InlineData("17", "75056", "17")]
    [InlineData("NC", "75056", null)]
    [InlineData("()", "75056", null)]
    [InlineData("+", "13055", null)]
    public void A_number_takes_its_international_form_or_stays_short(string? raw, string? commune, string? expected)
    {
        var parsed = PhoneNormaliser.Parse(raw, commune);
        Assert.Equal(expected, parsed.Value?.Number);
        Assert.Null(parsed.Value?.Note);
        Assert.Null(parsed.Issue);
    }

    [Theory]
    // Nine digits: the spreadsheet of a partner ate the zero.
    [InlineData("475582913", "26362", "+33475582913", "telephone_zero_perdu")]
    [InlineData("3 86 33 34 23", "89206", "+33386333423", "telephone_zero_perdu")]
    [InlineData("596516732", "97230", "+596596516732", "telephone_zero_perdu")]
    // The plus of the country code is missing, or a zero took its place.
    [InlineData("33474424710", "01004", "+33474424710", "telephone_repare")]
    [InlineData("+0147985927", "93066", "+33147985927", "telephone_repare")]
    // The code of metropolitan France before a number of Martinique, the code of the Comoros before one of Mayotte.
    [InlineData("+33596354886", "97209", "+596596354886", "telephone_repare")]
    [InlineData("+269269619620", "97608", "+262269619620", "telephone_repare")]
    // A letter that touches the number.
    [InlineData("04 50 60 32 04S", "74000", "+33450603204", "telephone_repare")]
    public void A_number_that_can_only_be_one_is_repaired(string raw, string commune, string expected, string code)
    {
        var parsed = PhoneNormaliser.Parse(raw, commune);
        Assert.Equal((expected, null), (parsed.Value?.Number, parsed.Value?.Note));
        Assert.Equal((code, expected), (parsed.Issue?.Code.Code, parsed.Issue?.Suggestion));
    }

    [Theory]
    [InlineData("04 92 30 52 00 / 04 92 30 52 01", "+33492305200", "04 92 30 52 01")]
    [InlineData("04 67 21 31 30 ; 0 808 800 700", "+33467213130", "0 808 800 700")]
    [InlineData("0 808 800 700 ; 04 37 48 25 90", "+33808800700", "04 37 48 25 90")]
    [InlineData("04 93 06 60 93 04 93 06 56 56", "+33493066093", "04 93 06 56 56")]
    [InlineData("02 28 13 07 01 ; 02 28 13 07 07 ; 0 808 800 700", "+33228130701", "02 28 13 07 07 ; 0 808 800 700")]
    [InlineData("03 89 66 85 83 - 03 89 66 85 84 - Accueil : 03 89 66 85 85", "+33389668583", "03 89 66 85 84 - Accueil : 03 89 66 85 85")]
    [InlineData("04.76.21.29.09 et pour s'inscrire aux ateliers : 04.76.09.54.86", "+33476212909", "pour s'inscrire aux ateliers : 04.76.09.54.86")]
    public void The_first_of_several_numbers_is_published_and_the_others_are_its_note(string raw, string number, string note) =>
        Annotated(raw, number, note, "telephones_multiples");

    [Theory]
    [InlineData("3646 (0,06 € la minute)", "3646", "0,06 € la minute")]
    [InlineData("Accueil : 04 92 30 52 00", "+33492305200", "Accueil")]
    [InlineData("04 92 30 52 00\r\nposte\u00A012", "+33492305200", "poste 12")]
    [InlineData("0450950700 Poste 152", "+33450950700", "Poste 152")]
    [InlineData("05 96 68 62 02 (poste 311 et 153)", "+596596686202", "poste 311 et 153")]
    [InlineData("+33 2 48 68 33 57 (aux heures de permanence)", "+33248683357", "aux heures de permanence")]
    [InlineData("17 ou 112 (en cas d'urgence) ou 05 46 56 21 13", "+33546562113", "17 ou 112 (en cas d'urgence)")]
    [InlineData("sur rendez-vous à l’accueil de la mairie ou par téléphone au 04.76.71.44.73", "+33476714473", "sur rendez-vous à l'accueil de la mairie ou par téléphone")]
    [InlineData("01 53 71 53 20 Du lundi au vendredi de 13h30 à 16h30 :", "+33153715320", "Du lundi au vendredi de 13h30 à 16h30")]
    // Written twice, one digit too many the second time: not a second number.
    [InlineData("05 82 13 00 77 ; 05 82 13 00 77 85", "+33582130077", "05 82 13 00 77 85")]
    [InlineData("fax : 04 92 30 52 09 / 04 92 30 52 00", "+33492305200", "fax : 04 92 30 52 09")]
    public void What_stands_beside_a_number_is_its_note(string raw, string number, string note) => Annotated(raw, number, note, "telephone_annote");

    [Theory]
    [InlineData("voir site", null)]
    [InlineData("0492", null)]
    [InlineData("04", null)]
    [InlineData("+687", null)]
    [InlineData("00 00 00 00 00", null)]
    [InlineData("٠٤٩٢٣٠٥٢٠٠", null)]
    [InlineData("04 92 30 52", null)]
    [InlineData("+33 4 92 30", null)]
    [InlineData("+33 3 3 29 69 12 12", null)]
    [InlineData("056573432700", null)]
    [InlineData("40 70 30 85 00", null)]
    [InlineData("4,92305E+08", null)]
    [InlineData("fax : 04 92 30 52 09", null)]
    [InlineData("poste 3012", null)]
    [InlineData("contact@ville.fr", null)]
    // Six digits since 2014 (French Polynesia) and 1996 (La Réunion, Mayotte) reach nobody.
    [InlineData("+689 42 86 43", "+68940428643")]
    [InlineData("+262343510", "+262262343510")]
    [InlineData("+269662010", "+262269662010")]
    public void What_is_no_number_is_refused(string raw, string? suggestion)
    {
        var parsed = PhoneNormaliser.Parse(raw, "04070");
        Assert.False(parsed.HasValue);
        Assert.Equal(("telephone_invalide", suggestion), (parsed.Issue?.Code.Code, parsed.Issue?.Suggestion));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("98818")]
    public void Nine_digits_are_repaired_only_where_the_french_plan_holds(string? commune)
    {
        Assert.Equal("telephone_invalide", PhoneNormaliser.Parse("475582913", commune).Issue?.Code.Code);
    }

    [Fact]
    public void Any_text_gives_a_number_that_the_schema_accepts_and_that_reads_the_same_again() =>
        Loi.Tient(Arbitraires.TexteBrut, raw =>
        {
            foreach (var commune in new[] { null, "04070", "98818", "97105" })
            {
                if (PhoneNormaliser.Parse(raw, commune).Value is { } phone)
                {
                    Accepted("telephone", phone.Number);
                    Assert.DoesNotContain(phone.Note ?? "", char.IsControl);
                    Assert.DoesNotContain(phone.Note ?? "", c => c is '\uFFFD' or '\uFFFE');
                    var again = PhoneNormaliser.Parse(phone.Number, commune);
                    Assert.Equal((phone.Number, null, null), (again.Value?.Number, again.Value?.Note, again.Issue));
                }
            }
        }, essais: 2000);

    private static void Annotated(string raw, string number, string note, string code)
    {
        var parsed = PhoneNormaliser.Parse(raw, "04070");
        Assert.Equal((number, note), (parsed.Value?.Number, parsed.Value?.Note));
        Assert.Equal(code, parsed.Issue?.Code.Code);
    }

    private static void Accepted(string field, string value)
    {
        var rule = RecordShape.Of<Lieu>().Find(field)?.Rule ?? throw new ArgumentException(field);
        Assert.Null(FieldRules.Check(rule, value));
    }
}
