using System.Text.Json;
using Maillage.Schema.Publication;

namespace Maillage.Store.Sql;

/// <summary>A row of the journal, as it is read.</summary>
internal sealed class EntryRow : JournalRow
{
    /// <summary>UTF-8.</summary>
    public byte[]? Donnees { get; init; }

    public JournalEntry ToEntry()
    {
        var date = ChangeRow.ParseDate(Date);
        var type = StoredNames.Parse<TypeEntite>(Type);
        return new JournalEntry(
            Seq,
            type,
            StoredNames.Parse<Operation>(Operation),
            Id,
            date,
            Champs is null ? [] : JsonSerializer.Deserialize(Champs, StoreJson.Default.StringArray) ?? [],
            Donnees is null ? null : StoredEntity.Of(type).Read(Donnees, date))
        {
            RemplacePar = RemplacePar,
        };
    }
}
