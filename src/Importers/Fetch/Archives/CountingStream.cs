using Maillage.Schema.Formats;

namespace Maillage.Importers.Fetch.Archives;

/// <summary>Says how many bytes went through.</summary>
internal sealed class CountingStream(Stream inner) : ForwardStream(inner)
{
    private readonly Stream inner = inner;
    private long count;

    public long Count => Volatile.Read(ref count);

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Volatile.Write(ref count, count + read);
        return read;
    }
}

/// <summary>What comes out of a decompression, charged to the budget of the source.</summary>
/// <param name="inner">The bytes, decompressed.</param>
/// <param name="read">How many bytes were read for them so far.</param>
/// <param name="budget">What the source may take.</param>
internal sealed class BudgetedStream(Stream inner, Func<long> read, ArchiveBudget budget) : ForwardStream(inner)
{
    private readonly Stream inner = inner;
    private long given;

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        given += count;
        budget.Take(count, given, read());
        return count;
    }
}
