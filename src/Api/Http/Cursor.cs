using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Maillage.Api.Http;

/// <summary>Where the next page begins: the version that the list began with, how far it went, and which question it answers.</summary>
/// <param name="Version">The version.</param>
/// <param name="Offset">How many records came before.</param>
/// <param name="Question">Fingerprint of the question.</param>
/// <param name="Origin">Short id of the database that the version counts in.</param>
/// <param name="Moment">Unix seconds of the moment that « now » stood for on the first page; 0 when it does not matter.</param>
internal sealed record Cursor(long Version, int Offset, string Question, string Origin, long Moment = 0)
{
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Version}.{Offset}.{Question}.{Origin}{(Moment == 0 ? "" : $".{Moment}")}")));

    /// <summary>Null when the text is no cursor of ours.</summary>
    public static Cursor? Parse(string text)
    {
        if (!Base64Url.IsValid(text))
        {
            return null;
        }

        return Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.') is [var version, var offset, { Length: > 0 } question, var origin, .. var rest]
            && rest.Length <= 1
            && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var v)
            && int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var o)
            && TryMoment(rest, out var moment)
            ? new Cursor(v, o, question, origin, moment)
            : null;
    }

    // Those of « now », in years that hours are known for.
    private static bool TryMoment(string[] rest, out long moment)
    {
        moment = 0;
        return rest is [] || (long.TryParse(rest[0], NumberStyles.None, CultureInfo.InvariantCulture, out moment) && OpeningParameters.IsWithinRange(DateTime.UnixEpoch.AddSeconds(Math.Min(moment, int.MaxValue * 2L))));
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
