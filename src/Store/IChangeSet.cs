using Maillage.Schema.Publication;

namespace Maillage.Store;

/// <summary>A set of changes under way, in one transaction. Disposed without being completed, it leaves no trace. What it reads includes what it has written.</summary>
public interface IChangeSet : IAsyncDisposable
{
    /// <summary>The records of a source as last seen, by their id.</summary>
    Task<IReadOnlyDictionary<string, KeptRecord>> KnownAsync(string source, CancellationToken cancellationToken);

    /// <summary>Keeps a record, new or changed. It may be written later, in the order of the calls, before anything is read.</summary>
    Task KeepAsync(string source, SourceRecord record, CancellationToken cancellationToken);

    /// <summary>Forgets a record that its source no longer gives.</summary>
    Task ForgetAsync(RecordKey key, CancellationToken cancellationToken);

    /// <summary>Every record, of any source, that is behind a lieu, in no order.</summary>
    Task<IReadOnlyList<Member>> MembersAsync(CancellationToken cancellationToken);

    /// <summary>The records that were behind a lieu and that these changes have replaced or taken away, as they were before, in no order.</summary>
    Task<IReadOnlyList<Member>> ReplacedAsync(CancellationToken cancellationToken);

    /// <summary>Says which lieu each of these records is behind; those that have no lieu are ignored.</summary>
    Task AssignAsync(IReadOnlyCollection<Assignment> assignments, CancellationToken cancellationToken);

    /// <summary>Replaces what records of lieux are compared by.</summary>
    Task SignAsync(IReadOnlyCollection<NewSignature> signatures, CancellationToken cancellationToken);

    /// <summary>Every pair of records that is kept, without its evidence, in no order.</summary>
    Task<IReadOnlyList<PairLink>> PairsAsync(CancellationToken cancellationToken);

    /// <summary>Forgets pairs, then keeps others.</summary>
    Task WritePairsAsync(IReadOnlyCollection<PairKey> removed, IReadOnlyCollection<KeptPair> written, CancellationToken cancellationToken);

    /// <summary>What is kept of published records, in order of source and id; those that are not published are left out.</summary>
    Task<IReadOnlyList<PublishedRecord>> RecordsAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken);

    /// <summary>The records behind these lieux, in order of source and id.</summary>
    Task<IReadOnlyList<PublishedRecord>> RecordsBehindAsync(IReadOnlyCollection<string> lieux, CancellationToken cancellationToken);

    /// <summary>The records of any source that complete, or belong to, these records, in order of source and id.</summary>
    Task<IReadOnlyList<AttachedRecord>> AttachedToAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken);

    /// <summary>The lieu that each of these records was last behind, for those that are behind one no more.</summary>
    Task<IReadOnlyDictionary<RecordKey, string>> FormerAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken);

    /// <summary>Notes that these records are behind a lieu no more.</summary>
    Task RememberAsync(IReadOnlyCollection<FormerRecord> former, CancellationToken cancellationToken);

    /// <summary>What became of these identifiers; those that were never published are left out.</summary>
    Task<IReadOnlyDictionary<string, Identity>> IdentitiesAsync(TypeEntite type, IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>The entities as they are published; those that are not are left out.</summary>
    Task<IReadOnlyDictionary<string, IEntite>> PublishedAsync(TypeEntite type, IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>Writes these changes to the journal, in this order.</summary>
    Task WriteAsync(IReadOnlyList<JournalChange> changes, CancellationToken cancellationToken);

    /// <summary>The ids that were merged into these, directly.</summary>
    Task<IReadOnlyList<string>> MergedIntoAsync(TypeEntite type, IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>The records that are behind these entities, or were when they were last behind one, published or not, and those that complete them.</summary>
    Task<IReadOnlyDictionary<RecordKey, KeptRecord>> KeptBehindAsync(TypeEntite type, IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>The records that are behind no lieu, and of which one of these was the last.</summary>
    Task<IReadOnlyList<RecordKey>> FormerBehindAsync(IReadOnlyCollection<string> lieux, CancellationToken cancellationToken);

    /// <summary>Forgets which lieu these records were last behind.</summary>
    Task ForgetFormerAsync(IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken);

    /// <summary>Every id that was erased.</summary>
    Task<IReadOnlySet<string>> ErasedIdsAsync(CancellationToken cancellationToken);

    /// <summary>Blanks what earlier entries of the journal, of whatever entity, tell, where one of these texts is in what they tell; what is published now is left.</summary>
    Task EraseMentionsAsync(IReadOnlyCollection<string> texts, CancellationToken cancellationToken);

    /// <summary>Blanks what the journal tells of these entities.</summary>
    Task EraseAsync(TypeEntite type, IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>Forgets what is said of a source, and its runs; not its records.</summary>
    Task ForgetSourceAsync(string source, CancellationToken cancellationToken);

    /// <summary>A setting that what is published was made under; null when it was never noted.</summary>
    Task<string?> NotedAsync(string name, CancellationToken cancellationToken);

    /// <summary>Notes a setting that what is published is made under.</summary>
    Task NoteAsync(string name, string value, CancellationToken cancellationToken);

    /// <summary>Makes all of it visible at once.</summary>
    /// <param name="source">The source that was imported, and its run; null when these are not the changes of an import.</param>
    /// <param name="cancellationToken">Stops it before it is visible.</param>
    Task CompleteAsync((SourceCard Card, SourceRun Run)? source, CancellationToken cancellationToken);
}
