using System.Text;
using Maillage.Importers.Fetch;
using Maillage.Tests.Schema.Formats;

namespace Maillage.Tests.Importers.Officiels;

/// <summary>The XML of before 2022, a file a body.</summary>
public sealed class AnnuaireXmlTests
{
    [Fact]
    public void A_folder_of_bodies_gives_its_lieux()
    {
        var lieux = Officiels.Lieux("annuaire-xml-v2", "afpa-02789-01.xml", "direccte_ut-01053-01.xml", "carsat-34172-01.xml");

        var afpa = lieux["afpa-02789-01"];
        Assert.Equal(("02789", "1 avenue Pierre-Mendes-France", "3936", 49.8282345), (afpa.CodeInsee, afpa.Adresse, afpa.Telephone, afpa.Latitude));
        Assert.Equal("Mo-Th 07:30-11:30,12:30-16:30; Fr 07:30-11:30", afpa.Horaires);
        Assert.StartsWith("Numéro violet", afpa.TelephoneNote, StringComparison.Ordinal);
        var direccte = lieux["direccte_ut-01053-01"];
        Assert.Equal(["ddets"], direccte.Types);
        Assert.Equal(("34 avenue des Belges", "accessible"), (direccte.Adresse, direccte.AccessibilitePmr));
        Assert.Equal(new DateOnly(2017, 3, 31), direccte.DateMaj);
    }

    [Fact]
    public void The_address_of_the_editor_is_not_that_of_the_lieu()
    {
        var item = Assert.Single(Officiels.LireTexte("annuaire-xml-v2", """
            <Organisme id="mairie-04070-01" codeInsee="04070" pivotLocal="mairie"><Nom>Mairie</Nom><EditeurEMail>editeur@example.fr</EditeurEMail>
            <CoordonnéesNum><Email>mairie@example.fr</Email></CoordonnéesNum></Organisme>
            """));
        Assert.DoesNotContain("editeur@", item.Canonical, StringComparison.Ordinal);
        Assert.Contains("mairie@example.fr", item.Canonical, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"y\">]><Organisme id=\"a\"><Nom>&x;</Nom></Organisme>")]
    [InlineData("<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><Organisme id=\"a\"><Nom>&b;</Nom></Organisme>")]
    [InlineData("<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/a.dtd\"><Organisme id=\"a\"/>")]
    [InlineData("<Organisme id=\"a\"><Nom>")]
    [InlineData("<Organisme id=\"a\"><Nom></Organisme>")]
    [InlineData("<Organisme id=\"a\"/><Organisme id=\"b\"/>")]
    [InlineData("nom,commune")]
    [InlineData("")]
    public void An_entity_a_dtd_or_a_broken_file_is_refused(string text)
    {
        var alone = Officiels.LireTexte("annuaire-xml-v2", text);
        Assert.True(alone[^1].EndsTheFile);
        Assert.Equal("fichier_illisible", alone[^1].Failure?.Code.Code);

        // One of many: it is rejected, and the others are read.
        FetchedMember[] members =
        [
            new("a.xml", new MemoryStream(Encoding.UTF8.GetBytes(text))) { IsOneOfSeveral = true },
            new("b.xml", new MemoryStream("<Organisme id=\"z\"/>"u8.ToArray())) { IsOneOfSeveral = true },
        ];
        var items = Officiels.Format("annuaire-xml-v2").Read(members, LecteursSousTest.Declaration("annuaire-xml-v2")).ToList();
        Assert.Equal("fiche_illisible", items[^2].Failure?.Code.Code);
        Assert.Equal("z", items[^1].Id);
        Assert.Equal(items.Count, items.Select(item => item.Number).Distinct().Count());
    }

    [Fact]
    public void The_file_of_a_commune_holds_no_body_and_is_passed_over()
    {
        Assert.Empty(Officiels.LireTexte("annuaire-xml-v2", """<Commune codeInsee="04070"><Nom>Digne</Nom><TypeOrganisme pivotLocal="mairie"><Organisme id="mairie-04070-01"/></TypeOrganisme></Commune>"""));
        Assert.Equal("fichier_sans_liste", Assert.Single(Officiels.LireTexte("annuaire-xml-v2", "<html/>")).Failure?.Code.Code);
    }

    [Fact]
    public void Nesting_however_deep_is_no_stack_overflow()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 50_000));
        var ends = string.Concat(Enumerable.Repeat("</a>", 50_000));
        Assert.Equal("x", Assert.Single(Officiels.LireTexte("annuaire-xml-v2", $"<Organisme id=\"x\"><Nom>{deep}nom{ends}</Nom></Organisme>")).Id);
    }
}
