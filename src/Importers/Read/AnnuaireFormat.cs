using Maillage.Importers.Fetch;
using Maillage.Importers.Map;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Read;

/// <summary>
/// The annuaire de l'administration of service-public.fr, v4 JSON, read one record at a time: the bulk file <c>{"service":[…]}</c>, the answers of the Opendatasoft API
/// <c>{"results":[…]}</c>, its exports (a bare array), one record alone, or one a line.
/// </summary>
internal sealed class AnnuaireFormat : ILieuFormat
{
    // The bulk file, the answers of the Opendatasoft API; its exports are a bare array.
    private static readonly string[] Lists = ["service", "results"];

    // What is kept of a record. Members that name individuals (affectation_personne) are not here, hence never stored.
    private static readonly string[] KeptMembers =
    [
        "adresse", "adresse_courriel", "ancien_code_pivot", "ancien_nom", "categorie", "code_insee_commune", "commentaire_plage_ouverture",
        "date_modification", "formulaire_contact", "hierarchie", "id", "information_complementaire", "mission", "nom", "partenaire",
        "partenaire_identifiant", "pivot", "plage_ouverture", "reseau_social", "service_disponible", "sigle", "siren", "siret", "site_internet",
        "statut_de_diffusion", "tchat", "telephone", "telephone_accessible", "url_service_public",
    ];

    public string Name => "annuaire-v4";

    public IEnumerable<SourceItem> Read(IEnumerable<FetchedMember> members, SourceDeclaration source) => members.ReadEach(member => Read(member.Content, source));

    private static IEnumerable<SourceItem> Read(Stream stream, SourceDeclaration source)
    {
        var canonical = new AnnuaireRecord(KeptMembers);
        return JsonRecords.Items(stream, Lists, "id", record => canonical.Item(record, source.Identifiant ?? "id"));
    }

    public RawLieu Map(string canonical, ICollection<Issue> issues) => AnnuaireMap.ToRawLieu(canonical);
}
