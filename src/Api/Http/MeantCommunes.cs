using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;

namespace Maillage.Api.Http;

/// <summary>The communes that were probably meant by what is no code: a postal code, or the beginning of a name.</summary>
internal static class MeantCommunes
{
    private const int ShortestName = 3;

    // Most nodes are never asked by a name. Both in the order of folded names.
    private static readonly Lazy<(string[] Names, Commune[] Communes)> byName = new(() =>
    {
        Commune[] communes = [.. Cog.Courant.Communes];
        var names = Array.ConvertAll(communes, commune => Repli.Plier(commune.Nom));
        Array.Sort(names, communes, StringComparer.Ordinal);
        return (names, communes);
    });

    /// <summary>Those of that postal code; else those whose name begins so, the shortest first.</summary>
    public static IEnumerable<Commune> Of(string value)
    {
        if (Cog.Courant.ParCodePostal(value) is { Count: > 0 } served)
        {
            return served;
        }

        var name = Repli.Plier(value);
        return name.Length < ShortestName ? [] : Beginning(name);
    }

    private static IEnumerable<Commune> Beginning(string name)
    {
        var (names, communes) = byName.Value;
        var (first, end) = (0, names.Length);
        while (first < end)
        {
            var middle = (first + end) / 2;
            (first, end) = string.CompareOrdinal(names[middle], name) < 0 ? (middle + 1, end) : (first, middle);
        }

        for (; first < names.Length && names[first].StartsWith(name, StringComparison.Ordinal); first++)
        {
            yield return communes[first];
        }
    }
}
