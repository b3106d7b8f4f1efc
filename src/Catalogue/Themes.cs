using System.Collections.Frozen;
using Maillage.Schema.Demarches;
using Maillage.Schema.Texte;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Catalogue;

/// <summary>The themes of the published démarches and the dossiers under them, by id and by title.</summary>
public sealed class Themes
{
    private readonly IReadOnlyList<string> titles;
    private readonly FrozenDictionary<string, string[]> ids;

    /// <param name="demarches">Every published démarche.</param>
    public Themes(IEnumerable<Demarche> demarches)
    {
        List<EtapeChemin> steps = [.. demarches.SelectMany(DemarchesIndexes.Path).Distinct()];
        titles = [.. steps.Select(step => step.Titre).Distinct().Order(StringComparer.Ordinal)];
        ids = steps.SelectMany(step => new[] { (Name: Repli.Plier(step.Id), step.Id), (Name: Repli.Plier(step.Titre), step.Id) })
            .GroupBy(pair => pair.Name)
            .ToFrozenDictionary(same => same.Key, same => same.Select(pair => pair.Id).Distinct().ToArray());
    }

    /// <summary>The ids of the theme, or of the dossiers, that an id or a title names; empty when none is.</summary>
    public IReadOnlyList<string> Find(string idOrTitle) => ids.GetValueOrDefault(Repli.Plier(idOrTitle)) ?? [];

    /// <summary>The titles that were probably meant, best first.</summary>
    public IEnumerable<string> Nearest(string text)
    {
        var folded = Repli.Plier(text);
        return titles.Where(title => folded.Length >= 3 && Repli.Plier(title).Contains(folded, StringComparison.Ordinal))
            .Append(Suggestion.PlusProche(text, titles))
            .OfType<string>()
            .Distinct();
    }
}
