using System.Text;
using System.Text.Json;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;

namespace Maillage.Store;

/// <summary>The stored form of a lieu: its known fields as JSON, less the instant of the change, which the journal entry holds.</summary>
internal static class StoredLieu
{
    private static readonly RecordShape<Lieu> Shape = RecordShape.Of<Lieu>();

    public static string Write(Lieu lieu)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Json.WriterOptions))
        {
            Shape.WriteCompact(writer, lieu with { ModifieLe = null });
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <exception cref="StoreException">The stored text is no lieu: the database is damaged.</exception>
    public static Lieu Read(string stored, DateTimeOffset modifieLe)
    {
        using var document = JsonDocument.Parse(stored);
        List<Issue> issues = [];
        return Shape.ReadObject(document.RootElement, issues) is { } lieu && issues.Count == 0
            ? lieu with { ModifieLe = modifieLe }
            : throw new StoreException("Une fiche du journal est illisible : " + string.Join(" ; ", issues));
    }

    /// <summary>Names of the fields that differ, the instant of the change apart.</summary>
    public static IReadOnlyList<string> Differences(Lieu before, Lieu after) =>
        Shape.Differences(before with { ModifieLe = null }, after with { ModifieLe = null });
}
