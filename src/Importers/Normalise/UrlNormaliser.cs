using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Normalise;

/// <summary>Web addresses: a missing or misspelt scheme is repaired, the host is in lower case, the rest is kept as written.</summary>
internal static partial class UrlNormaliser
{
    // No site asks for more, and what follows compares slashes with slashes: a text without end would take as long.
    private const int Longest = 2_000;

    private static readonly SearchValues<char> SeparatorSigns = SearchValues.Create("|;, \t\r\n\u00A0");

    private static readonly IdnMapping Idn = new();

    /// <summary>True when the text says by itself that it is a web address: a scheme, or www.</summary>
    public static bool LooksLikeUrl(string text) => OwnSign().IsMatch(text);

    /// <summary>Every address of each cell.</summary>
    public static IEnumerable<Parsed<string>> ParseAll(string field, IEnumerable<string> cells) =>
        cells.SelectMany(cell => cell.Length > Longest || !cell.AsSpan().ContainsAny(SeparatorSigns) ? [cell] : Between().Split(PastedCell.Clean(cell))).Select(piece => Parse(field, piece));

    public static Parsed<string> Parse(string field, string? raw)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return Parsed.Nothing<string>();
        }

        if (raw.Length > Longest)
        {
            return Parsed.Refused<string>(new Issue(field, IssueCodes.UrlInvalide, raw));
        }

        // Most addresses are as they should be, and cost no more than saying so.
        if (Impeccable().IsMatch(raw))
        {
            return Parsed.Ok(raw);
        }

        if (EmptyWords.SayNothing(raw) || OnlyAScheme().IsMatch(raw))
        {
            return Parsed.Nothing<string>();
        }

        // Escaped, a destroyed character would pass for a sound one.
        if (raw.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return Parsed.Refused<string>(new Issue(field, IssueCodes.TexteCorrompu, raw));
        }

        var written = PastedCell.Clean(raw).Trim();
        if (Repair(written) is not { } url)
        {
            return Parsed.Refused<string>(new Issue(field, IssueCodes.UrlInvalide, raw, EmailOf(written)));
        }

        // « https://reseau.fr/ma ville »: cut at the space, it would be the page of another; whole, it is a guess.
        if (WordsInPath().IsMatch(written))
        {
            return Parsed.Refused<string>(new Issue(field, IssueCodes.UrlInvalide, raw, url));
        }

        return url == raw.Trim() ? Parsed.Ok(url) : Parsed.Repaired(url, new Issue(field, IssueCodes.UrlReparee, raw, url));
    }

    private static string? Repair(string written)
    {
        var text = Scheme().Replace(written, match => match.Groups["s"].Success ? "https://" : "http://", 1);
        text = CommaAfterWww().Replace(text, "$1.");
        text = Trailing().Replace(WordsAfter().Replace(text, ""), "");
        if (!text.Contains("://", StringComparison.Ordinal) && Host().IsMatch(text))
        {
            text = "https://" + text;
        }

        return Ascii(SlashLost().Replace(text, "$1/", 1));
    }

    // http://mairie@ville.fr: an e-mail address with the sign of another kind.
    private static string? EmailOf(string text) =>
        text[(text.IndexOf("://", StringComparison.Ordinal) is var end and >= 0 ? end + 3 : 0)..] is var rest && !rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase) && EmailNormaliser.IsAddress(rest)
            ? rest
            : null;

    // RFC 3986: only ASCII. What is already valid is left to the letter, the rest is escaped.
    private static string? Ascii(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https")
            || uri.HostNameType != UriHostNameType.Dns
            || AsciiHostOf(uri) is not { } host)
        {
            return null;
        }

        if (Plain().Match(text) is { Success: true } plain)
        {
            return string.Concat(plain.Groups["host"].Value.ToLowerInvariant(), text.AsSpan(plain.Groups["host"].Length));
        }

        return new UriBuilder(uri) { Host = host }.Uri.AbsoluteUri is var escaped && Plain().IsMatch(escaped) ? escaped : null;
    }

    private static string? AsciiHostOf(Uri uri)
    {
        try
        {
            var host = uri.IdnHost;
            return AsciiHost().IsMatch(Idn.GetAscii(host)) ? host : null;
        }
        catch (Exception invalid) when (invalid is ArgumentException or UriFormatException)
        {
            // Labels that no domain name may hold.
            return null;
        }
    }

    // A host of the commonest top-level domains, then a path of letters.
    [GeneratedRegex(@"\Ahttps?://(?!www[0-9]?\.[a-z]+(?:/|\z))(?:[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?\.)+(?:fr|com|org|net|eu|info|bzh)(?:/|(?:/[A-Za-z0-9_~-]+(?:\.[A-Za-z0-9_~-]+)*)+/?)?\z")]
    private static partial Regex Impeccable();

    // htttp://, ttps://, http//, http:/, https;//, and what a form wrote before what was pasted: http://https://, http://www.http://
    [GeneratedRegex(@"\A(?:https?://(?:www\.)?(?=h?t+p+s?:/))*h*t+p+(?<s>s)?\s*(?::/*|;/+|/{2,})\s*/*(?=[^/\s])", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\A\s*(?:h*t+p+s?\s*[:;/]|www[.,])", RegexOptions.IgnoreCase)]
    private static partial Regex OwnSign();

    // What a form puts in the field before anyone types.
    [GeneratedRegex(@"\A\s*(?:https?:?/*)?(?:www\.?)?/*\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex OnlyAScheme();

    // Between two addresses: a separator, then what looks like the start of one.
    [GeneratedRegex(@"(?<!\bh*t+p+s?[:;/]+\s*)\s*(?:[|;,]|\s(?:et|ou|/|-|–)\s|\s)\s*(?=(?:h+t+p+s?\s*[:;/]|www\.))", RegexOptions.IgnoreCase)]
    private static partial Regex Between();

    [GeneratedRegex(@"\A((?:https?://)?www),", RegexOptions.IgnoreCase)]
    private static partial Regex CommaAfterWww();

    // Full stops and commas of a sentence; « /www. » that a form left at the end of what it was given.
    [GeneratedRegex(@"(?:(?<=[^:/]/)(?:ps:/)?/?w{1,3}\.|(?<!#\S*)[.,;:!»""'>|]+)\s*\z")]
    private static partial Regex Trailing();

    // « https://… (refonte en cours) », « www.ville.fr rubrique jeunesse »: an address has no spaces, and these are words.
    [GeneratedRegex(@"(?:(?<=\A(?:https?://)?[^/\s]+\.[A-Za-z]{2,}/?)\s+|(?<=\.[A-Za-z]{2,}(?:[/?#]\S*)?)\s+[(:–-]\s*)[\p{L}('’,:)\s-]+\z")]
    private static partial Regex WordsAfter();

    [GeneratedRegex(@"\A(?:https?://)?[^/\s]+/\S+\s+(?![(:–-])[\p{L}('’,)\s-]+\z")]
    private static partial Regex WordsInPath();

    // « ville.frjeunesse/pij »: files whose authors joined domain and path. No other top-level domain begins with fr.
    [GeneratedRegex(@"\A(https?://[A-Za-z0-9.-]+\.fr)(?!l?(?:[/:?#]|\z)|ee\b|ogans\b|esenius\b|ontdoor\b|ontier\b)(?=[A-Za-z0-9_-]{2,}(?:/|\z|\.(?:html?|php|aspx?)(?:[/?#]|\z)))")]
    private static partial Regex SlashLost();

    [GeneratedRegex(@"\A(?:[\w-]+\.)+[a-z]{2,}(?:[/?#:]\S*)?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Host();

    // The last label is a top-level domain: letters, or the code of an internationalised one. After www. stands more than that.
    [GeneratedRegex(@"\A(?!www[0-9]?\.[^.]+\z)(?:[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?\.)+(?!(?:html?|php|aspx?|pdf)\z)(?:[A-Za-z]{2,24}|xn--[A-Za-z0-9-]{2,})\z", RegexOptions.IgnoreCase)]
    private static partial Regex AsciiHost();

    [GeneratedRegex(@"\A(?<host>https?://[A-Za-z0-9.:_-]+)(?:[/?#](?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?\z")]
    private static partial Regex Plain();
}
