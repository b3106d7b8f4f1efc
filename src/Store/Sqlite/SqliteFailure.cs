using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>What SQLite refuses, for a person.</summary>
internal static class SqliteFailure
{
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int Full = 13;

    public static StoreException Explain(SqliteException refused) => new(
        refused.SqliteErrorCode switch
        {
            Busy => "Un autre import écrit dans la base depuis plus de cinq minutes ; réessayez quand il sera fini.",
            ReadOnly => "La base, ou son dossier, n'est pas accessible en écriture.",
            Full => "Le disque est plein : rien n'a changé.",
            _ => $"La base ne répond pas comme elle devrait ({refused.Message}).",
        },
        refused);
}
