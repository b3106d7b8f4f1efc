using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Normalise;

/// <summary>E-mail addresses: several in one cell, <c>mailto:</c>, the name of the person left out, masked ones.</summary>
internal static partial class EmailNormaliser
{
    private const int Longest = 2_000;
    private const int LongestAddress = 254;

    // Addresses of individuals were masked in the files we received: nothing to publish.
    private const string Masked = "personne.masquee@";

    /// <summary>True when the text is an e-mail address and nothing else.</summary>
    public static bool IsAddress(string text) => text.Length <= LongestAddress && Address().IsMatch(text);

    public static IEnumerable<Parsed<string>> ParseAll(IEnumerable<string> cells) => cells.SelectMany(ParseCell);

    private static IEnumerable<Parsed<string>> ParseCell(string cell)
    {
        // Most cells are one address, and cost no more than saying so.
        if (IsAddress(cell) && !cell.AsSpan().ContainsAnyInRange('A', 'Z') && !cell.Contains(Masked, StringComparison.Ordinal))
        {
            return [Parsed.Ok(cell)];
        }

        if (EmptyWords.SayNothing(cell))
        {
            return [];
        }

        if (cell.Length > Longest)
        {
            return [Refused(cell)];
        }

        var spelt = Dot().Replace(At().Replace(Question().Replace(PastedCell.Clean(cell), "$1"), "@"), "$1.$2");
        return Pieces(spelt) is { } pieces
            ? pieces.Where(piece => !piece.Contains(Masked, StringComparison.OrdinalIgnoreCase)).Select(piece => Parse(piece, cell, repaired: spelt.Trim() != cell.Replace('\u00A0', ' ').Trim()))
            : [Refused(cell)];
    }

    // A separator separates addresses: when it leaves a piece that is none (« contact@ville.gouv,fr »), the cell is one address with a fault.
    private static List<string>? Pieces(string cell)
    {
        var pieces = Separators().Split(Aside().Replace(Mailto().Replace(cell, " "), " ")).Select(piece => piece.Trim('.', ':', '"', '\'', '’')).Where(piece => piece.Length > 0).ToList();
        var addresses = pieces.Where(piece => piece.Contains('@')).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        // « Accueil <accueil@ville.fr> »: the brackets say which part is the address; the name is not published.
        return addresses.Count > 0 && (Bracketed().IsMatch(cell) || pieces.All(piece => piece.Contains('@') || Link().IsMatch(piece))) ? addresses : null;
    }

    private static Parsed<string> Parse(string piece, string cell, bool repaired)
    {
        if (!IsAddress(piece))
        {
            return Refused(piece);
        }

        // Domains have no case (RFC 5321 §2.4); what stands before the @ is left to its owner.
        var at = piece.LastIndexOf('@');
        var address = piece[..at] + piece[at..].ToLowerInvariant();
        return repaired ? Parsed.Repaired(address, new Issue("courriels", IssueCodes.CourrielRepare, cell, address)) : Parsed.Ok(address);
    }

    private static Parsed<string> Refused(string text) => Parsed.Refused<string>(new Issue("courriels", IssueCodes.CourrielInvalide, text, Probably(text)));

    // Never published: nobody knows whether the mailbox exists.
    private static string? Probably(string text)
    {
        // Letters with their accents, nothing that Normalize would refuse.
        if (text.Length > LongestAddress || text.AsSpan().ContainsAnyInRange('\u2100', '\uFFFF'))
        {
            return null;
        }

        var plain = string.Concat(Mailto().Replace(text, "").Trim().Normalize(NormalizationForm.FormKD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));
        var joined = plain.Replace(',', '.').Replace("..", ".", StringComparison.Ordinal).Replace("@.", "@", StringComparison.Ordinal).Replace(".@", "@", StringComparison.Ordinal)
            .Replace("œ", "oe", StringComparison.Ordinal).TrimEnd('.').Replace(' ', '-');
        return joined != text && IsAddress(joined) ? joined : null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}\z")]
    private static partial Regex Address();

    // « accueil [at] ville.fr », « accueil @ ville.fr »: against robots, or by inattention.
    [GeneratedRegex(@"\s*[\[({]\s*(?:at|a|@|arobase?|arrobase|chez)\s*[\])}]\s*|(?<=\w)\s+@\s*(?=\w)|(?<=\w)\s*@\s+(?=\w)", RegexOptions.IgnoreCase)]
    private static partial Regex At();

    [GeneratedRegex(@"(\w)\s*[\[({]\s*(?:dot|point)\s*[\])}]\s*(\w)", RegexOptions.IgnoreCase)]
    private static partial Regex Dot();

    [GeneratedRegex(@"mailto:|\A\s*(?:courriels?|e-?mails?|m[ée]l|mail)\s*:", RegexOptions.IgnoreCase)]
    private static partial Regex Mailto();

    // mailto:accueil@ville.fr?subject=Contact
    [GeneratedRegex(@"(mailto:[^\s?<>]+)\?[^\s<>]*", RegexOptions.IgnoreCase)]
    private static partial Regex Question();

    // « (accueil) » beside the address.
    [GeneratedRegex(@"\([^()@]*\)")]
    private static partial Regex Aside();

    [GeneratedRegex(@"[\s;,|/<>()\[\]]+")]
    private static partial Regex Separators();

    [GeneratedRegex(@"<[^<>\s]+@[^<>\s]+>")]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"\A(?:et|ou|puis|and|&|-|–|•)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Link();
}
