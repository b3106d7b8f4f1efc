using System.Collections.Concurrent;
using Maillage.Schema.Lieux;
using Maillage.Store;

namespace Maillage.Tests.Robustesse;

/// <summary>A journal, and what was published at each of its versions.</summary>
internal sealed class JournalRejoue(IReadOnlyList<JournalEntry> entries)
{
    private readonly ConcurrentDictionary<long, IReadOnlyDictionary<string, Lieu>> versions = [];

    public IReadOnlyList<JournalEntry> Entries => entries;

    /// <summary>The lieux of a version, by id.</summary>
    public IReadOnlyDictionary<string, Lieu> At(long version) => versions.GetOrAdd(version, Replay);

    /// <summary>How a lieu came to be published no more, each time.</summary>
    public IReadOnlyList<Operation> EndsOf(string id) => [.. entries.Where(entry => entry.Id == id && entry.Entite is null).Select(entry => entry.Operation)];

    private Dictionary<string, Lieu> Replay(long version)
    {
        Dictionary<string, Lieu> lieux = [];
        foreach (var entry in entries.TakeWhile(entry => entry.Seq <= version))
        {
            if (entry.Entite is Lieu lieu)
            {
                lieux[entry.Id] = lieu;
            }
            else
            {
                lieux.Remove(entry.Id);
            }
        }

        return lieux;
    }
}
