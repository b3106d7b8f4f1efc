using System.Text.Json;
using Maillage.Api.Http;
using Maillage.Importers.Reconcile;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Store;

namespace Maillage.Api.Rapprochements;

/// <summary>The records behind a lieu, and the pairs that were compared, as JSON.</summary>
internal sealed class RapprochementsAnswer(ListAnswer answer, string run, Lieu lieu, IReadOnlyList<ComparedPair> pairs) : IResult
{
    private static readonly RecordShape<SourceLieu> Fiche = RecordShape.Of<SourceLieu>();

    public Task ExecuteAsync(HttpContext context) => answer.SendAsync(context, Write, beside: run);

    private void Write(Stream stream)
    {
        using var writer = new Utf8JsonWriter(stream, Json.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("id", lieu.Id);
        writer.WriteStartArray("fiches");
        foreach (var source in lieu.Sources)
        {
            Fiche.WriteObject(writer, source, Fiche.Fields);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("paires");
        foreach (var pair in pairs)
        {
            Write(writer, pair);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void Write(Utf8JsonWriter writer, ComparedPair compared)
    {
        var (((a, b), score, _), stored) = compared.Pair;
        var evidence = StoredEvidence.Parse(stored);
        writer.WriteStartObject();
        Write(writer, "a", a, compared.LieuA);
        Write(writer, "b", b, compared.LieuB);
        writer.WriteNumber("score", score);
        writer.WriteBoolean("reunies", compared.LieuA == lieu.Id && compared.LieuB == lieu.Id);
        writer.WriteStartArray("preuves");
        foreach (var one in evidence.Evidence)
        {
            writer.WriteStartObject();
            WriteCode(writer, one.Code);
            writer.WriteNumber("points", one.Points);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (evidence.Contradiction is { } contradiction)
        {
            writer.WriteStartObject("obstacle");
            WriteCode(writer, contradiction);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("obstacle");
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, RecordKey key, string lieuId)
    {
        writer.WriteStartObject(name);
        writer.WriteString("source", key.Source);
        writer.WriteString("id", key.Id);
        writer.WriteString("lieu_id", lieuId);
        writer.WriteEndObject();
    }

    private static void WriteCode(Utf8JsonWriter writer, string code)
    {
        writer.WriteString("code", code);
        writer.WriteString("libelle", StoredEvidence.LibelleOf(code));
    }
}
