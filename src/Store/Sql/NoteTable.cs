using System.Data.Common;
using Dapper;

namespace Maillage.Store.Sql;

/// <summary>The settings that what is published was made under.</summary>
internal static class NoteTable
{
    private const string Select = "SELECT valeur FROM note WHERE nom = @name";

    private const string Upsert = "INSERT INTO note (nom, valeur) VALUES (@name, @value) ON CONFLICT (nom) DO UPDATE SET valeur = excluded.valeur";

    public static Task<string?> ReadAsync(DbConnection connection, DbTransaction transaction, string name, CancellationToken cancellationToken) =>
        connection.QueryFirstOrDefaultAsync<string>(new CommandDefinition(Select, new { name }, transaction, cancellationToken: cancellationToken));

    public static Task WriteAsync(DbConnection connection, DbTransaction transaction, string name, string value) =>
        connection.ExecuteAsync(Upsert, new { name, value }, transaction);
}
