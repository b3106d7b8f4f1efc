using System.Buffers;
using System.Text;
using System.Text.Json;
using Maillage.Importers.Fetch;
using Maillage.Importers.Map;
using Maillage.Importers.Sources;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Read;

/// <summary>The annuaire de l'administration of service-public.fr, v4 JSON: <c>{"service":[…]}</c>, read one record at a time.</summary>
internal sealed class AnnuaireFormat : ILieuFormat
{
    private const string RecordsMember = "service";

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
        var idMember = source.Identifiant ?? "id";
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using var writer = new Utf8JsonWriter(buffer, Json.WriterOptions);
        using var elements = new JsonArrayReader(PeekedStream.Over(stream).AsUtf8(), [RecordsMember]);
        while (elements.MoveNext())
        {
            yield return Item(elements, idMember, buffer, writer);
        }

        if (elements.Failure is { } failure)
        {
            yield return new SourceItem(0, $"octet {elements.Position}, après {elements.Count} enregistrements", null, "", failure);
        }
    }

    public RawLieu Map(string canonical, ICollection<Issue> issues)
    {
        using var document = JsonDocument.Parse(canonical);
        return AnnuaireMap.ToRawLieu(document.RootElement);
    }

    private static SourceItem Item(JsonArrayReader elements, string idMember, ArrayBufferWriter<byte> buffer, Utf8JsonWriter writer)
    {
        var place = $"enregistrement {elements.Count}, octet {elements.Position}";
        var record = elements.Current;
        if (record.ValueKind != JsonValueKind.Object)
        {
            return new SourceItem(elements.Count, place, null, "", new Issue("*", IssueCodes.EnregistrementInattendu, Json.Raw(record)));
        }

        var id = Json.Member(record, idMember) is { } member ? Json.Text(member)?.Trim() : null;
        buffer.ResetWrittenCount();
        writer.Reset();
        WriteCanonical(writer, record);
        writer.Flush();
        return new SourceItem(elements.Count, place, id, Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void WriteCanonical(Utf8JsonWriter writer, JsonElement record)
    {
        writer.WriteStartObject();
        foreach (var name in KeptMembers)
        {
            if (Json.Member(record, name) is { } value && !IsEmpty(value))
            {
                writer.WritePropertyName(name);
                WriteValue(writer, value);
            }
        }

        writer.WriteEndObject();
    }

    // Empty members say nothing and are not kept. Members of members stay in the order of the source: sorting them would cost as much as
    // reading them, and should the order ever change, the records are derived anew and come out the same.
    private static void WriteValue(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    if (Json.NameOf(member) is { } name && !IsEmpty(member.Value))
                    {
                        writer.WritePropertyName(name);
                        WriteValue(writer, member.Value);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteValue(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(Json.TextOrCorrupt(value) ?? "");
                break;
        }
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => value.ValueEquals(""u8),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };
}
