using Maillage.Store.Sqlite;

namespace Maillage.Api.Commands;

/// <summary>Opens the store that a setting names.</summary>
internal static class StoreOpener
{
    private const string Sqlite = "sqlite:";

    /// <summary>The store; null, with a complaint, when the setting names none.</summary>
    public static SqliteStore? Open(string? given, TimeProvider clock)
    {
        var value = Settings.Store.Value(given);
        if (!value.StartsWith(Sqlite, StringComparison.Ordinal) || value.Length == Sqlite.Length)
        {
            Terminal.Complain($"« {Settings.Store.Option} {value} » : écrivez sqlite:FICHIER, par exemple {Settings.Store.Default}.");
            return null;
        }

        var file = value[Sqlite.Length..];
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
        {
            Terminal.Complain($"« {Settings.Store.Option} {value} » : le dossier {folder} n'existe pas.");
            return null;
        }

        return new SqliteStore(file, clock);
    }
}
