namespace Maillage.Schema.Formats.Tables;

/// <summary>Reads lines no longer than any line of a table: a file of 200 MB on one line is no table, and is refused before it fills the memory.</summary>
internal sealed class LineGuard(TextReader text) : TextReader
{
    /// <summary>Characters; the longest line of the real files has 30 000.</summary>
    public const int Longest = 4 * 1024 * 1024;

    private long sinceLineEnd;

    public override int Peek() => text.Peek();

    public override int Read()
    {
        var c = text.Read();
        sinceLineEnd = c == '\n' ? 0 : sinceLineEnd + 1;
        return c;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        var read = text.Read(buffer);
        var end = buffer[..read].LastIndexOf('\n');
        sinceLineEnd = end < 0 ? sinceLineEnd + read : read - end - 1;
        return sinceLineEnd <= Longest ? read : throw new InvalidDataException("A line longer than any line of a table.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            text.Dispose();
        }

        base.Dispose(disposing);
    }
}
