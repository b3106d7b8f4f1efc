using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Maillage.Importers.Check;
using Maillage.Importers.Normalise;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Normalise;

public sealed class LieuNormaliserTests
{
    private static readonly LieuNormaliser Normaliser = new(
        LecteursSousTest.Declaration("annuaire-v4") with { UrlModification = "https://example.fr/corriger?id={id}" }, Cog.Courant, new DateOnly(2026, 11, 22));

    private static readonly RawLieu Mairie = new() { Nom = " Mairie  de Digne ", CodeInsee = "04070" };

    [Fact]
    public void A_lieu_takes_its_territory_from_the_cog_and_names_its_source()
    {
        var (lieu, issues) = Normalise(Mairie);
        Assert.Empty(issues);
        Assert.Equal(
            ("Mairie de Digne", "Digne-les-Bains", "04070", "04000", "04", "93"),
            (lieu?.Nom, lieu?.Commune, lieu?.CodeInsee, lieu?.CodePostal, lieu?.CodeDepartement, lieu?.CodeRegion));
        Assert.Equal("https://example.fr/corriger?id=a%2Fb", Assert.Single(lieu?.Sources ?? []).UrlModification);
        Assert.Equal("essai", lieu?.Provenance["nom"]);
        Assert.False(lieu?.Provenance.ContainsKey("commune"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("\uFFFD")]
    public void A_lieu_without_name_is_rejected(string? nom)
    {
        var (lieu, issues) = Normalise(Mairie with { Nom = nom });
        Assert.Null(lieu);
        Assert.Equal("nom_absent", issues[^1].Code.Code);
    }

    [Fact]
    public void A_website_typed_as_an_email_is_a_website_and_several_phones_give_one_and_a_note()
    {
        var (lieu, _) = Normalise(Mairie with
        {
            Courriels = ["http://www.example.fr/contact", "a@example.fr"],
            Telephones = ["04 92 30 52 00", "04 92 30 52 01", "04 92 30 52 00"],
            TelephoneNote = "Appel gratuit",
        });
        Assert.Equal(["a@example.fr"], lieu?.Courriels);
        Assert.Equal(["http://www.example.fr/contact"], lieu?.SiteWeb);
        Assert.Equal("+33492305200", lieu?.Telephone);
        Assert.Equal("04 92 30 52 01 ; Appel gratuit", lieu?.TelephoneNote);
    }

    [Theory]
    // telephones, note → number, note: what the number says is not said twice
    [InlineData("04 92 30 52 00|04.92.30.52.00", "", "+33492305200", "")]
    [InlineData("04 92 30 52 00", "04 92 30 52 00", "+33492305200", "")]
    [InlineData("04 92 30 52 00", "05 65 59 20 47", "+33492305200", "05 65 59 20 47")]
    [InlineData("04 92 30 52 00 (accueil)|04 92 30 52 01 (secrétariat)", "", "+33492305200", "accueil ; 04 92 30 52 01 (secrétariat)")]
    [InlineData("voir site|3646", "Service payant", "3646", "Service payant")]
    [InlineData("", "Appel gratuit", null, "Appel gratuit")]
    public void A_phone_number_is_said_once(string phones, string written, string? number, string note)
    {
        var (lieu, _) = Normalise(Mairie with { Telephones = phones.Split('|', StringSplitOptions.RemoveEmptyEntries), TelephoneNote = written });
        Assert.Equal((number, note), (lieu?.Telephone, lieu?.TelephoneNote ?? ""));
    }

    [Fact]
    public void An_email_typed_as_a_website_is_an_email_and_case_makes_no_second_address()
    {
        var (lieu, issues) = Normalise(Mairie with
        {
            Courriels = ["contact@example.fr"],
            SiteWeb = [" mairie@bernay27.fr", "https://a.example.fr/, https://b.example.fr/", "Contact@Example.fr"],
        });
        Assert.Equal(["contact@example.fr", "mairie@bernay27.fr"], lieu?.Courriels);
        Assert.Equal(["https://a.example.fr/", "https://b.example.fr/"], lieu?.SiteWeb);
        Assert.Empty(issues);
    }

    [Theory]
    // A partner names its workshops after the commune and whoever runs them.
    [InlineData("Chéniers - Camille Martin", "Ateliers le lundi matin, par Camille Martin, à la mairie.", "Chéniers", "Ateliers le lundi matin, par [nom retiré], à la mairie.")]
    [InlineData("Ajain - Camille Martin - La Quincaillerie", "Ateliers le lundi, par Camille Martin.", "Ajain - La Quincaillerie", "Ateliers le lundi, par [nom retiré].")]
    [InlineData("Guéret - Camille Martin", "Ateliers le lundi, par camille martin, à la mairie.", "Guéret", "Ateliers le lundi, par [nom retiré], à la mairie.")]
    [InlineData("Aulon - Camillz Martin", "Ateliers le lundi, par Camille Martin.", "Aulon", "Ateliers le lundi, par [nom retiré].")]
    [InlineData("Bourganeuf - ", "Ateliers le lundi.", "Bourganeuf", "Ateliers le lundi.")]
    [InlineData("Espace - Marie Curie - Étage", "Ateliers par la mairie.", "Espace - Marie Curie - Étage", "Ateliers par la mairie.")]
    [InlineData("Assistante sociale Mme Martin", null, "Assistante sociale [nom retiré]", null)]
    // Nothing says that this person is alive: most such names are dedications.
    [InlineData("Médiathèque - Louise Michel", "Ateliers le lundi matin, par Camille Martin.", "Médiathèque - Louise Michel", "Ateliers le lundi matin, par [nom retiré].")]
    public void No_lieu_bears_the_name_of_who_works_there(string nom, string? detail, string expected, string? expectedDetail)
    {
        var (lieu, issues) = Normalise(Mairie with { Nom = nom, PresentationDetail = detail });
        Assert.Equal((expected, expectedDetail), (lieu?.Nom, lieu?.PresentationDetail));
        Assert.All(issues, issue => Assert.Equal(("personne_retiree", null), (issue.Code.Code, issue.Value)));
    }

    [Theory]
    [InlineData("43493312300029", "43493312300029", null, "43493312300029", "")]
    [InlineData("W041000123", null, "W041000123", "W041000123", "")]
    [InlineData("00000000000000", null, null, null, "")]
    [InlineData("21760400000000", null, null, null, "siret_arrondi")]
    [InlineData("1234567890", null, null, null, "pivot_invalide")]
    [InlineData("abc", null, null, null, "pivot_invalide")]
    public void A_pivot_is_a_siret_an_rna_or_a_ridet(string raw, string? siret, string? rna, string? pivot, string codes)
    {
        var (lieu, issues) = Normalise(Mairie with { Pivot = raw });
        Assert.Equal((siret, rna, pivot), (lieu?.Siret, lieu?.Rna, lieu?.Pivot));
        Assert.Equal(codes, string.Join(' ', issues.Select(issue => issue.Code.Code)));
    }

    [Fact]
    public void A_long_summary_is_cut_and_kept_whole_as_the_detail()
    {
        var summary = string.Join(' ', Enumerable.Repeat("accompagnement", 40));
        var (lieu, issues) = Normalise(Mairie with { PresentationResume = summary });
        Assert.InRange(lieu?.PresentationResume?.Length ?? 0, 200, 280);
        Assert.Equal(summary, lieu?.PresentationDetail);
        Assert.Equal("texte_trop_long", Assert.Single(issues).Code.Code);
    }

    [Theory]
    [InlineData("ACC", "accessible", 0)]
    [InlineData(" NAC", "non-accessible", 0)]
    [InlineData("DEM", "sur-demande", 0)]
    [InlineData("", null, 0)]
    [InlineData("OUI", null, 1)]
    public void The_accessibility_of_the_annuaire_is_translated(string raw, string? expected, int issues)
    {
        var (lieu, found) = Normalise(Mairie with { AccessibilitePmr = raw });
        Assert.Equal(expected, lieu?.AccessibilitePmr);
        Assert.Equal(issues, found.Count);
    }

    [Fact]
    public void Whatever_a_source_says_what_passes_the_check_is_what_the_schema_accepts() =>
        Loi.Tient(Raw(), raw =>
        {
            List<Issue> issues = [];
            if (Normaliser.Normalise("5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93", "a/b", raw, issues) is not { } lieu
                || LieuCheck.Apply(lieu, issues) is not { } kept)
            {
                Assert.Contains(issues, issue => issue.IsFatal);
                return;
            }

            Assert.Empty(FieldRules.Check(kept));
            Assert.Equal(kept.Latitude is null, kept.Longitude is null);
            var written = Write(kept);
            Assert.DoesNotContain("\uFFFD", written, StringComparison.Ordinal);
            Assert.All(RecordShape.Of<Lieu>().Fields.Where(field => !field.IsUnknown(kept)), field => Assert.DoesNotContain("", field.Texts(kept)));
        }, essais: 500);

    // Every property of a raw lieu takes any text, the name and the commune often being good.
    private static Gen<RawLieu> Raw()
    {
        var properties = typeof(RawLieu).GetProperties().Where(property => property.PropertyType == typeof(string)).ToArray();
        var lists = typeof(RawLieu).GetProperties().Where(property => property.PropertyType == typeof(IReadOnlyList<string>)).ToArray();
        return from texts in Gen.CollectToArray(properties, _ => Gen.OneOf(Gen.Constant<string?>(null), Arbitraires.TexteBrut.Select(text => (string?)text)))
               from several in Gen.CollectToArray(lists, _ => Arbitraires.TexteBrut.ArrayOf())
               from range in Arbitraires.TexteBrut.ArrayOf(5)
               from good in Gen.Elements(true, true, false)
               select Fill(texts, several, range, good);

        RawLieu Fill(string?[] texts, string[][] several, string[] range, bool good)
        {
            var raw = new RawLieu { PlagesOuverture = [new PlageOuverture("Lundi", range[0], [(range[1], range[2]), ("09:00", "12:00")], range[3]), new(range[4], "", [], range[0])] };
            foreach (var (property, value) in properties.Zip(texts))
            {
                if (value is not null)
                {
                    property.SetValue(raw, value);
                }
            }

            foreach (var (property, value) in lists.Zip(several))
            {
                property.SetValue(raw, value);
            }

            return good ? raw with { Nom = "Mairie", CodeInsee = "04070", CodePostal = null, Commune = null } : raw;
        }
    }

    private static (Lieu? Lieu, List<Issue> Issues) Normalise(RawLieu raw)
    {
        List<Issue> issues = [];
        return (Normaliser.Normalise("x", "a/b", raw, issues), issues);
    }

    private static string Write(Lieu lieu)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Json.WriterOptions))
        {
            RecordShape.Of<Lieu>().WriteCompact(writer, lieu);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
