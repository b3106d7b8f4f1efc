using System.Collections.Frozen;
using FuzzySharp;
using Maillage.Schema.Texte;

namespace Maillage.Schema.Vocabulaires;

/// <summary>One value of a closed list.</summary>
/// <param name="Valeur">The published value.</param>
/// <param name="Libelle">French label for people; the value itself where the list has no label of its own.</param>
public sealed record Terme(string Valeur, string Libelle);

/// <summary>A closed list of values. Values are recognised whatever their case, accents, apostrophes and spaces.</summary>
public sealed class Vocabulaire
{
    private readonly FrozenDictionary<string, Terme> byFoldedForm;
    private readonly FrozenSet<string> values;

    internal Vocabulaire(string nom, IReadOnlyList<Terme> termes, IReadOnlyDictionary<string, string>? synonymes = null)
    {
        Nom = nom;
        Termes = termes;
        values = termes.Select(terme => terme.Valeur).ToFrozenSet();
        var forms = termes.ToDictionary(terme => Repli.Plier(terme.Valeur));
        foreach (var (synonyme, valeur) in synonymes ?? new Dictionary<string, string>())
        {
            forms.TryAdd(Repli.Plier(synonyme), forms[Repli.Plier(valeur)]);
        }

        byFoldedForm = forms.ToFrozenDictionary();
    }

    /// <summary>Name of the list, as the schemas and the filters use it.</summary>
    public string Nom { get; }

    /// <summary>The values, in published order.</summary>
    public IReadOnlyList<Terme> Termes { get; }

    /// <summary>True when the text is exactly a value.</summary>
    public bool Contient(string valeur) => values.Contains(valeur);

    /// <summary>The value that the text means (case, accents, apostrophes and former names apart); null when it is none.</summary>
    public string? Reconnaitre(string? texte) => byFoldedForm.GetValueOrDefault(Repli.Plier(texte))?.Valeur;

    /// <summary>The value that looks most like the text; null when nothing does.</summary>
    public string? PlusProche(string? texte) => Suggestion.PlusProche(texte, values);
}

/// <summary>Finds the value a person probably meant.</summary>
public static class Suggestion
{
    private const int NearEnough = 60;

    /// <summary>The candidate that looks most like the text; null when none is near enough.</summary>
    public static string? PlusProche(string? texte, IEnumerable<string> candidats)
    {
        var folded = Repli.Plier(texte);
        if (folded.Length == 0 || folded.Length > 200)
        {
            return null;
        }

        var best = candidats
            .Select(candidat => (Candidat: candidat, Score: Score(folded, Repli.Plier(candidat))))
            .Where(pair => pair.Score >= NearEnough)
            .OrderByDescending(pair => pair.Score)
            .ThenBy(pair => pair.Candidat, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Candidat;
    }

    // A beginning counts as near: « franc » means « france_services » more than « frans ».
    private static int Score(string texte, string candidat) =>
        texte.Length >= 3 && candidat.StartsWith(texte, StringComparison.Ordinal) ? 90 : Fuzz.Ratio(texte, candidat);
}
