using System.Text.RegularExpressions;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Normalise;

/// <summary>E-mail addresses: several in one cell, <c>mailto:</c>, masked ones.</summary>
internal static partial class EmailNormaliser
{
    // Addresses of individuals were masked in the files we received: nothing to publish.
    private const string Masked = "personne.masquee@";

    public static IEnumerable<Parsed<string>> ParseAll(IEnumerable<string> cells) => cells
        .SelectMany(cell => cell.Split([';', ',', ' ', '|', '\n', '\t', '\u00A0'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Select(Parse);

    private static Parsed<string> Parse(string raw)
    {
        var address = raw.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? raw["mailto:".Length..] : raw;
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
