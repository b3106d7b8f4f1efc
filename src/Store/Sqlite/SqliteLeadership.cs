namespace Maillage.Store.Sqlite;

/// <summary>A lock on a file beside the database: the system gives it back when the process dies.</summary>
internal sealed class SqliteLeadership(FileStream held) : ILeadership
{
    /// <summary>Takes it, unless another process has it.</summary>
    public static ILeadership? TryTake(string database)
    {
        try
        {
            return new SqliteLeadership(new FileStream(database + ".meneur", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            // A database that we may not write beside is not ours to look after.
            return null;
        }
    }

    public Task<bool> IsHeldAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public ValueTask DisposeAsync() => held.DisposeAsync();
}
