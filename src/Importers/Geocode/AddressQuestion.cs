using System.Text.RegularExpressions;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Geocode;

/// <summary>What is asked of the geocoder, and all that it is told: the text of an address, the code of its commune.</summary>
/// <param name="Adresse">Number and street, or lieu-dit: no post box, no postal code, no commune.</param>
/// <param name="CodeInsee">The commune where the answer must be.</param>
/// <param name="AncienCode">The part of it that the source names by its code from before a merger: not sent, the answer must not be of another part.</param>
internal sealed partial record AddressQuestion(string Adresse, string CodeInsee, string? AncienCode = null)
{
    // The geocoder refuses a shorter and a longer text.
    private const int Shortest = 3;
    private const int Longest = 200;

    // The address may be that of another commune than the one published: the same street name exists in both.
    private static readonly IssueCode[] CommuneInDoubt = [IssueCodes.CoordonneesHorsCommune, IssueCodes.CommuneContredite];

    /// <summary>The question that locates the lieu; null when it is located, has no address of its own, or its commune is in doubt.</summary>
    public static AddressQuestion? Of(Lieu lieu, RawLieu raw, IReadOnlyCollection<Issue> issues)
    {
        if (lieu.Latitude is not null || raw.AdressePostale || issues.Any(issue => CommuneInDoubt.Contains(issue.Code)) || Clean(lieu.Adresse) is not { } text)
        {
            return null;
        }

        var former = issues.Any(issue => issue.Code == IssueCodes.CodeInseeAncien);
        return new AddressQuestion(text, lieu.CodeInsee, former ? raw.CodeInsee?.Trim() : null);
    }

    /// <summary>The address as the geocoder reads it best; null when nothing to look for is left.</summary>
    public static string? Clean(string? address)
    {
        if (address is null)
        {
            return null;
        }

        // It does not know the curly apostrophe; separators of CSV have no meaning in an address.
        var text = string.Concat(address.Take(Longest).Select(c => c switch
        {
            '’' or '‘' or 'ʼ' or '`' or '´' => '\'',
            ',' or ';' or '|' or '"' or '(' or ')' => ' ',
            _ => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c,
        }));
        text = Town().Replace(PostBox().Replace(text, " "), " ");
        text = string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        text = text[(text.TakeWhile(c => !char.IsLetterOrDigit(c)).Count())..];
        return text.Length >= Shortest && text.Any(char.IsLetter) ? text : null;
    }

    // « BP 12 », « B.P. n° 50 003 », « CS 40001 », « TSA 12345 »: where letters go, not where people go.
    [GeneratedRegex(@"\b(?:B\.? ?P\.?|C\.? ?S\.?|T\.? ?S\.? ?A\.?|boîte postale|boite postale) ?(?:n[°o] ?)?[0-9]{1,5}(?:[ .][0-9]{3})?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PostBox();

    // « 04000 Digne-les-Bains » and « Cedex 9 » after the street; an address of five digits alone is no town.
    [GeneratedRegex(@"(?<=\p{L}.*)\b[0-9]{5} +\p{L}.*$|\bcedex\b(?: ?[0-9]{1,2}\b)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Town();
}
