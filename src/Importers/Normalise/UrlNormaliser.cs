using System.Globalization;
using System.Text.RegularExpressions;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Normalise;

/// <summary>Web addresses: a missing or misspelt scheme is repaired, the rest is kept as written.</summary>
internal static partial class UrlNormaliser
{
    // No site asks for more, and what follows compares slashes with slashes: a text without end would take as long.
    private const int Longest = 2_000;

    private static readonly IdnMapping Idn = new();

    /// <summary>True when the text says by itself that it is a web address: a scheme, or www.</summary>
    public static bool LooksLikeUrl(string text) => OwnSign().IsMatch(text);

    public static Parsed<string> Parse(string field, string? raw)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return Parsed.Nothing<string>();
        }

        var written = raw.Trim();
        if (written.Length > Longest)
        {
            return Parsed.Refused<string>(new Issue(field, IssueCodes.UrlInvalide, raw));
        }

        var repaired = Scheme().Replace(written, match => match.Groups["s"].Success ? "https://" : "http://", 1);
        if (repaired == written && !written.Contains("://", StringComparison.Ordinal) && Host().IsMatch(written))
        {
            repaired = "https://" + written;
        }

        if (Ascii(repaired) is not { } url)
        {
            return Parsed.Refused<string>(new Issue(field, IssueCodes.UrlInvalide, raw));
        }

        return url == written ? Parsed.Ok(url) : Parsed.Repaired(url, new Issue(field, IssueCodes.UrlReparee, raw, url));
    }

    // RFC 3986: only ASCII. What is already valid is left to the letter, the rest is escaped.
    private static string? Ascii(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https")
            || !uri.Host.Contains('.')
            || uri.HostNameType != UriHostNameType.Dns
            || AsciiHostOf(uri) is not { } host)
        {
            return null;
        }

        return Plain().IsMatch(text) ? text
            : new UriBuilder(uri) { Host = host }.Uri.AbsoluteUri is var escaped && Plain().IsMatch(escaped) ? escaped
            : null;
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

    [GeneratedRegex(@"\Ah+t+p+(?<s>s)?\s*(?::/*|;/+|/{2,})\s*/*(?=[^/\s])", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\A\s*(?:h+t+p+s?\s*[:;/]|www\.)", RegexOptions.IgnoreCase)]
    private static partial Regex OwnSign();

    [GeneratedRegex(@"\A(?:[\w-]+\.)+[a-z]{2,}(?:[/?#:]\S*)?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Host();

    [GeneratedRegex(@"\A(?:[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,}\z")]
    private static partial Regex AsciiHost();

    [GeneratedRegex(@"\Ahttps?://[A-Za-z0-9.:_-]+(?:[/?#](?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?\z")]
    private static partial Regex Plain();
}
