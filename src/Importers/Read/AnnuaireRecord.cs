using System.Buffers;
using System.Text;
using System.Text.Json;
using Maillage.Schema.Fields;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Read;

/// <summary>
/// The canonical form of a record of the annuaire: that of the bulk file, whatever the record came in. The API writes each list as a text that holds JSON
/// (<c>"[{\"type_service_local\": …}]"</c>), or as bare values separated by « ; »: the same content gives the same form.
/// </summary>
internal sealed class AnnuaireRecord(IReadOnlyList<string> keptMembers)
{
    // The lists, and the member of an object that a bare text stands for; null: the list holds texts.
    private static readonly Dictionary<string, string?> Lists = new()
    {
        ["adresse"] = "numero_voie",
        ["adresse_courriel"] = null,
        ["ancien_nom"] = null,
        ["formulaire_contact"] = null,
        ["hierarchie"] = "service",
        ["pivot"] = "type_service_local",
        ["plage_ouverture"] = "commentaire",
        ["reseau_social"] = "valeur",
        ["site_internet"] = "valeur",
        ["tchat"] = "valeur",
        ["telephone"] = "valeur",
        ["telephone_accessible"] = "valeur",
    };

    // A name may hold a semicolon; these values cannot.
    private static readonly string[] SplitLists = ["adresse_courriel", "formulaire_contact", "telephone"];

    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 32 };

    private readonly ArrayBufferWriter<byte> buffer = new(16 * 1024);

    /// <summary>The record as an item, its place and its rank apart.</summary>
    public SourceItem Item(JsonElement record, string idMember)
    {
        List<Issue> issues = [];
        var id = Json.Member(record, idMember) is { } member ? Json.Text(member)?.Trim() : null;
        buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(buffer, Json.WriterOptions))
        {
            Write(writer, record, issues);
        }

        return new SourceItem(0, "", id, Encoding.UTF8.GetString(buffer.WrittenSpan)) { Issues = issues };
    }

    private void Write(Utf8JsonWriter writer, JsonElement record, List<Issue> issues)
    {
        writer.WriteStartObject();
        foreach (var name in keptMembers)
        {
            if (Json.Member(record, name) is not { } value || CanonicalJson.IsEmpty(value))
            {
                continue;
            }

            if (value.ValueKind is JsonValueKind.String or JsonValueKind.Object && Lists.TryGetValue(name, out var member))
            {
                WriteList(writer, name, value, member, issues);
                continue;
            }

            writer.WritePropertyName(name);
            CanonicalJson.Write(writer, value);
        }

        writer.WriteEndObject();
    }

    // null | object | text that holds JSON | bare text
    private static void WriteList(Utf8JsonWriter writer, string name, JsonElement value, string? member, List<Issue> issues)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            writer.WriteStartArray(name);
            CanonicalJson.Write(writer, value);
            writer.WriteEndArray();
            return;
        }

        var text = (Json.TextOrCorrupt(value) ?? "").Trim();
        if (text.StartsWith('[') || text.StartsWith('{'))
        {
            WriteJson(writer, name, text, issues);
            return;
        }

        var parts = SplitLists.Contains(name) ? text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [text];
        if (Array.TrueForAll(parts, string.IsNullOrEmpty))
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var part in parts)
        {
            WriteBare(writer, part, member);
        }

        writer.WriteEndArray();
    }

    private static void WriteJson(Utf8JsonWriter writer, string name, string text, List<Issue> issues)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Shallow);
            if (CanonicalJson.IsEmpty(document.RootElement))
            {
                return;
            }

            var isObject = document.RootElement.ValueKind == JsonValueKind.Object;
            writer.WritePropertyName(name);
            if (isObject)
            {
                writer.WriteStartArray();
            }

            CanonicalJson.Write(writer, document.RootElement);
            if (isObject)
            {
                writer.WriteEndArray();
            }
        }
        catch (JsonException)
        {
            // Cut, or never JSON: the member is left out by name, the rest of the record stands.
            issues.Add(new Issue(name, IssueCodes.TypeInvalide));
        }
    }

    private static void WriteBare(Utf8JsonWriter writer, string text, string? member)
    {
        if (member is null)
        {
            writer.WriteStringValue(text);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString(member, text);
        writer.WriteEndObject();
    }
}
