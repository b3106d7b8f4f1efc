using Maillage.Catalogue;
using Maillage.Importers.Read;
using Maillage.Store;

namespace Maillage.Api.Feed;

/// <summary>Reads what the journal publishes into a catalogue.</summary>
internal static class SnapshotReader
{
    /// <summary>The catalogue that follows another: with all that was published since it.</summary>
    /// <param name="store">The database.</param>
    /// <param name="current">What is known already; an empty one of that origin when nothing is.</param>
    /// <param name="head">Where the journal stands, at least.</param>
    /// <param name="sources">The sources behind what is published.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The catalogue, and the number of the last erasure among what was read; null when there was none.</returns>
    public static async Task<(Snapshot Complete, long? ErasedAt)> ReadAsync(
        IStore store, Snapshot current, JournalHead head, IReadOnlyList<SourceCard> sources, CancellationToken cancellationToken)
    {
        var next = current.Next(sources.Where(source => source.Mediation).Select(source => source.Id).ToHashSet());
        var version = current.Version;
        long? erasedAt = null;
        await foreach (var entries in store.ReadAsync(current.Version, cancellationToken))
        {
            version = entries[^1].Seq;
            erasedAt = entries.LastOrDefault(entry => entry.Operation == Operation.Effacement)?.Seq ?? erasedAt;
            next.Add([.. entries.Select(entry => new Delta(entry.Type, entry.Id, entry.Entite) { RemplacePar = entry.RemplacePar, Date = entry.Date })]);
        }

        // Read last: of all that the entries tell, none is missing.
        var former = await store.FormerRecordsAsync(current.Version, cancellationToken);
        return (next.Complete(Math.Max(version, head.Seq), [.. former.SelectMany(WaysTo)]), erasedAt);
    }

    // Each part of a composite id is a way to its lieu, after as before; a record of that very id comes first.
    private static IEnumerable<FormerRecordOfLieu> WaysTo(FormerRecord record) =>
        CompositeId.Parts(record.Key.Id).Append(record.Key.Id).Select(id => new FormerRecordOfLieu(record.Key.Source, id, record.LieuId));
}
