using Maillage.Schema.Lieux;
using Maillage.Schema.Texte;
using Maillage.Store.Sqlite;

namespace Maillage.Bench;

/// <summary>The lieux of a store that was filled by imports: the SQLite file that MAILLAGE_BASE names. It is only read.</summary>
internal static class Lieux
{
    /// <summary>All of them, in the order of lists.</summary>
    public static async Task<IReadOnlyList<Lieu>> ReadAsync()
    {
        var file = Environment.GetEnvironmentVariable("MAILLAGE_BASE") ?? throw new InvalidOperationException("MAILLAGE_BASE : fichier SQLite rempli par des imports.");
        using var store = new SqliteStore(file, TimeProvider.System);
        List<Lieu> lieux = [];
        await foreach (var entries in store.ReadAsync(0, CancellationToken.None))
        {
            lieux.AddRange(entries.Select(entry => entry.Entite).OfType<Lieu>());
        }

        return [.. lieux.OrderBy(lieu => lieu.CodeInsee, StringComparer.Ordinal).ThenBy(lieu => Repli.Plier(lieu.Nom), StringComparer.Ordinal).ThenBy(lieu => lieu.Id, StringComparer.Ordinal)];
    }
}
