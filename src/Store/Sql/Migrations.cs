using System.Globalization;

namespace Maillage.Store.Sql;

/// <summary>The numbered SQL files of a database.</summary>
internal static class Migrations
{
    /// <summary>What is still to be applied to a database, in order.</summary>
    /// <param name="folder">Folder of the files.</param>
    /// <param name="version">Number of the last file that was applied.</param>
    /// <exception cref="StoreException">The database was written by a newer version.</exception>
    public static IReadOnlyList<(int Number, string Sql)> After(string folder, int version)
    {
        var scripts = Scripts(folder + "/");
        return version > scripts[^1].Number
            ? throw new StoreException($"La base est à la version {version}, plus récente que ce programme ({scripts[^1].Number}). Mettez Maillage à jour.")
            : [.. scripts.Where(script => script.Number > version)];
    }

    private static List<(int Number, string Sql)> Scripts(string prefix)
    {
        var assembly = typeof(Migrations).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => (int.Parse(name.AsSpan(prefix.Length, 3), CultureInfo.InvariantCulture), Text(name))),
        ];

        string Text(string name)
        {
            using var stream = assembly.GetManifestResourceStream(name) ?? throw new StoreException($"Migration {name} introuvable.");
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
