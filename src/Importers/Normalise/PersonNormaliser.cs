using System.Text.RegularExpressions;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Normalise;

/// <summary>Remarks written for a counter sometimes name a person: the name is not published, nor the mobile number beside it.</summary>
internal static partial class PersonNormaliser
{
    private const string Removed = "[nom retiré]";

    /// <summary>The text of a remark, without the names of individuals.</summary>
    public static string? Parse(string field, string? raw, ICollection<Issue> issues)
    {
        var text = TextNormaliser.Parse(field, raw).Take(issues);
        if (text is null || !Named().IsMatch(text))
        {
            return text;
        }

        var without = Mobile().Replace(Named().Replace(text, Removed), "[numéro retiré]");
        // The value is not quoted: a report is read by more people than the file was.
        issues.Add(new Issue(field, IssueCodes.PersonneRetiree, null, without));
        return without;
    }

    // A civility followed by a capitalised name. « Madame le maire », « M. Le Maire » are functions.
    [GeneratedRegex(@"\b(?:M\.|Mr\.?|Mme|Mlle|Monsieur|Madame|Mademoiselle)\s+(?!(?:Le|La|L'|Les|Maire|Maires|Président|Présidente)\b)(?:\p{Lu}[\p{L}'’-]+|\p{Lu}\.)(?:\s+\p{Lu}[\p{L}'’-]+)*")]
    private static partial Regex Named();

    [GeneratedRegex(@"(?:\+33\s?|0)[67](?:[\s.-]?[0-9]{2}){4}")]
    private static partial Regex Mobile();
}
