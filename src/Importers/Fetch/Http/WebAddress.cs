namespace Maillage.Importers.Fetch.Http;

/// <summary>Addresses that declarations give, and how they are shown: without the query, which may hold a secret.</summary>
internal static class WebAddress
{
    /// <summary>An address that can be fetched; null for any other text.</summary>
    public static Uri? Read(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", UserInfo: "", Fragment: "" } ? address : null;

    /// <summary>What may be said of a text that was given as an address.</summary>
    public static string Shown(string? text) =>
        Read(text) is { } address ? Shown(address) : (text ?? "").Split('?', '#')[0].Split('@')[^1];

    /// <summary>What may be said of an address.</summary>
    public static string Shown(Uri address) => address.GetLeftPart(UriPartial.Path);

    /// <summary>The address with a parameter, instead of the one of that name if there is one.</summary>
    public static Uri With(Uri address, string parameter, string value)
    {
        var others = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(pair => Uri.UnescapeDataString(pair.Split('=')[0]) != parameter);
        return new UriBuilder(address) { Query = string.Join('&', others.Append($"{parameter}={Uri.EscapeDataString(value)}")) }.Uri;
    }

    /// <summary>The name of the file that the address ends with, made of what any file system takes.</summary>
    public static string FileName(Uri address)
    {
        var last = Uri.UnescapeDataString(address.Segments.LastOrDefault("")).Trim('/');
        var name = string.Concat(last.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-')).Trim('.', '-');
        return name.Length == 0 ? "donnees" : name.Length <= 80 ? name : name[^80..];
    }
}
