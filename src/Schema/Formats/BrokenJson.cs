using System.Text;
using System.Text.Json;
using Maillage.Schema.Parsing;

namespace Maillage.Schema.Formats;

/// <summary>Why a JSON text cannot be read further, and where it stops making sense.</summary>
/// <param name="rest">What has not been read yet.</param>
/// <param name="state">State of the reader before it.</param>
/// <param name="endOfFile">Nothing follows.</param>
internal readonly ref struct BrokenJson(ReadOnlySpan<byte> rest, JsonReaderState state, bool endOfFile)
{
    private const int ExcerptLength = 60;
    private readonly ReadOnlySpan<byte> rest = rest;

    /// <summary>How many bytes make whole tokens.</summary>
    public long LengthReadable => Measure(endOfFile).Length;

    /// <param name="begun">Something of the file was understood before.</param>
    /// <param name="count">Elements given before.</param>
    public IssueCode Why(bool begun, long count)
    {
        var text = rest.TrimStart(" \t\r\n"u8);
        if (count == 0 && text is [(byte)'<', ..])
        {
            return IssueCodes.FichierHtml;
        }

        if (endOfFile && text.IsEmpty)
        {
            return begun ? IssueCodes.FichierTronque : IssueCodes.FichierVide;
        }

        // At the very end of the file, a broken token may simply lack its end; elsewhere it is wrong.
        return endOfFile && Measure(isFinal: false).WellFormed ? IssueCodes.FichierTronque : IssueCodes.FichierIllisible;
    }

    /// <summary>The beginning of a text on one line, to be quoted; null when it is empty.</summary>
    public static string? Excerpt(ReadOnlySpan<byte> text) => text.IsEmpty ? null
        : new string([.. Encoding.UTF8.GetString(text[..Math.Min(ExcerptLength, text.Length)]).Select(c => char.IsControl(c) ? ' ' : c)]).Trim();

    // How many bytes make whole tokens, and whether what follows may still become one.
    private (long Length, bool WellFormed) Measure(bool isFinal)
    {
        var reader = new Utf8JsonReader(rest, isFinal, state);
        try
        {
            while (reader.Read())
            {
            }

            return (reader.BytesConsumed, true);
        }
        catch (JsonException)
        {
            return (reader.BytesConsumed, false);
        }
    }
}
