using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Maillage.Api.Docs;

/// <summary>The schemas of the answers that are types of ours, made from these types: what is described is what is written.</summary>
internal static class OwnSchemas
{
    private static readonly JsonTypeInfo[] Types =
    [
        ApiJson.Default.ListeSources, ApiJson.Default.SourcePubliee, ApiJson.Default.LicencePubliee, ApiJson.Default.Execution,
        ApiJson.Default.Echec, ApiJson.Default.Anomalie, ApiJson.Default.Rejet,
        ApiJson.Default.ListeExports, ApiJson.Default.ExportPublie, ApiJson.Default.ListeAttributions, ApiJson.Default.AttributionPubliee,
        ApiJson.Default.TerritoirePublie, ApiJson.Default.TerritoireCite, ApiJson.Default.TerritoireContenu, ApiJson.Default.OffreDeLieux, ApiJson.Default.OffreDeServices, ApiJson.Default.Compte,
        ApiJson.Default.RapportPublie, ApiJson.Default.ColonneLue, ApiJson.Default.ChampCompte, ApiJson.Default.ProblemeCompte, ApiJson.Default.LigneACorriger, ApiJson.Default.RemarquePubliee,
        ApiJson.Default.EtatVivant, ApiJson.Default.EtatPret,
    ];

    /// <summary>Name of each type, and its schema.</summary>
    public static IEnumerable<(string Name, Func<JsonObject> Schema)> All => Types.Select(type => (type.Type.Name, (Func<JsonObject>)(() => Of(type))));

    private static JsonObject Of(JsonTypeInfo type) =>
        type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Complete }).AsObject();

    private static JsonNode Complete(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = context.TypeInfo.Type;
        var isOwn = Array.Exists(Types, own => own.Type == type);
        if (isOwn && context.Path.Length > 0)
        {
            schema = Reference(context, type);
        }
        else if (isOwn && schema is JsonObject whole)
        {
            // Every member is always there, except those that say that they are not.
            whole["required"] = new JsonArray([.. context.TypeInfo.Properties
                .Where(property => property.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: false) != true)
                .Select(property => (JsonNode)property.Name)]);
        }

        var description = context.PropertyInfo is { } member
            ? member.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false).OfType<DescriptionAttribute>().FirstOrDefault()?.Description
            : type.GetCustomAttribute<DescriptionAttribute>()?.Description;
        if (description is not null && schema is JsonObject described)
        {
            described["description"] = description;
        }

        return schema;
    }

    private static JsonObject Reference(JsonSchemaExporterContext context, Type type)
    {
        var reference = new JsonObject { ["$ref"] = $"#/components/schemas/{type.Name}" };
        return context.PropertyInfo is { IsGetNullable: true }
            ? new JsonObject { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) }
            : reference;
    }
}
