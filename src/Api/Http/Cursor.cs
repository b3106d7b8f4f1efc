using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Maillage.Api.Http;

/// <summary>Where the next page begins: the version that the list began with, how far it went, and which question it answers.</summary>
internal sealed record Cursor(long Version, int Offset, string Question)
{
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Version}.{Offset}.{Question}")));

    /// <summary>Null when the text is no cursor of ours.</summary>
    public static Cursor? Parse(string text)
    {
        if (!Base64Url.IsValid(text))
        {
            return null;
        }

        return Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.') is [var version, var offset, { Length: > 0 } question]
            && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var v)
            && int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var o)
            ? new Cursor(v, o, question)
            : null;
    }

    /// <summary>Short fingerprint of a question (FNV-1a, 64 bits): a cursor only continues the list it came from. Against slips, not against malice: a wrong page is all there is to win.</summary>
    public static string Fingerprint(string question)
    {
        const ulong offsetBasis = 14695981039346656037;
        const ulong prime = 1099511628211;
        var hash = offsetBasis;
        foreach (var character in question)
        {
            hash = (hash ^ character) * prime;
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
