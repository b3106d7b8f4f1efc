using System.Collections.Frozen;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Normalise;

/// <summary>What people write in a cell to say that they have nothing to write: only as the whole cell, never inside a text.</summary>
internal static class EmptyWords
{
    private const int Longest = 24;

    // Folded forms. « Non » is not here: to some questions it is the answer; nor « RAS », which is also a place.
    private static readonly FrozenSet<string> Words = new[]
    {
        "0", "n a", "na", "nc", "n c", "nr", "n r", "neant", "aucun", "aucune", "vide", "sans objet", "inconnu", "inconnue",
        "non renseigne", "non renseignee", "non renseignes", "non communique", "non communiquee", "non defini", "non definie", "non disponible",
        "pas de reponse", "a completer", "a definir", "a preciser", "a renseigner",
        "null", "none", "nan", "undefined", "object object", "xx", "xxx", "xxxx", "xxxxx",
    }.ToFrozenSet();

    // The errors of spreadsheets. They are told by their sign: folded, « #NOM? » would be a word.
    private static readonly FrozenSet<string> SpreadsheetErrors = new[]
    {
        "#N/A", "#NOM?", "#NAME?", "#REF!", "#VALEUR!", "#VALUE!", "#NUL!", "#NULL!", "#DIV/0!", "#NOMBRE!", "#NUM!",
    }.ToFrozenSet();

    /// <summary>True when the text says nothing: a placeholder, or punctuation alone.</summary>
    public static bool SayNothing(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length > Longest)
        {
            return false;
        }

        return IsPunctuation(trimmed) || Words.Contains(Repli.Plier(trimmed.ToString())) || SpreadsheetErrors.Contains(trimmed.ToString());
    }

    private static bool IsPunctuation(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsPunctuation(c) && !char.IsWhiteSpace(c) && c is not ('+' or '=' or '<' or '>' or '|' or '~' or '`' or '^'))
            {
                return false;
            }
        }

        return true;
    }
}
