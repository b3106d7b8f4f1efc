using System.Collections.Frozen;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Reconcile;

/// <summary>An address as it is compared: its number, and the words of its street.</summary>
/// <param name="Number">The number; empty when there is none.</param>
/// <param name="Words">The words of the street, its kind and articles apart.</param>
internal sealed record StreetAddress(string Number, IReadOnlyList<string> Words)
{
    private static readonly FrozenSet<string> Silent = FrozenSet.Create(
        StringComparer.Ordinal,
        "rue", "r", "avenue", "av", "ave", "boulevard", "bd", "bld", "boul", "place", "pl", "chemin", "che", "ch", "route", "rte", "allee", "allees", "all", "impasse", "imp", "square", "sq", "quai",
        "cours", "faubourg", "fbg", "fg", "passage", "pas", "de", "du", "des", "la", "le", "les", "l", "d", "et", "a", "au", "aux", "en", "bis", "ter", "b", "t", "cedex", "bp", "cs");

    private static readonly FrozenDictionary<string, string> Abbreviations = new Dictionary<string, string>
    {
        ["st"] = "saint",
        ["ste"] = "sainte",
        ["gal"] = "general",
        ["mal"] = "marechal",
        ["dr"] = "docteur",
        ["pdt"] = "president",
        ["cdt"] = "commandant",
        ["cne"] = "capitaine",
    }.ToFrozenDictionary();

    /// <summary>Reads the address; null when it names no street.</summary>
    public static StreetAddress? Of(string address)
    {
        var tokens = Repli.Plier(address).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] words = [.. tokens.Where(token => !char.IsAsciiDigit(token[0]) && !Silent.Contains(token)).Select(token => Abbreviations.GetValueOrDefault(token, token)).Distinct()];
        return words.Length == 0 ? null : new StreetAddress(tokens.Length > 0 && char.IsAsciiDigit(tokens[0][0]) ? tokens[0].TrimEnd('b', 't', 'a', 'c') : "", words);
    }

    /// <summary>The part of the words of the shorter street that the other has, 0 to 1.</summary>
    public double SameStreet(StreetAddress other)
    {
        var common = Words.Count(word => other.Words.Any(one => Alike(word, one)));
        return (double)common / Math.Min(Words.Count, other.Words.Count) is var share && share > 1 ? 1 : share;
    }

    private static bool Alike(string word, string other) =>
        word == other || (word.Length >= 5 && other.Length >= 5 && Schema.Territoires.EditDistance.Between(word, other, 1) <= 1);
}
