using Maillage.Schema.Demarches;
using Maillage.Schema.Texte;

namespace Maillage.Catalogue;

/// <summary>The order of the démarches found by words: those whose title says every one of them first.</summary>
public static class DemarchesSearch
{
    /// <summary>Every démarche that answers the query.</summary>
    public static IReadOnlyList<Found<Demarche>> Search(this Dataset<Demarche> demarches, ListQuery query)
    {
        ArgumentNullException.ThrowIfNull(demarches);
        ArgumentNullException.ThrowIfNull(query);
        var results = demarches.Run(query);
        var found = results.Page(0, results.Total);
        string[] words = [.. Repli.Plier((query.Of(Filters.Texte) as Words)?.Text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => " " + word)];
        return words.Length == 0 ? found : [.. found.OrderBy(one => SaysEvery(" " + Repli.Plier(one.Record.Titre), words) ? 0 : 1)];
    }

    private static bool SaysEvery(string title, string[] words) => Array.TrueForAll(words, word => title.Contains(word, StringComparison.Ordinal));
}
