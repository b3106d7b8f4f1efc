using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Maillage.Catalogue;
using Maillage.Schema.Fields;
using Maillage.Schema.Horaires.Ouverture;

namespace Maillage.Api.Http;

/// <summary>What is computed of a record for one request: the member <c>calcul</c>, outside the published fields.</summary>
internal static class Calcul
{
    /// <summary>Whether it is open.</summary>
    public const string Ouvert = "ouvert";

    /// <summary>When it opens next.</summary>
    public const string ProchaineOuverture = "prochaine_ouverture";

    private static readonly byte[] Member = ",\"calcul\":"u8.ToArray();

    /// <summary>The member, with the comma before it; empty when nothing is computed.</summary>
    /// <param name="answer">What is asked.</param>
    /// <param name="found">The record.</param>
    public static byte[] Of<TRecord>(ListAnswer answer, Found<TRecord> found)
        where TRecord : class
    {
        if (found.Metres is null && answer.Calculs.Count == 0)
        {
            return [];
        }

        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write(Member);
        using var writer = new Utf8JsonWriter(buffer, Json.WriterOptions);
        writer.WriteStartObject();
        if (found.Metres is { } metres)
        {
            writer.WriteNumber("distance", Math.Round(metres));
        }

        if (answer.Calculs.Count > 0)
        {
            Write(writer, answer, answer.Snapshot.TimesOf(found));
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, ListAnswer answer, (OpeningTimes Times, CivilTime Clock)? known)
    {
        var local = known is var (times, clock) ? answer.Moment.On(clock) : default;
        if (answer.Calculs.Contains(Ouvert))
        {
            WriteNullable(writer, Ouvert, known?.Times.IsOpen(local));
        }

        if (answer.Calculs.Contains(ProchaineOuverture))
        {
            writer.WriteString(ProchaineOuverture, known?.Times.NextOpening(local) is { } next ? Written(known.Value.Clock.Instant(next)) : null);
        }
    }

    private static void WriteNullable(Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } known)
        {
            writer.WriteBoolean(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static string Written(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
