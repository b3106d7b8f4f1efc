using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Maillage.Importers.Fetch;
using Maillage.Importers.Read;
using Maillage.Schema.Demarches;
using Maillage.Schema.Fields;
using Maillage.Schema.Parsing;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Read;

public sealed class ComarquageFormatTests
{
    private static readonly ComarquageFormat Format = new();

    [Fact]
    public void A_fiche_says_its_title_its_path_and_its_page()
    {
        var demarche = Exemple("F1703");

        Assert.Equal("Peut-on se rétracter après avoir signé un bail d'habitation ?", demarche.Titre);
        Assert.Equal(["particuliers"], demarche.Audience);
        Assert.Equal("Fiche Question-réponse", demarche.Type);
        Assert.Equal(("N19808", "Logement"), (demarche.ThemeId, demarche.Theme));
        Assert.Equal(["Logement", "Location immobilière : contrat de location (bail)"], demarche.Chemin.Select(etape => etape.Titre));
        Assert.Equal("https://www.service-public.fr/particuliers/vosdroits/F1703", demarche.Url);
        Assert.Equal(new DateOnly(2019, 3, 8), demarche.DateMaj);
        Assert.Equal(new DateOnly(2017, 4, 28), demarche.DateModificationImportante);
        Assert.Equal(
            "Service-public.gouv.fr – Direction de l'information légale et administrative (Premier ministre), fiche F1703 mise à jour le 08/03/2019",
            demarche.MentionSource);
        Assert.Equal([("adil", "adil"), ("mjd", "mjd|point_justice")], demarche.Guichets.Select(guichet => (guichet.Pivot, string.Join('|', guichet.Types))));
    }

    [Fact]
    public void A_counter_named_in_several_situations_is_said_once_with_all_of_them()
    {
        var demarche = Exemple("F601");

        Assert.Equal(["mairie", "infofamilles"], demarche.Guichets.Select(guichet => guichet.Pivot));
        Assert.Equal(["mairie|paris_mairie_arrondissement|paris_mairie", "pif"], demarche.Guichets.Select(guichet => string.Join('|', guichet.Types)));
        Assert.Equal(5, demarche.Guichets[0].Situations.Distinct().Count());
        Assert.All(demarche.Guichets[0].Situations, situation => Assert.NotEmpty(situation));
        Assert.Equal(["Outil de recherche", "Téléservice", "Téléservice"], demarche.ServicesEnLigne.Select(service => service.Type));
    }

    [Fact]
    public void A_contact_centre_is_no_counter()
    {
        var demarche = Exemple("F13158");

        Assert.Equal(["defenseur_droits"], demarche.Guichets.Select(guichet => guichet.Pivot));
        var centre = Assert.Single(demarche.CentresDeContact);
        Assert.StartsWith("Par téléphone (information générale) ; 09 69 39 00 00 ; Coût d'un appel local", centre.Coordonnees, StringComparison.Ordinal);
        Assert.InRange(centre.Coordonnees?.Length ?? 0, 100, 500);
    }

    [Fact]
    public void Every_fiche_of_the_sample_is_a_valid_demarche()
    {
        var items = Read([.. Directory.EnumerateFiles(Folder, "*.xml").Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)))]);

        Assert.Equal(28, items.Count);
        Assert.All(items, item => Assert.Null(item.Failure));
        Assert.All(items, item =>
        {
            List<Issue> issues = [];
            var demarche = Map(item, issues);
            Assert.Empty(FieldRules.Check(demarche));
            Assert.DoesNotContain(issues, issue => issue.Code.Severity is Severity.Refused or Severity.Fatal || issue.Code == IssueCodes.GuichetInconnu);
        });
    }

    // Version 3.4 changes the host and merges the volume of associations; the elements are the same.
    [Fact]
    public void Version_3_4_is_read_too()
    {
        var demarche = Map(Assert.Single(Read(("vosdroits/F1.xml", """
            <?xml version="1.0" encoding="UTF-8"?>
            <Publication xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ID="F1" type="Fiche d'information"
              xsi:noNamespaceSchemaLocation="../Schemas/3.4/Publication.xsd" spUrl="https://www.service-public.gouv.fr/particuliers/vosdroits/F1"
              dateDerniereModificationImportante="2026-01-05T00:00:00">
              <dc:title>Une démarche</dc:title><dc:contributor>DILA</dc:contributor><dc:date>modified 2026-03-01</dc:date>
              <Audience>Particuliers</Audience><Audience>Associations</Audience>
              <Texte><Chapitre><Titre><Paragraphe>Qui peut en bénéficier ?</Paragraphe></Titre><BlocCas><Cas><Titre>Vous habitez à Paris</Titre>
                <OuSAdresser ID="R1" type="Local personnalisé sur SP" sve="oui"><Titre>Mairie</Titre><PivotLocal> France_Services </PivotLocal><Complement>En cas d'aide</Complement></OuSAdresser>
              </Cas></BlocCas></Chapitre></Texte>
              <ServiceEnLigne ID="R2" type="Formulaire"><Titre>Un formulaire</Titre></ServiceEnLigne>
            </Publication>
            """u8.ToArray()))));

        Assert.Equal(["particuliers", "associations"], demarche.Audience);
        Assert.Equal(new DateOnly(2026, 1, 5), demarche.DateModificationImportante);
        var guichet = Assert.Single(demarche.Guichets);
        Assert.Equal(("France_Services", "En cas d'aide", (bool?)true), (guichet.Pivot, guichet.Complement, guichet.Sve));
        Assert.Equal(["france_services"], guichet.Types);
        Assert.Equal(["Qui peut en bénéficier ? > Vous habitez à Paris"], guichet.Situations);
        Assert.Equal("https://www.service-public.gouv.fr/particuliers/vosdroits/R2", Assert.Single(demarche.ServicesEnLigne).Url);
    }

    // 108 fiches of 2020 stand in both volumes, under one number: those, and those alone, have two subjects.
    [Theory]
    [InlineData("Professionnels", "Travail, Ressources humaines", "autre_volume")]
    [InlineData("Professionnels", "Ressources humaines", null)]
    [InlineData("Particuliers", "Travail, Ressources humaines", null)]
    public void A_fiche_of_two_volumes_is_published_from_that_of_the_particuliers(string volume, string subject, string? reason)
    {
        var item = Assert.Single(Read(("F171.xml", Encoding.UTF8.GetBytes(
            $"<Publication xmlns:dc=\"http://purl.org/dc/elements/1.1/\" ID=\"F171\"><dc:title>T</dc:title><dc:subject>{subject}</dc:subject>"
            + $"<FilDAriane><Niveau ID=\"{volume}\">Accueil</Niveau></FilDAriane></Publication>"))));
        Assert.Equal(reason, Format.Map(item.Canonical, []).NonPubliee);
    }

    [Fact]
    public void A_fiche_that_does_not_say_its_page_is_at_that_of_its_audience() =>
        Assert.Equal("https://entreprendre.service-public.gouv.fr/vosdroits/F22884", Exemple("F22884").Url);

    [Fact]
    public void Themes_services_menus_and_what_else_the_archive_holds_are_left_aside()
    {
        var items = Read(("N19808.xml", Fiche("N19808")), ("R2.xml", Fiche("R2")), ("menu.xml", "?"u8.ToArray()), ("__MACOSX/._F1.xml", "?"u8.ToArray()), ("F1.xml", Fiche("F1")), ("F1.xml.txt", "?"u8.ToArray()));

        Assert.Equal("F1", Assert.Single(items).Id);
    }

    [Fact]
    public void A_broken_member_is_one_record_rejected_among_the_others()
    {
        var items = Read(("F1.xml", Fiche("F1")), ("F2.xml", Fiche("F2")[..^9]), ("F3.xml", []), ("F4.xml", "{}"u8.ToArray()), ("F5.xml", Fiche("F5")));

        Assert.Equal([(1, "F1"), (2, "F2"), (3, "F3"), (4, "F4"), (5, "F5")], items.Select(item => ((int)item.Number, item.Id ?? "")));
        Assert.Equal([null, "fiche_illisible", "fiche_illisible", "fiche_illisible", null], items.Select(item => item.Failure?.Code.Code));
        Assert.Equal("F2.xml, fiche", items[1].Place);
    }

    [Fact]
    public void What_is_called_a_fiche_and_is_not_one_is_rejected()
    {
        var items = Read(("F1.xml", "<ServiceComplementaire ID='R1'/>"u8.ToArray()), ("F2.xml", Fiche("N2")), ("F3.xml", Fiche("F1/../../x")));

        Assert.All(items, item => Assert.Equal(IssueCodes.EnregistrementInattendu, item.Failure?.Code));
        List<Issue> issues = [];
        Assert.Null(Format.Map(Assert.Single(Read(("F4.xml", "<Publication ID='F4'/>"u8.ToArray()))).Canonical, issues).Demarche);
        Assert.Equal(("titre", IssueCodes.ChampRequis), issues.Select(issue => (issue.Field, issue.Code)).Single());
    }

    [Fact]
    public void A_source_without_a_fiche_is_refused()
    {
        var item = Assert.Single(Read(("N1.xml", Fiche("N1"))));

        Assert.True(item.EndsTheFile);
        Assert.Equal(IssueCodes.FichierSansListe, item.Failure?.Code);
    }

    [Fact]
    public void A_broken_archive_ends_the_source()
    {
        var items = Format.Read([new FetchedMember("F1.xml", new MemoryStream(Fiche("F1"))) { IsOneOfSeveral = true }, new FetchedMember("F2.xml", new Cut()) { IsOneOfSeveral = true }], Source).ToList();

        Assert.Equal([null, IssueCodes.FichierTronque], items.Select(item => item.Failure?.Code));
        Assert.True(items[1].EndsTheFile);
    }

    // Ten levels of ten: 10^10 times the first entity, were it read.
    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public void An_entity_bomb_is_refused(string encoding)
    {
        var levels = string.Concat(Enumerable.Range(1, 10).Select(level => $"<!ENTITY e{level} \"{string.Concat(Enumerable.Repeat($"&e{level - 1};", 10))}\">"));
        var text = $"<?xml version=\"1.0\" encoding=\"{encoding}\"?><!DOCTYPE Publication [<!ENTITY e0 \"bombe\">{levels}]><Publication ID=\"F1\"><Titre>&e10;</Titre></Publication>";

        AssertRefused(IssueCodes.FicheIllisible, "DOCTYPE", [.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes(text)]);
    }

    [Theory]
    [InlineData("<!DOCTYPE Publication SYSTEM \"file:///etc/hostname\"><Publication ID=\"F1\"/>", "DOCTYPE")]
    [InlineData("<!DOCTYPE Publication [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><Publication ID=\"F1\"><Titre>&x;</Titre></Publication>", "DOCTYPE")]
    [InlineData("<Publication ID=\"F1\"><Titre>&x;</Titre></Publication>", "ligne 1")]
    [InlineData("<Publication ID=\"F1\"><Titre>&#0;</Titre></Publication>", "ligne 1")]
    [InlineData("<?xml version=\"1.0\" encoding=\"klingon\"?><Publication ID=\"F1\"/>", "ligne 1")]
    public void An_external_entity_is_never_opened(string xml, string said) => AssertRefused(IssueCodes.FicheIllisible, said, Encoding.UTF8.GetBytes(xml));

    [Fact]
    public void A_text_of_200_MB_is_refused_once_its_first_megabytes_are_read()
    {
        var given = 0;
        IEnumerable<string> Pieces()
        {
            yield return "<Publication ID=\"F1\"><Texte>";
            for (; given < 2_000; given++)
            {
                yield return new string('a', 100_000);
            }
        }

        using var endless = new FluxGenere(Pieces());
        var item = Assert.Single(Format.Read([new FetchedMember("F1.xml", endless)], Source));

        Assert.Equal(IssueCodes.FicheDemesuree, item.Failure?.Code);
        Assert.InRange(given, 40, 50);
    }

    [Fact]
    public void A_nesting_without_end_is_refused() =>
        AssertRefused(IssueCodes.FicheDemesuree, "", Encoding.UTF8.GetBytes($"<Publication ID=\"F1\">{string.Concat(Enumerable.Repeat("<a>", 300_000))}"));

    [Fact]
    public void A_nesting_inside_a_counter_is_refused_too() =>
        AssertRefused(IssueCodes.FicheDemesuree, "", Encoding.UTF8.GetBytes($"<Publication ID=\"F1\"><OuSAdresser><Titre>{string.Concat(Enumerable.Repeat("<a>", 200))}"));

    [Fact]
    public void Any_bytes_give_a_record_or_a_failure() => Prop.ForAll(Damaged().ToArbitrary(), bytes =>
    {
        var item = Assert.Single(Read(("F1.xml", bytes)));
        List<Issue> issues = [];
        Assert.True(item.Failure is not null || Format.Map(item.Canonical, issues).Demarche is not null || issues.Exists(issue => issue.IsFatal));
    }).QuickCheckThrowOnFailure();

    [Fact]
    [Trait("Category", "Corpus")]
    public void The_sample_says_what_the_whole_fiches_say()
    {
        var whole = Directory.EnumerateFiles(Path.Combine(Corpus.Dossier, "service-public/comarquage-3.3"), "F*.xml", SearchOption.AllDirectories).ToList();

        Assert.Equal(28, whole.Count);
        Assert.All(whole, file => Assert.Equal(Read((Path.GetFileName(file), File.ReadAllBytes(file)))[0], Read((Path.GetFileName(file), File.ReadAllBytes(Path.Combine(Folder, Path.GetFileName(file)))))[0]));
    }

    private static string Folder => Path.Combine(Depot.Racine, "data/exemple/demarches");

    private static Maillage.Importers.Sources.SourceDeclaration Source => LecteursSousTest.Declaration("comarquage");

    // A true fiche of which some bytes were changed or cut.
    private static Gen<byte[]> Damaged()
    {
        var fiche = File.ReadAllBytes(Path.Combine(Folder, "F1703.xml"));
        return from changes in Gen.Choose(0, fiche.Length - 1).Zip(Gen.Choose(0, 255)).ListOf(4)
               from end in Gen.Frequency((3, Gen.Constant(fiche.Length)), (1, Gen.Choose(0, fiche.Length)))
               select Change(fiche, changes, end);
    }

    private static byte[] Change(byte[] bytes, IEnumerable<(int Place, int Value)> changes, int end)
    {
        byte[] changed = [.. bytes];
        foreach (var (place, value) in changes)
        {
            changed[place] = (byte)value;
        }

        return changed[..end];
    }

    private static byte[] Fiche(string id) => Encoding.UTF8.GetBytes(
        $"<Publication xmlns:dc=\"http://purl.org/dc/elements/1.1/\" ID=\"{id}\"><dc:title>Titre de {id}</dc:title></Publication>");

    private static void AssertRefused(IssueCode code, string said, byte[] bytes)
    {
        var item = Assert.Single(Read(("F1.xml", bytes)));
        Assert.Equal((1, "F1", code), (item.Number, item.Id, item.Failure?.Code));
        Assert.StartsWith(said, item.Failure?.Value ?? "", StringComparison.Ordinal);
    }

    private static List<SourceItem> Read(params (string Name, byte[] Bytes)[] files) =>
        [.. Format.Read(files.Select(file => new FetchedMember(file.Name, new MemoryStream(file.Bytes)) { IsOneOfSeveral = true }), Source)];

    private static Demarche Exemple(string id) => Map(Read((id + ".xml", File.ReadAllBytes(Path.Combine(Folder, id + ".xml"))))[0]);

    private static Demarche Map(SourceItem item, List<Issue>? issues = null)
    {
        Assert.Null(item.Failure);
        var demarche = Format.Map(item.Canonical, issues ?? []).Demarche;
        Assert.NotNull(demarche);
        return demarche;
    }

    /// <summary>A stream whose archive stops in the middle.</summary>
    private sealed class Cut() : MemoryStream([])
    {
        public override int Read(Span<byte> buffer) => throw new EndOfStreamException();

        public override int Read(byte[] buffer, int offset, int count) => throw new EndOfStreamException();
    }
}
