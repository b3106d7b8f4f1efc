using Maillage.Importers.Normalise;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Validate;

/// <summary>Values as a report quotes them: shortened, without the names of individuals.</summary>
internal static class QuotedText
{
    /// <summary>What is quoted of a value that a person's name was taken out of by means that the value alone does not tell.</summary>
    public const string NotQuoted = "(nomme une personne : non cité)";

    private const int Longest = 300;

    public static string? Of(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        List<Issue> found = [];
        PersonNormaliser.Parse("presentation_detail", value, found);
        var named = found.Find(issue => issue.Code == IssueCodes.PersonneRetiree);
        return TextNormaliser.CutAtWord(named is null ? value : named.Suggestion ?? NotQuoted, Longest);
    }
}
