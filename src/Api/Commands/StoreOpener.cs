using Maillage.Store;
using Maillage.Store.Sqlite;

namespace Maillage.Api.Commands;

/// <summary>A store that a command opened, and the folder made for it, if any.</summary>
internal sealed class OpenedStore(SqliteStore store, DirectoryInfo? temporary = null) : IDisposable
{
    public IStore Store => store;

    public void Dispose()
    {
        store.Dispose();
        temporary?.Delete(recursive: true);
    }
}

/// <summary>Opens the store that a setting names.</summary>
internal static class StoreOpener
{
    private const string Sqlite = "sqlite:";

    /// <summary>The store; null, with a complaint, when the setting names none.</summary>
    public static OpenedStore? Open(string? given) =>
        FileOf(given) is { } file ? new OpenedStore(new SqliteStore(file, TimeProvider.System)) : null;

    /// <summary>The store to compare with; one that does not exist yet is not created: an empty one stands in for it elsewhere.</summary>
    public static OpenedStore? OpenForRehearsal(string? given)
    {
        if (FileOf(given) is not { } file || File.Exists(file))
        {
            return Open(given);
        }

        var folder = Directory.CreateTempSubdirectory("maillage-");
        return new OpenedStore(new SqliteStore(Path.Combine(folder.FullName, "essai.db"), TimeProvider.System), folder);
    }

    /// <summary>Folder of the copies that go with the store.</summary>
    public static string FolderOf(string? given) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(Settings.Store.Value(given)[Sqlite.Length..])) ?? ".", "copies");

    private static string? FileOf(string? given)
    {
        var value = Settings.Store.Value(given);
        if (!value.StartsWith(Sqlite, StringComparison.Ordinal) || value.Length == Sqlite.Length || value.Contains('\0'))
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

        return file;
    }
}
