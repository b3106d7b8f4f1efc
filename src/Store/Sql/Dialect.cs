namespace Maillage.Store.Sql;

/// <summary>What the two databases write differently in statements that are otherwise the same.</summary>
/// <param name="Keys">The keys that are asked for, a row each, named k.</param>
/// <param name="KeySource">The source of a key.</param>
/// <param name="KeyId">The id of a key in its source.</param>
/// <param name="Ids">The ids that are asked for, a row each, named k, in the column <c>value</c>.</param>
/// <param name="Position">The function that tells where, in a text, another one is; 0 for nowhere.</param>
/// <param name="Bytes">The stored form of an entity as UTF-8: it is read so, a text would be made of it in between.</param>
internal sealed record Dialect(string Keys, string KeySource, string KeyId, string Ids, string Position, string Bytes)
{
    public static Dialect Sqlite { get; } = new("json_each(@keys) k", "k.value ->> 0", "k.value ->> 1", "json_each(@ids) k", "instr", "CAST(change.donnees AS BLOB)");

    public static Dialect Postgres { get; } = new("unnest(@sources, @ids) AS k (source, id)", "k.source", "k.id", "unnest(@ids) AS k (value)", "strpos", "convert_to(change.donnees, 'UTF8')");
}
