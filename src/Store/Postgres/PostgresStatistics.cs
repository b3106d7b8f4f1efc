namespace Maillage.Store.Postgres;

/// <summary>Tells the planner how much a set of changes has written: until the commit nobody else does, and a thousand keys would be looked for by reading whole tables.</summary>
/// <param name="session">The connection of the changes.</param>
/// <param name="tables">The tables that are written together.</param>
internal sealed class PostgresStatistics(PostgresSession session, string tables)
{
    private const int First = 2_000;
    private const int BetweenTwo = 8;

    private long written;
    private long next = First;

    /// <summary>Takes note of rows that were written.</summary>
    public async Task AddAsync(int rows)
    {
        written += rows;
        if (written >= next)
        {
            next = written * BetweenTwo;
            await session.ExecuteAsync($"ANALYZE {tables}");
        }
    }
}
