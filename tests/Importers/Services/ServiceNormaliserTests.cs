using Maillage.Importers.Derive;
using Maillage.Importers.Read;
using Maillage.Schema.Services;
using Maillage.Schema.Territoires;
using Maillage.Store;
using Maillage.Tests.Schema.Formats;

namespace Maillage.Tests.Importers.Services;

public sealed class ServiceNormaliserTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    public static TheoryData<string, string, string> Values => new()
    {
        { "\"types\":[\"information\",\"atelier\"]", "type", "atelier" },
        { "\"types\":[\"autonomie\"]", "type", "aide-materielle" },
        { "\"types\":[\"numerique\"]", "type", "" },
        { "\"type\":\"accompagnement\"", "type", "accompagnement" },
        { "\"profils\":[\"seniors-65\",\"retraites\"]", "publics", "seniors" },
        { "\"profils\":[\"seniors-65\",\"retraites\"]", "publics_precisions", "65 ans et plus ; Retraités" },
        { "\"profils\":[\"adultes\"]", "publics", "" },
        { "\"profils\":[\"adultes\"],\"profils_precisions\":\"Plus de 18 ans\"", "publics_precisions", "Adultes ; Plus de 18 ans" },
        { "\"profils\":[\"tous-publics\",\"femmes\"]", "publics", "tous-publics" },
        { "\"publics\":[\"femmes\",\"jeunes\"]", "publics", "femmes|jeunes" },
        { "\"frais\":[\"adhesion\"]", "frais", "payant" },
        { "\"frais\":[\"adhesion\"],\"frais_autres\":\"10 € par an\"", "frais_precisions", "Adhésion ; 10 € par an" },
        { "\"frais\":[\"gratuit-sous-conditions\",\"payant\"]", "frais", "gratuit" },
        { "\"frais\":\"payant\"", "frais", "payant" },
        { "\"modes_orientation_beneficiaire\":[\"se-presenter\",\"autre\"],\"modes_orientation_beneficiaire_autres\":\"Par courrier\"", "modes_mobilisation", "se-presenter" },
        { "\"modes_orientation_beneficiaire\":[\"autre\"],\"modes_orientation_beneficiaire_autres\":\"Par courrier\"", "mobilisation_precisions", "Par courrier" },
        { "\"modes_orientation_beneficiaire\":[\"telephoner\"],\"modes_orientation_accompagnateur\":[\"envoyer-un-mail\"]", "mobilisable_par", "usagers|professionnels" },
        { "\"modes_orientation_accompagnateur\":[\"completer-le-formulaire-dadhesion\"]", "modes_mobilisation", "utiliser-lien-mobilisation" },
        { "\"zone_diffusion_type\":\"departement\",\"zone_diffusion_code\":\"04\"", "zone_eligibilite", "04" },
        { "\"zone_diffusion_type\":\"region\",\"zone_diffusion_code\":\"93\"", "zone_eligibilite", "04|05|06|13|83|84" },
        { "\"zone_diffusion_type\":\"pays\"", "zone_eligibilite", "france" },
        { "\"zone_diffusion_type\":\"commune\",\"zone_diffusion_code\":\"04070\"", "zone_eligibilite", "04070" },
        { "\"zone_eligibilite\":[\"200067437\",\"99999\",\"xyz\"]", "zone_eligibilite", "200067437|99999" },
        { "\"zone_eligibilite\":[\"20\",\"69M\"]", "zone_eligibilite", "2A|2B|200046977" },
        { "\"contact_public\":0,\"telephone\":\"04 92 30 52 00\"", "telephone", "" },
        { "\"page_web\":\"www.exemple.fr/atelier\",\"prise_rdv\":\"pas d'adresse\"", "lien_mobilisation", "https://www.exemple.fr/atelier" },
        { "\"presentation_detail\":\"Le détail du service\",\"presentation_resume\":\"Court\"", "description", "Le détail du service" },
        { "\"pre_requis\":[\"Habiter la commune\"],\"justificatifs\":[\"Pièce d'identité\"]", "conditions_acces", "Habiter la commune ; Pièce d'identité" },
        { "\"telephone\":\"04 92 30 52 00\",\"contact_public\":true", "telephone", "+33492305200" },
        { "\"telephone\":\"04 92 30 52 00\",\"contact_public\":false", "telephone", "" },
        { "\"recurrence\":\"lundi de 9h à 12h\"", "horaires_accueil", "Mo 09:00-12:00" },
        { "\"commune\":\"Digne-les-Bains\",\"code_postal\":\"04000\"", "code_insee", "04070" },
        { "\"commune\":\"Nulle-Part\",\"code_postal\":\"99999\"", "code_insee", "" },
        { "\"nombre_semaines\":0", "nombre_semaines", "" },
        { "\"volume_horaire_hebdomadaire\":2.5", "volume_horaire_hebdomadaire", "2.5" },
        { "\"thematiques\":[\"numerique--acceder-a-du-materiel\"]", "thematiques", "numerique--acquerir-un-equipement" },
        { "\"contact_nom_prenom\":\"Camille Martin\"", "mobilisation_precisions", "" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_of_either_version_becomes_one_of_v1(string members, string field, string expected)
    {
        var derived = Derive($$"""{"id":"x","source":"dora","structure_id":"42","nom":"Atelier",{{members}}}""");

        var service = Assert.IsType<Service>(derived.Fiche);
        Assert.Equal(expected, Maillage.Schema.Fields.RecordShape.Of<Service>().Find(field)?.ToCell(service));
    }

    [Theory]
    [InlineData("""{"id":"17","source":"dora","structure_id":"42","nom":"Atelier"}""", "dora--17", "dora--42")]
    [InlineData("""{"id":"dora--17","source":"dora","structure_id":"dora--42","nom":"Atelier"}""", "dora--17", "dora--42")]
    [InlineData("""{"id":"dora--17","structure_id":"dora--42","nom":"Atelier"}""", "dora--17", "dora--42")]
    public void Both_versions_name_a_service_and_its_structure_alike(string record, string id, string structure)
    {
        var service = Assert.IsType<Service>(Derive(record).Fiche);

        Assert.Equal((id, structure, "dora"), (service.Id, service.StructureId, service.Source));
    }

    [Theory]
    [InlineData("""{"id":"17","source":"dora","structure_id":"42"}""", "nom_absent")]
    [InlineData("""{"id":"17","source":"dora","nom":"Atelier"}""", "champ_requis")]
    [InlineData("""{"id":"17","source":"dora","structure_id":"42","nom":"Atelier","zone_eligibilite":["99999999"]}""", "zone_illisible")]
    [InlineData("""{"id":"17","source":"dora","structure_id":"42","nom":"Atelier","zone_eligibilite":{"code":"04"}}""", "zone_illisible")]
    [InlineData("""{"id":"17","source":"dora","structure_id":"42","nom":"Atelier","zone_eligibilite":[{"code":"04"}]}""", "zone_illisible")]
    [InlineData("""{"id":"17","source":"dora","structure_id":"42","nom":"Atelier","zone_diffusion_type":"region","zone_diffusion_code":"99"}""", "zone_illisible")]
    public void What_is_no_service_is_rejected_by_name(string record, string reason)
    {
        var derived = Derive(record);

        Assert.Equal((RecordState.Rejete, reason), (derived.State, derived.Reason));
    }

    [Fact]
    public void The_person_to_contact_is_never_kept()
    {
        var item = Read("""{"id":"17","source":"dora","structure_id":"42","nom":"Atelier","contact_nom_prenom":"Camille Martin","publics":["femmes"]}""");

        Assert.Equal("""{"id":"17","nom":"Atelier","publics":["femmes"],"source":"dora","structure_id":"42"}""", item.Canonical);
    }

    [Theory]
    [InlineData("""{"items":[{"id":"1","source":"dora"},{"id":"2","source":"dora"}],"total":2}""", 2)]
    [InlineData("""[{"id":"1","source":"dora"}]""", 1)]
    public void Arrays_and_pages_are_read(string text, int count)
    {
        Assert.Equal(count, Items(text).Count(item => item.Failure is null));
    }

    private static Derived Derive(string record)
    {
        var item = Read(record);
        var source = LecteursSousTest.Declaration("data-inclusion-services");
        return Derivation.Of(source, SourceFormats.Of(source), Cog.Courant, Today).Derive(item.Id ?? "", item);
    }

    private static SourceItem Read(string record) => Assert.Single(Items("[" + record + "]"));

    private static List<SourceItem> Items(string text)
    {
        var source = LecteursSousTest.Declaration("data-inclusion-services");
        return [.. SourceFormats.Of(source).Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), source)];
    }
}
