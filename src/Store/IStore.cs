using Maillage.Schema.Publication;

namespace Maillage.Store;

/// <summary>Durable storage: source records, published entities, journal, runs.</summary>
/// <remarks>Many readers, one writer at a time: <see cref="BeginImportAsync"/> waits for the import under way.</remarks>
public interface IStore
{
    /// <summary>Creates what is missing in the database. Safe to call at every start.</summary>
    /// <exception cref="StoreException">The database was written by a newer version, or cannot be opened.</exception>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Where the journal stands.</summary>
    Task<JournalHead> HeadAsync(CancellationToken cancellationToken);

    /// <summary>The latest journal entry of every entity, suppressed ones included, in order of sequence, after <paramref name="depuis"/> (0: all).</summary>
    IAsyncEnumerable<JournalEntry> ReadAsync(long depuis, CancellationToken cancellationToken);

    /// <summary>Every source that has a run, by id, whether it is still declared or not.</summary>
    Task<IReadOnlyList<SourceState>> SourcesAsync(CancellationToken cancellationToken);

    /// <summary>Records a run that changed nothing, because it was refused: what is said of the source stays with the data that are served.</summary>
    /// <param name="source">The source as it is declared now; kept only when it is not known yet.</param>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Stops waiting for the import under way.</param>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    Task RecordAsync(SourceCard source, SourceRun run, CancellationToken cancellationToken);

    /// <summary>Begins the import of a source: everything written through it is seen by others at once when it is completed, or never.</summary>
    /// <param name="source">The source as it is declared now.</param>
    /// <param name="rehearsal">Says what would be written, writes nothing and makes nobody wait.</param>
    /// <param name="cancellationToken">Stops waiting for the import under way.</param>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    Task<IImport> BeginImportAsync(SourceCard source, bool rehearsal, CancellationToken cancellationToken);

    /// <summary>Takes the right to import a source, unless another holds it.</summary>
    /// <param name="wanted">The lease to take.</param>
    /// <param name="dead">A holder known to be dead, whose lease does not count; null when none is.</param>
    /// <param name="cancellationToken">Stops waiting for the import under way.</param>
    /// <returns>The lease that holds now: the wanted one when it was taken.</returns>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    Task<Lease> TakeLeaseAsync(Lease wanted, string? dead, CancellationToken cancellationToken);

    /// <summary>Holds a lease longer; false when another has taken it.</summary>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    Task<bool> RenewLeaseAsync(Lease lease, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Gives a lease back; does nothing when another has it.</summary>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    Task ReleaseLeaseAsync(Lease lease, CancellationToken cancellationToken);
}

/// <summary>One import under way, in one transaction. Disposed without being completed, it leaves no trace.</summary>
public interface IImport : IAsyncDisposable
{
    /// <summary>The records of the source as last seen, by their id.</summary>
    IReadOnlyDictionary<string, KeptRecord> Known { get; }

    /// <summary>Keeps a record, new or changed.</summary>
    Task KeepAsync(SourceRecord record, CancellationToken cancellationToken);

    /// <summary>Forgets a record that the source no longer gives.</summary>
    Task ForgetAsync(string id, CancellationToken cancellationToken);

    /// <summary>What is kept of a record of any source; null when it is behind nothing published.</summary>
    Task<PublishedRecord?> RecordAsync(RecordKey key, CancellationToken cancellationToken);

    /// <summary>The records of any source that complete, or belong to, that record, in order of source and id.</summary>
    Task<IReadOnlyList<AttachedRecord>> AttachedToAsync(RecordKey key, CancellationToken cancellationToken);

    /// <summary>Publishes the entity as it is now; writes nothing when no field changed.</summary>
    /// <returns>What was written to the journal; null when nothing was.</returns>
    Task<EntityChange?> PublishAsync(IEntite entity, CancellationToken cancellationToken);

    /// <summary>The entity as it is published; null when it is not.</summary>
    Task<IEntite?> PublishedAsync(TypeEntite type, string id, CancellationToken cancellationToken);

    /// <summary>Withdraws an entity; writes nothing when it is not published.</summary>
    Task<EntityChange?> WithdrawAsync(TypeEntite type, string id, CancellationToken cancellationToken);

    /// <summary>Makes all of it visible at once, with the run that tells it.</summary>
    Task CompleteAsync(SourceRun run, CancellationToken cancellationToken);
}

/// <summary>The store cannot do what is asked: the message says why, for a person.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
