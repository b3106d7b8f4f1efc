using System.Text.RegularExpressions;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Normalise;

/// <summary>E-mail addresses: several in one cell, <c>mailto:</c>, masked ones.</summary>
internal static partial class EmailNormaliser
{
    // Addresses of individuals were masked in the files we received: nothing to publish.
    private const string Masked = "personne.masquee@";

    private static readonly char[] Separators = [';', ',', ' ', '|', '\n', '\r', '\t', '\u00A0'];

    public static IEnumerable<Parsed<string>> ParseAll(IEnumerable<string> cells) => cells.SelectMany(ParseCell);

    // A separator separates addresses: when it leaves a piece that is none (« contact@ville.gouv,fr »), the cell is one address with a fault.
    private static IEnumerable<Parsed<string>> ParseCell(string cell)
    {
        var pieces = cell.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return pieces.All(piece => piece.Contains('@')) ? pieces.Select(Parse) : [Parse(cell.Trim())];
    }

    private static Parsed<string> Parse(string raw)
    {
        // A full stop at the end belongs to a sentence, not to the address.
        var address = (raw.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? raw["mailto:".Length..] : raw).TrimEnd('.');
        if (address.Contains(Masked, StringComparison.OrdinalIgnoreCase))
        {
            return Parsed.Nothing<string>();
        }

        return address.Length <= 254 && Address().IsMatch(address)
            ? Parsed.Ok(address)
            : Parsed.Refused<string>(new Issue("courriels", IssueCodes.CourrielInvalide, raw));
    }

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}\z")]
    private static partial Regex Address();
}
