using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Maillage.Schema.Fields;

namespace Maillage.Importers.Map;

/// <summary>A record of the XML annuaire (v2), in the shape of the v4 JSON. What concerns the editor of the record (<c>EditeurEMail</c>) is not the lieu's.</summary>
internal static class AnnuaireXmlMap
{
    private static readonly Dictionary<string, string> AddressTypes = new() { ["postale"] = "Adresse postale" };

    public static string ToCanonical(XElement record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Json.WriterOptions))
        {
            writer.WriteStartObject();
            WriteList(writer, "adresse", record.Elements("Adresse"), WriteAddress);
            var numbers = record.Elements("CoordonnéesNum").Elements().ToLookup(element => element.Name.LocalName);
            WriteTexts(writer, "adresse_courriel", numbers["Email"]);
            Write(writer, "ancien_code_pivot", record.Attribute("id")?.Value);
            writer.WriteString("categorie", "SL");
            Write(writer, "code_insee_commune", record.Attribute("codeInsee")?.Value);
            Write(writer, "date_modification", record.Attribute("dateMiseAJour")?.Value);
            WriteTexts(writer, "formulaire_contact", numbers["Sve"]);
            Write(writer, "id", record.Attribute("id")?.Value);
            Write(writer, "information_complementaire", Text(record, "Commentaire"));
            Write(writer, "nom", Text(record, "Nom"));
            WriteList(writer, "pivot", [record], WritePivot);
            WriteList(writer, "plage_ouverture", record.Elements("Ouverture").Elements("PlageJ"), WriteDays);
            WriteList(writer, "site_internet", numbers["Url"], WriteSite);
            WriteList(writer, "telephone", numbers["Téléphone"], WritePhone);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteAddress(Utf8JsonWriter writer, XElement address)
    {
        Write(writer, "type_adresse", AddressTypes.GetValueOrDefault(address.Attribute("type")?.Value ?? "", "Adresse"));
        var (street, lines) = PostalLines.Sort([.. address.Elements("Ligne").Select(line => line.Value.Trim()).Where(line => line.Length > 0)]);
        Write(writer, "complement1", lines.ElementAtOrDefault(0));
        Write(writer, "complement2", lines.Count > 1 ? string.Join(", ", lines.Skip(1)) : null);
        Write(writer, "numero_voie", street);
        Write(writer, "code_postal", Text(address, "CodePostal"));
        Write(writer, "nom_commune", Text(address, "NomCommune"));
        var place = address.Element("Localisation");
        Write(writer, "longitude", Text(place, "Longitude"));
        Write(writer, "latitude", Text(place, "Latitude"));
        Write(writer, "accessibilite", address.Element("Accessibilité")?.Attribute("type")?.Value);
        Write(writer, "note_accessibilite", Text(address, "Accessibilité"));
    }

    private static void WritePivot(Utf8JsonWriter writer, XElement record)
    {
        Write(writer, "type_service_local", record.Attribute("pivotLocal")?.Value);
        Write(writer, "code_insee_commune", record.Attribute("codeInsee")?.Value);
    }

    private static void WriteDays(Utf8JsonWriter writer, XElement days)
    {
        Write(writer, "nom_jour_debut", days.Attribute("début")?.Value);
        Write(writer, "nom_jour_fin", days.Attribute("fin")?.Value);
        foreach (var (hours, rank) in days.Elements("PlageH").Take(2).Select((hours, rank) => (hours, rank + 1)))
        {
            Write(writer, $"valeur_heure_debut_{rank}", hours.Attribute("début")?.Value);
            Write(writer, $"valeur_heure_fin_{rank}", hours.Attribute("fin")?.Value);
        }

        Write(writer, "commentaire", Text(days, "Note"));
    }

    private static void WriteSite(Utf8JsonWriter writer, XElement site) => Write(writer, "valeur", site.Value);

    private static void WritePhone(Utf8JsonWriter writer, XElement phone)
    {
        Write(writer, "valeur", phone.Value);
        Write(writer, "description", phone.Attribute("coût")?.Value);
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<XElement> elements, Action<Utf8JsonWriter, XElement> write)
    {
        writer.WriteStartArray(name);
        foreach (var element in elements)
        {
            writer.WriteStartObject();
            write(writer, element);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<XElement> elements)
    {
        writer.WriteStartArray(name);
        foreach (var text in elements.Select(element => element.Value.Trim()).Where(text => text.Length > 0))
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            writer.WriteString(name, value.Trim());
        }
    }

    private static string? Text(XElement? parent, string name) => parent?.Element(name)?.Value;
}
