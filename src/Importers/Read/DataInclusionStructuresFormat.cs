using System.Text.Json;
using Maillage.Importers.Fetch;
using Maillage.Importers.Map.DataInclusion;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Read;

/// <summary>The structures of data·inclusion, v0 or v1: the files, or the pages of the API. Columns that its schemas do not have are not read.</summary>
internal sealed class DataInclusionStructuresFormat : ILieuFormat
{
    private static readonly string[] Lists = ["items", "structures", "data", "results"];

    // Both versions. A structure is no person; contact_nom_prenom, which services have, would not be kept either.
    private static readonly string[] KeptMembers =
    [
        "accessibilite", "accessibilite_lieu", "adresse", "antenne", "code_insee", "code_postal", "commune", "complement_adresse", "courriel", "date_maj", "description",
        "horaires_accueil", "horaires_ouverture", "id", "labels_autres", "labels_nationaux", "latitude", "lien_source", "longitude", "nom", "presentation_detail",
        "presentation_resume", "reseaux_porteurs", "rna", "siret", "site_web", "source", "telephone", "thematiques", "typologie",
    ];

    public string Name => "data-inclusion-structures";

    public IEnumerable<SourceItem> Read(IEnumerable<FetchedMember> members, SourceDeclaration source) =>
        members.ReadEach(member => JsonRecords.Items(member.Content, Lists, "id", Item));

    public RawLieu Map(string canonical, ICollection<Issue> issues) =>
        StructureMap.ToRawLieu(JsonSerializer.Deserialize(canonical, ImportersJson.Default.SortedDictionaryStringString) ?? [], issues);

    private static SourceItem Item(JsonElement record)
    {
        var cells = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in KeptMembers)
        {
            if (JsonRecords.Texts(record, name) is { Count: > 0 } texts)
            {
                cells[name] = string.Join('|', texts);
            }
        }

        // v1 writes source--id; an id of v0 is made the same, so that both name the same structure.
        return new SourceItem(0, "", GlobalId.Of(cells.GetValueOrDefault("source"), cells.GetValueOrDefault("id")), JsonSerializer.Serialize(cells, ImportersJson.Default.SortedDictionaryStringString));
    }
}
