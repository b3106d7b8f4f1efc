using System.Text;

namespace Maillage.Schema.Formats.Tables;

/// <summary>Reads lines no longer than any line of a table: a file of 200 MB on one line is no table, and is refused before it fills the memory.</summary>
internal sealed class LineReader(TextReader text) : IDisposable
{
    /// <summary>Characters; the longest line of the real files has 30 000.</summary>
    public const int Longest = 4 * 1024 * 1024;

    private readonly char[] buffer = new char[1 << 16];
    private int start;
    private int end;
    private bool afterReturn;

    /// <summary>The next line, without its end (LF, CRLF, or the CR of old Macintosh files); null after the last one.</summary>
    /// <exception cref="InvalidDataException">The line is longer than any line of a table.</exception>
    public string? ReadLine()
    {
        StringBuilder? begun = null;
        while (start < end || Fill())
        {
            if (afterReturn && buffer[start] == '\n')
            {
                start++;
                afterReturn = false;
                continue;
            }

            afterReturn = false;
            var rest = buffer.AsSpan(start, end - start);
            var length = rest.IndexOfAny('\n', '\r');
            if (length >= 0)
            {
                var line = begun is null ? rest[..length].ToString() : begun.Append(rest[..length]).ToString();
                afterReturn = rest[length] == '\r';
                start += length + 1;
                return line;
            }

            begun = (begun ?? new StringBuilder()).Append(rest);
            start = end;
            if (begun.Length > Longest)
            {
                throw new InvalidDataException("A line longer than any line of a table.");
            }
        }

        return begun?.ToString();
    }

    public void Dispose() => text.Dispose();

    private bool Fill()
    {
        (start, end) = (0, text.Read(buffer, 0, buffer.Length));
        return end > 0;
    }
}
