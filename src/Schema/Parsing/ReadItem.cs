namespace Maillage.Schema.Parsing;

/// <summary>What a reader gives for one record of a file: the record, or why there is none, and where it stands.</summary>
/// <typeparam name="T">Type of the record.</typeparam>
/// <param name="Number">Rank of the record in the file, from 1; 0 for the file itself.</param>
/// <param name="Place">Where it stands, for a person: « ligne 12 », « enregistrement 3, octet 4096 ».</param>
/// <param name="Record">The record; null when it could not be used.</param>
/// <param name="Issues">What was found, the fatal one included.</param>
public sealed record ReadItem<T>(long Number, string Place, T? Record, IReadOnlyList<Issue> Issues)
    where T : class;
