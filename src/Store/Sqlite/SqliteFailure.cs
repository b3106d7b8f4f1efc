using Microsoft.Data.Sqlite;

namespace Maillage.Store.Sqlite;

/// <summary>What SQLite refuses, for a person. The codes: https://sqlite.org/rescode.html.</summary>
internal static class SqliteFailure
{
    /// <summary>Another writes.</summary>
    public const int Busy = 5;

    private static readonly Dictionary<int, string> Sentences = new()
    {
        [Busy] = StoreFailure.AnotherWrites,
        [8] = "La base, ou son dossier, n'est pas accessible en écriture.",
        [10] = "Le disque de la base ne répond pas comme il devrait : rien n'a changé.",
        [11] = "Le fichier de la base est abîmé : restaurez une sauvegarde (docs/sauvegarde.md).",
        [13] = StoreFailure.Full,
        [14] = "Le fichier de la base ne s'ouvre pas : il n'est plus là, ou les droits manquent.",
        [26] = "Ce fichier n'est pas une base SQLite.",
        // SQLITE_IOERR_SHMSIZE: no room for the index of the log, which every reader needs.
        [4874] = StoreFailure.Full,
    };

    public static StoreException? Explain(Exception failure) => failure is SqliteException refused ? Explain(refused) : null;

    public static StoreException Explain(SqliteException refused) =>
        new(
            Sentences.GetValueOrDefault(refused.SqliteExtendedErrorCode)
            ?? Sentences.GetValueOrDefault(refused.SqliteErrorCode, $"La base ne répond pas comme elle devrait (SQLite, code {refused.SqliteExtendedErrorCode})."),
            refused);
}
