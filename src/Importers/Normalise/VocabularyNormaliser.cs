using Maillage.Schema.Parsing;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Importers.Normalise;

/// <summary>Values of closed lists, recognised whatever their case, accents, apostrophes and punctuation. What is only near is proposed, never taken.</summary>
internal static class VocabularyNormaliser
{
    public static IReadOnlyList<string> ParseAll(string field, string list, IEnumerable<string> raw, ICollection<Issue> issues)
    {
        var vocabulaire = Vocabulaires.Trouver(list);
        List<string> values = [];
        foreach (var text in raw.Where(text => !EmptyWords.SayNothing(text)))
        {
            if ((vocabulaire.Reconnaitre(text) ?? vocabulaire.Reconnaitre(TextNormaliser.Parse(field, text).Value)) is not { } value)
            {
                issues.Add(new Issue(field, IssueCodes.HorsVocabulaire, text, vocabulaire.PlusProche(text)));
            }
            else if (!values.Contains(value))
            {
                values.Add(value);
            }
        }

        return values;
    }
}
