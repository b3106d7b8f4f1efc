using System.Text.Json;
using Maillage.Api.Http;
using Maillage.Catalogue;
using Maillage.Schema.Demarches;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Territoires;

namespace Maillage.Api.Demarches;

/// <summary>The guichets of a démarche for a commune, as JSON: each as the démarche names it, with the lieux found and how they were chosen.</summary>
internal sealed class GuichetsAnswer(ListAnswer answer, Demarche demarche, Commune commune) : IResult
{
    private static readonly RecordShape<GuichetDemarche> Guichet = RecordShape.Of<GuichetDemarche>();
    private static readonly RecordShape<CentreContact> Centre = RecordShape.Of<CentreContact>();
    private static readonly RecordShape<ServiceEnLigne> Service = RecordShape.Of<ServiceEnLigne>();
    private static readonly IReadOnlyList<Field<Lieu>> LieuFields = [.. RecordShape.Of<Lieu>().Fields.Where(field => !field.Rule.HorsListes)];

    public Task ExecuteAsync(HttpContext context) => answer.SendAsync(context, Write);

    private void Write(Stream stream)
    {
        using var writer = new Utf8JsonWriter(stream, Json.WriterOptions);
        Write(writer);
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("version", answer.Version);
        writer.WriteStartObject("demarche");
        writer.WriteString("id", demarche.Id);
        writer.WriteString("titre", demarche.Titre);
        writer.WriteString("url", demarche.Url);
        writer.WriteString("mention_source", demarche.MentionSource);
        writer.WriteEndObject();
        writer.WriteStartObject("commune");
        writer.WriteString("code_insee", commune.Code);
        writer.WriteString("nom", commune.Nom);
        writer.WriteString("code_departement", commune.CodeDepartement);
        writer.WriteEndObject();
        writer.WriteStartArray("guichets");
        foreach (var found in answer.Snapshot.GuichetsDe(demarche, commune))
        {
            Write(writer, found);
        }

        writer.WriteEndArray();
        Write(writer, "centres_de_contact", Centre, demarche.CentresDeContact);
        Write(writer, "services_en_ligne", Service, demarche.ServicesEnLigne);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, GuichetTrouve found)
    {
        writer.WriteStartObject();
        Guichet.WriteMembers(writer, found.Guichet, Guichet.Fields);
        writer.WriteString("choix", found.Choix);
        writer.WriteString("ressort", found.Ressort);
        writer.WriteString("motif", found.Motif);
        writer.WriteStartArray("lieux");
        foreach (var near in found.Lieux)
        {
            writer.WriteStartObject();
            RecordShape.Of<Lieu>().WriteMembers(writer, near.Lieu, LieuFields);
            if (near.Metres is { } metres)
            {
                writer.WriteStartObject("calcul");
                writer.WriteNumber("distance", Math.Round(metres));
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write<TRecord>(Utf8JsonWriter writer, string name, RecordShape<TRecord> shape, IReadOnlyList<TRecord> records)
        where TRecord : class
    {
        writer.WriteStartArray(name);
        foreach (var record in records)
        {
            shape.WriteObject(writer, record, shape.Fields);
        }

        writer.WriteEndArray();
    }
}
