using System.Globalization;
using System.Text.Json;
using Maillage.Api.Http;
using Maillage.Schema.Demarches;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;
using Maillage.Schema.Services;
using Maillage.Store;

namespace Maillage.Api.Changements;

/// <summary>A page of the journal: as JSON, or an entry a line with the next page in the headers.</summary>
internal sealed class ChangementsPage(ListAnswer answer, IReadOnlyList<JournalEntry> entries) : IResult
{
    private static readonly Phrase Offered = new("Demandez application/json ou application/x-ndjson.", "Ask for application/json or application/x-ndjson.");

    // A full page whose last entry is that of the version is the last page: numbers have no hole, and the last one is always there.
    private readonly string? next = entries.Count == answer.Limite && entries[^1].Seq < answer.Snapshot.Version
        ? answer.UrlWith(answer.Depuis == 0 ? "apres" : "depuis", entries[^1].Seq.ToString(CultureInfo.InvariantCulture))
        : null;

    public Task ExecuteAsync(HttpContext context) => answer.IsNotAcceptable
        ? new Problem(ProblemTypes.FormatIndisponible, Offered).ExecuteAsync(context)
        : answer.SendAsync(context, Write, string.Join(", ", Links()));

    /// <summary>The name of an operation, or of a kind: <c>creation</c>, <c>lieu</c>.</summary>
    public static string NameOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>Writes an entry, with every field of the entity.</summary>
    public static void WriteEntry(Utf8JsonWriter writer, JournalEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteNumber("seq", entry.Seq);
        writer.WriteString("type", NameOf(entry.Type));
        writer.WriteString("operation", NameOf(entry.Operation));
        writer.WriteString("id", entry.Id);
        writer.WriteString("remplace_par", entry.RemplacePar);
        writer.WriteString("date", entry.Date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        writer.WriteStartArray("champs");
        foreach (var field in entry.Champs)
        {
            writer.WriteStringValue(field);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("donnees");
        WriteEntity(writer, entry.Entite);
        writer.WriteEndObject();
    }

    private static void WriteEntity(Utf8JsonWriter writer, IEntite? entity)
    {
        switch (entity)
        {
            case null:
                writer.WriteNullValue();
                break;
            case Lieu lieu:
                Write(writer, lieu);
                break;
            case Service service:
                Write(writer, service);
                break;
            case Demarche demarche:
                Write(writer, demarche);
                break;
            default:
                throw new InvalidOperationException($"{entity.GetType()} is not published.");
        }
    }

    private static void Write<TRecord>(Utf8JsonWriter writer, TRecord record)
        where TRecord : class => RecordShape.Of<TRecord>().WriteObject(writer, record, RecordShape.Of<TRecord>().Fields);

    private IEnumerable<string> Links()
    {
        if (next is not null)
        {
            yield return $"<{next}>; rel=\"next\"";
        }

        yield return "<https://www.etalab.gouv.fr/licence-ouverte-open-licence>; rel=\"license\"";
    }

    private void Write(Stream stream)
    {
        if (answer.Format == OutputFormat.Ndjson)
        {
            foreach (var entry in entries)
            {
                using (var line = new Utf8JsonWriter(stream, Json.WriterOptions))
                {
                    WriteEntry(line, entry);
                }

                stream.WriteByte((byte)'\n');
            }

            return;
        }

        using var writer = new Utf8JsonWriter(stream, Json.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("version", answer.Version);
        writer.WriteString("origine", answer.Snapshot.Origin);
        writer.WriteStartArray(JsonFormat.RecordsMember);
        foreach (var entry in entries)
        {
            WriteEntry(writer, entry);
        }

        writer.WriteEndArray();
        writer.WriteString("suivant", next);
        writer.WriteEndObject();
    }
}
