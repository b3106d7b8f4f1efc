using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>A statement that an import runs once a record: compiled once, which is most of its cost.</summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly SqliteCommand command;

    /// <param name="connection">Open connection.</param>
    /// <param name="transaction">The transaction it belongs to.</param>
    /// <param name="sql">The statement; its parameters are named in it.</param>
    /// <param name="parameters">Names of the parameters, in the order of the values given at each run.</param>
    public PreparedStatement(SqliteConnection connection, SqliteTransaction transaction, string sql, params IEnumerable<string> parameters)
    {
        command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }
    }

    public void Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        command.ExecuteNonQuery();
    }

    /// <summary>The first row, as the function makes it; null when there is none.</summary>
    public TRow? First<TRow>(Func<SqliteDataReader, TRow> read, params ReadOnlySpan<object?> values)
        where TRow : class
    {
        Bind(values);
        using var reader = command.ExecuteReader();
        return reader.Read() ? read(reader) : null;
    }

    /// <summary>Every row, as the function makes it.</summary>
    public List<TRow> All<TRow>(Func<SqliteDataReader, TRow> read, params ReadOnlySpan<object?> values)
    {
        Bind(values);
        using var reader = command.ExecuteReader();
        List<TRow> rows = [];
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public void Dispose() => command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }
}
