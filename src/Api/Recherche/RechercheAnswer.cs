using System.Text.Json;
using Maillage.Api.Http;
using Maillage.Catalogue;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Services;
using Maillage.Schema.Territoires;

namespace Maillage.Api.Recherche;

/// <summary>What completes what was typed, as JSON: of each, enough to be shown in a list and asked for.</summary>
internal sealed class RechercheAnswer(ListAnswer answer, IReadOnlyList<Commune> communes, IReadOnlyList<Found<Lieu>> lieux, IReadOnlyList<Found<Service>> services) : IResult
{
    private static readonly IReadOnlyList<Field<Lieu>> LieuFields = Fields<Lieu>("id", "nom", "types", "adresse", "code_postal", "commune", "code_insee", "latitude", "longitude");
    private static readonly IReadOnlyList<Field<Service>> ServiceFields = Fields<Service>("id", "nom", "type", "commune", "code_insee", "lieu_id");

    public Task ExecuteAsync(HttpContext context) => answer.SendAsync(context, Write);

    private void Write(Stream stream)
    {
        using var writer = new Utf8JsonWriter(stream, Json.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("version", answer.Version);
        writer.WriteStartArray("communes");
        foreach (var commune in communes)
        {
            Write(writer, commune);
        }

        writer.WriteEndArray();
        Write(writer, "lieux", lieux, LieuFields);
        Write(writer, "services", services, ServiceFields);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Commune commune)
    {
        writer.WriteStartObject();
        writer.WriteString("code_insee", commune.Code);
        writer.WriteString("nom", commune.Nom);
        writer.WriteStartArray("codes_postaux");
        foreach (var code in commune.CodesPostaux)
        {
            writer.WriteStringValue(code);
        }

        writer.WriteEndArray();
        writer.WriteString("code_departement", commune.CodeDepartement);
        writer.WriteString("departement", Cog.Courant.Departement(commune.CodeDepartement)?.Nom);
        WriteNumber(writer, "latitude", commune.Latitude);
        WriteNumber(writer, "longitude", commune.Longitude);
        writer.WriteEndObject();
    }

    private static void Write<TRecord>(Utf8JsonWriter writer, string name, IReadOnlyList<Found<TRecord>> found, IReadOnlyList<Field<TRecord>> fields)
        where TRecord : class
    {
        writer.WriteStartArray(name);
        foreach (var one in found)
        {
            RecordShape.Of<TRecord>().WriteObject(writer, one.Record, fields);
        }

        writer.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } known)
        {
            writer.WriteNumber(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static IReadOnlyList<Field<TRecord>> Fields<TRecord>(params IEnumerable<string> names)
        where TRecord : class => [.. names.Select(name => RecordShape.Of<TRecord>().Find(name) ?? throw new InvalidOperationException($"{typeof(TRecord)} has no field {name}."))];
}
