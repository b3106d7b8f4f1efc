using Maillage.Store;
using Maillage.Store.Postgres;
using Maillage.Store.Sqlite;

namespace Maillage.Api.Commands;

/// <summary>A store that a command opened, and the folder made for it, if any.</summary>
internal sealed class OpenedStore(SqlStore store, DirectoryInfo? temporary = null) : IDisposable
{
    public IStore Store => store;

    /// <summary>The same, for what is done to the database itself.</summary>
    public SqlStore Database => store;

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
        IsPostgres(given) ? OpenPostgres(given)
        : FileOf(given) is { } file ? new OpenedStore(new SqliteStore(file, TimeProvider.System)) : null;

    /// <summary>The store to compare with; a file that does not exist yet is not created: an empty one stands in for it elsewhere.</summary>
    public static OpenedStore? OpenForRehearsal(string? given)
    {
        if (IsPostgres(given) || FileOf(given) is not { } file || File.Exists(file))
        {
            return Open(given);
        }

        var folder = Directory.CreateTempSubdirectory("maillage-");
        return new OpenedStore(new SqliteStore(Path.Combine(folder.FullName, "essai.db"), TimeProvider.System), folder);
    }

    /// <summary>Does something with the store that a setting names, and complains when it cannot be used.</summary>
    /// <param name="given">The setting.</param>
    /// <param name="use">What to do; gives the exit code.</param>
    /// <param name="rehearsal">Nothing is to be written.</param>
    /// <param name="mustExist">A file that does not exist is a slip: none is created.</param>
    public static async Task<int> UseAsync(string? given, Func<SqlStore, Task<int>> use, bool rehearsal = false, bool mustExist = false)
    {
        if (mustExist && WrittenFile(given) is { } file && !File.Exists(file))
        {
            Terminal.Complain($"« {file} » n'existe pas ; « {Settings.Store.Option} » dit où est la base.");
            return ExitCode.WrongCall;
        }

        using var opened = rehearsal ? OpenForRehearsal(given) : Open(given);
        if (opened is null)
        {
            return ExitCode.WrongCall;
        }

        try
        {
            return await use(opened.Database);
        }
        catch (StoreException unusable)
        {
            Terminal.Complain(unusable.Message);
            return ExitCode.WrongCall;
        }
    }

    /// <summary>A folder that goes with the store: beside a file, or where we are.</summary>
    public static string FolderOf(string? given, string name) => Path.Combine(WrittenFile(given) is { } file ? Path.GetDirectoryName(Path.GetFullPath(file)) ?? "." : ".", name);

    private static bool IsPostgres(string? given) => PostgresStore.IsAddress(Settings.Store.Value(given));

    private static OpenedStore? OpenPostgres(string? given)
    {
        try
        {
            return new OpenedStore(PostgresStore.At(Settings.Store.Value(given), TimeProvider.System));
        }
        catch (StoreException unusable)
        {
            Terminal.Complain($"« {Settings.Store.Option} » : {unusable.Message}");
            return null;
        }
    }

    // The file that the setting names; null when it names none.
    private static string? WrittenFile(string? given) =>
        Settings.Store.Value(given) is var value && value.StartsWith(Sqlite, StringComparison.Ordinal) && value.Length > Sqlite.Length && !value.Contains('\0') ? value[Sqlite.Length..] : null;

    private static string? FileOf(string? given)
    {
        var value = Settings.Store.Value(given);
        if (WrittenFile(given) is not { } file)
        {
            // What looks like the address of a server may hold a password.
            var shown = value.AsSpan().ContainsAny('@', '=') ? "" : $" {value}";
            Terminal.Complain($"« {Settings.Store.Option}{shown} » : écrivez sqlite:FICHIER, par exemple {Settings.Store.Default}, ou l'adresse d'une base PostgreSQL, par exemple {PostgresStore.Example}.");
            return null;
        }

        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
        {
            Terminal.Complain($"« {Settings.Store.Option} {value} » : le dossier {folder} n'existe pas.");
            return null;
        }

        return file;
    }
}
