namespace Maillage.Store;

/// <summary>Durable storage: source records, published entities, journal, runs.</summary>
/// <remarks>Many readers, one writer at a time: <see cref="BeginAsync"/> waits for the changes under way.</remarks>
public interface IStore
{
    /// <summary>Creates what is missing in the database. Safe to call at every start.</summary>
    /// <exception cref="StoreException">The database was written by a newer version, or cannot be opened.</exception>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Where the journal stands.</summary>
    Task<JournalHead> HeadAsync(CancellationToken cancellationToken);

    /// <summary>Returns when something may have changed since that head, or when the time has passed.</summary>
    Task WaitAsync(JournalHead since, TimeSpan atMost, CancellationToken cancellationToken);

    /// <summary>
    /// The latest journal entry of every entity, suppressed ones included, in order of sequence, after <paramref name="depuis"/> (0: all); some hundreds at once, read
    /// side by side.
    /// </summary>
    IAsyncEnumerable<IReadOnlyList<JournalEntry>> ReadAsync(long depuis, CancellationToken cancellationToken);

    /// <summary>Every journal entry after <paramref name="depuis"/> and up to <paramref name="jusqua"/>, in order of sequence, <paramref name="limite"/> at most.</summary>
    Task<IReadOnlyList<JournalEntry>> ChangesAsync(long depuis, long jusqua, int limite, CancellationToken cancellationToken);

    /// <summary>The records that are behind a lieu no more, with the lieu that each was last behind, noted after <paramref name="depuis"/> (0: all).</summary>
    Task<IReadOnlyList<FormerRecord>> FormerRecordsAsync(long depuis, CancellationToken cancellationToken);

    /// <summary>The pairs of records that were compared and of which one at least is behind that lieu, the best first.</summary>
    Task<IReadOnlyList<ComparedPair>> PairsOfAsync(string lieuId, CancellationToken cancellationToken);

    /// <summary>Every source that has a run, by id, whether it is still declared or not.</summary>
    Task<IReadOnlyList<SourceState>> SourcesAsync(CancellationToken cancellationToken);

    /// <summary>Records a run that changed nothing, because it was refused: what is said of the source stays with the data that are served.</summary>
    /// <param name="source">The source as it is declared now; kept only when it is not known yet.</param>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Stops waiting for the changes under way.</param>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    Task RecordAsync(SourceCard source, SourceRun run, CancellationToken cancellationToken);

    /// <summary>Begins a set of changes: everything written through it is seen by others at once when it is completed, or never.</summary>
    /// <param name="rehearsal">Says what would be written, writes nothing and makes nobody wait.</param>
    /// <param name="cancellationToken">Stops waiting for the changes under way.</param>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    Task<IChangeSet> BeginAsync(bool rehearsal, CancellationToken cancellationToken);

    /// <summary>Removes from the journal the entries that date from before <paramref name="before"/> and that a later one of the same entity replaces.</summary>
    /// <returns>How many were removed.</returns>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    Task<long> CompactAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Leaves nothing, in the files of the database, of what was erased or replaced before.</summary>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    Task PurgeAsync(CancellationToken cancellationToken);

    /// <summary>Takes the right to import a source, unless another holds it.</summary>
    /// <param name="wanted">The lease to take.</param>
    /// <param name="dead">A holder known to be dead, whose lease does not count; null when none is.</param>
    /// <param name="cancellationToken">Stops waiting for the changes under way.</param>
    /// <returns>The lease that holds now: the wanted one when it was taken.</returns>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    Task<Lease> TakeLeaseAsync(Lease wanted, string? dead, CancellationToken cancellationToken);

    /// <summary>Holds a lease longer; false when another has taken it.</summary>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    Task<bool> RenewLeaseAsync(Lease lease, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Gives a lease back; does nothing when another has it.</summary>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    Task ReleaseLeaseAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>Becomes the one process, of all that share the store, that runs what only one must run; null when another is.</summary>
    /// <exception cref="StoreException">The database does not answer.</exception>
    Task<ILeadership?> TryLeadAsync(CancellationToken cancellationToken);
}

/// <summary>Held by one process at a time; given back when it is disposed, or when the process dies.</summary>
public interface ILeadership : IAsyncDisposable
{
    /// <summary>False when the store has lost us, and may have given it to another.</summary>
    Task<bool> IsHeldAsync(CancellationToken cancellationToken);
}

/// <summary>The store cannot do what is asked: the message says why, for a person.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The store may have done what it was asked, or nothing of it: nobody can tell yet.</summary>
    public bool IsUncertain { get; init; }
}
