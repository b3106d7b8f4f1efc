using Npgsql;
using NpgsqlTypes;

namespace Maillage.Store.Postgres;

/// <summary>The connection of a set of changes: what is said through it is said of many rows at once.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    public NpgsqlConnection Connection => connection;

    public NpgsqlTransaction Transaction => transaction;

    /// <param name="sql">One statement or several.</param>
    /// <param name="values">Their parameters; arrays go as arrays.</param>
    public async Task ExecuteAsync(string sql, params (string Name, object Value)[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>Every row, as the function makes it.</summary>
    public async Task<List<TRow>> AllAsync<TRow>(string sql, Func<NpgsqlDataReader, TRow> read, CancellationToken cancellationToken, params (string Name, object Value)[] values)
    {
        await using var command = Command(sql, values);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        List<TRow> all = [];
        while (await rows.ReadAsync(cancellationToken))
        {
            all.Add(read(rows));
        }

        return all;
    }

    /// <summary>Sends rows in one go.</summary>
    /// <param name="table">The table and its columns.</param>
    /// <param name="rows">What is in each.</param>
    public async Task CopyAsync(string table, IEnumerable<object?[]> rows)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {table} FROM STDIN (FORMAT BINARY)", CancellationToken.None);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(CancellationToken.None);
            foreach (var value in row)
            {
                await (value switch
                {
                    null => copy.WriteNullAsync(CancellationToken.None),
                    string text => copy.WriteAsync(text, NpgsqlDbType.Text, CancellationToken.None),
                    long number => copy.WriteAsync(number, NpgsqlDbType.Bigint, CancellationToken.None),
                    double number => copy.WriteAsync(number, NpgsqlDbType.Double, CancellationToken.None),
                    bool yes => copy.WriteAsync(yes, NpgsqlDbType.Boolean, CancellationToken.None),
                    byte[] bytes => copy.WriteAsync(bytes, NpgsqlDbType.Bytea, CancellationToken.None),
                    _ => throw new InvalidOperationException($"No column for {value.GetType()}."),
                });
            }
        }

        await copy.CompleteAsync(CancellationToken.None);
    }

    private NpgsqlCommand Command(string sql, (string Name, object Value)[] values)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
