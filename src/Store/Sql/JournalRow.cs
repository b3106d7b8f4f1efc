namespace Maillage.Store.Sql;

/// <summary>What a row of the journal says beside the entity: that is written as text, and read as the bytes that the text is made of.</summary>
internal abstract class JournalRow
{
    public long Seq { get; init; }

    public string Type { get; init; } = "";

    public string Operation { get; init; } = "";

    public string Id { get; init; } = "";

    public string? RemplacePar { get; init; }

    public string Date { get; init; } = "";

    public string? Champs { get; init; }
}
