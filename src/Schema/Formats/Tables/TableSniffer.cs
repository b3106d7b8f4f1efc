using System.Text;
using System.Text.Json;
using Maillage.Schema.Fields;
using Maillage.Schema.Parsing;

namespace Maillage.Schema.Formats.Tables;

/// <summary>Tells what kind of table the first bytes of a file begin.</summary>
internal static class TableSniffer
{
    // What people send in place of a table: told by its first bytes, named so that they know what to do.
    private static readonly (byte[] Magic, string Advice)[] NoTables =
    [
        ("%PDF"u8.ToArray(), "c'est un PDF : demandez le tableau d'origine"),
        ([0x89, 0x50, 0x4E, 0x47], "c'est une image"),
        ([0xFF, 0xD8, 0xFF], "c'est une image"),
        ("GIF8"u8.ToArray(), "c'est une image"),
        ([0x42, 0x5A, 0x68], "c'est une archive bzip2 : décompressez-la"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "c'est une archive xz : décompressez-la"),
        ([0x28, 0xB5, 0x2F, 0xFD], "c'est une archive zstd : décompressez-la"),
        ("7z\xBC\xAF"u8.ToArray(), "c'est une archive 7z : décompressez-la"),
        ("Rar!"u8.ToArray(), "c'est une archive RAR : décompressez-la"),
        ("SQLite format 3"u8.ToArray(), "c'est une base SQLite"),
        ("PAR1"u8.ToArray(), "c'est un fichier Parquet"),
        ("fgb"u8.ToArray(), "c'est un fichier FlatGeobuf"),
    ];

    private static readonly byte[] Zip = [0x50, 0x4B, 0x03, 0x04];
    private static readonly byte[] OldWorkbook = [0xD0, 0xCF, 0x11, 0xE0];

    public static TableKind KindOf(PeekedStream peeked, out Issue? refusal)
    {
        var head = peeked.Head;
        refusal = head.IsEmpty ? new Issue("*", IssueCodes.FichierVide) : null;
        if (head.StartsWith(OldWorkbook))
        {
            return TableKind.Xlsx;
        }

        if (head.StartsWith(Zip))
        {
            refusal = AdviceOnZip(head) is { } notAWorkbook ? new Issue("*", IssueCodes.FichierBinaire, notAWorkbook) : null;
            return TableKind.Xlsx;
        }

        if (AdviceOn(head) is { } advice)
        {
            refusal = new Issue("*", IssueCodes.FichierBinaire, advice);
            return TableKind.Csv;
        }

        if (peeked.LooksLikeMarkup)
        {
            refusal = new Issue("*", IssueCodes.FichierHtml);
            return TableKind.Csv;
        }

        return !peeked.LooksLikeJson ? TableKind.Csv
            : IsOneObjectALine(peeked) ? TableKind.Ndjson
            : peeked.Encoding.GetString(head[..Math.Min(head.Length, 2_000)]).Contains("\"FeatureCollection\"", StringComparison.Ordinal) ? TableKind.GeoJson
            : TableKind.Json;
    }

    private static string? AdviceOn(ReadOnlySpan<byte> head)
    {
        foreach (var (magic, advice) in NoTables)
        {
            if (head.StartsWith(magic))
            {
                return advice;
            }
        }

        // Text has no zero byte, but in UTF-16, which its mark announces.
        return head is not [0xFF, 0xFE, ..] and not [0xFE, 0xFF, ..] && head[..Math.Min(head.Length, 4_096)].Contains((byte)0) ? "ce n'est pas du texte" : null;
    }

    // The names of the entries stand in clear between their contents.
    private static string? AdviceOnZip(ReadOnlySpan<byte> head) =>
        head.IndexOf("mimetypeapplication/vnd.oasis.opendocument"u8) >= 0 ? "c'est un classeur LibreOffice : enregistrez-le en .xlsx ou en CSV"
        : head.IndexOf("word/document.xml"u8) >= 0 ? "c'est un document Word : demandez le tableau d'origine"
        : head.IndexOf("ppt/presentation.xml"u8) >= 0 ? "c'est une présentation : demandez le tableau d'origine"
        : head.IndexOf("xl/"u8) >= 0 || head.IndexOf("[Content_Types].xml"u8) >= 0 ? null
        : "c'est une archive zip : décompressez-la";

    private static bool IsOneObjectALine(PeekedStream peeked)
    {
        var text = peeked.Encoding.GetString(peeked.Head).TrimStart('\uFEFF').Trim();
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var first = (end < 0 ? text : text[..end]).TrimEnd();
        return first is ['{', .., '}'] && (end < 0 ? IsARecord(first) : text.AsSpan(end).TrimStart() is ['{', ..]);
    }

    // Alone in its file, an object that holds a list is the list's.
    private static bool IsARecord(string written)
    {
        try
        {
            using var document = JsonDocument.Parse(written);
            return !document.RootElement.EnumerateObject().Any(member => member.Value.ValueKind == JsonValueKind.Array
                && (member.Value.GetArrayLength() == 0 ? Array.IndexOf(JsonTable.UsualLists, Json.NameOf(member)) >= 0 : member.Value.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Object)));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>UTF-8 where a byte that is none is read as Windows-1252: files that two programs wrote hold both.</summary>
internal static class TolerantUtf8
{
    public static Encoding Create() => Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new Windows1252Fallback());

    private sealed class Windows1252Fallback : DecoderFallback
    {
        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

        private sealed class Buffer : DecoderFallbackBuffer
        {
            private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? Encoding.Latin1;
            private string text = "";
            private int next;

            public override int Remaining => text.Length - next;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                (text, next) = (Windows1252.GetString(bytesUnknown), 0);
                return text.Length > 0;
            }

            public override char GetNextChar() => next < text.Length ? text[next++] : '\0';

            public override bool MovePrevious()
            {
                if (next == 0)
                {
                    return false;
                }

                next--;
                return true;
            }

            public override void Reset() => (text, next) = ("", 0);
        }
    }
}
