using System.Text.Json;
using Maillage.Schema.Horaires.Ouverture;
using Microsoft.Data.Sqlite;

namespace Maillage.Bench.Heures;

/// <summary>The distinct texts of hours that a store publishes, and what their notes say of them.</summary>
internal sealed record PublishedHours
{
    // The last word of the journal on each lieu.
    private const string LastWords = "SELECT change.donnees FROM entity JOIN change ON change.seq = entity.seq WHERE entity.type = 'lieu' AND change.donnees IS NOT NULL";

    public required IReadOnlyList<string> Texts { get; init; }
    public required int Lieux { get; init; }
    public required int WithHours { get; init; }
    public required int Notes { get; init; }
    public required int SeeNote { get; init; }
    public required int Conditional { get; init; }

    /// <summary>Of them, those whose hours had no comment: all that they said open was sure.</summary>
    public required int Doubted { get; init; }

    public static PublishedHours Read(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = LastWords;
        using var reader = command.ExecuteReader();
        SortedSet<string> texts = new(StringComparer.Ordinal);
        var (lieux, hours, notes, see, conditional, doubted) = (0, 0, 0, 0, 0, 0);
        while (reader.Read())
        {
            using var lieu = JsonDocument.Parse(reader.GetString(0));
            var (text, note) = (Member(lieu, "horaires"), Member(lieu, "horaires_note"));
            lieux++;
            if (text is null)
            {
                continue;
            }

            texts.Add(text);
            hours++;
            notes += note is null ? 0 : 1;
            see += note is not null && text.Contains($"\"{NoteCondition.SeeNote}\"", StringComparison.Ordinal) ? 1 : 0;
            var isCondition = NoteCondition.IsSaid(note, text);
            conditional += isCondition ? 1 : 0;
            doubted += isCondition && !text.Contains('"', StringComparison.Ordinal) ? 1 : 0;
        }

        return new PublishedHours { Texts = [.. texts], Lieux = lieux, WithHours = hours, Notes = notes, SeeNote = see, Conditional = conditional, Doubted = doubted };
    }

    private static string? Member(JsonDocument lieu, string name) => lieu.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
}
