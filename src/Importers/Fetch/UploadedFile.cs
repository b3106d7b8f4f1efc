using Maillage.Importers.Fetch.Archives;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Fetch;

/// <summary>A file that somebody sent to have it looked at: gone when it is closed, however the process ends. Decompressed on the way when it is gzip, within limits.</summary>
public sealed class UploadedFile : IDisposable
{
    private const long MostUnpacked = 500_000_000;

    private readonly FileStream file;
    private readonly ArchiveBudget budget = new(new ArchiveLimits { Bytes = MostUnpacked });

    private UploadedFile(FileStream file)
    {
        this.file = file;
        Span<byte> magic = stackalloc byte[2];
        var isCompressed = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length && magic is [0x1F, 0x8B];
        file.Position = 0;
        if (!isCompressed)
        {
            Content = file;
            return;
        }

        var compressed = new CountingStream(file);
        Content = new BudgetedStream(new CheckedStream(new WholeGzipStream(compressed)), () => compressed.Count, budget);
    }

    /// <summary>The bytes, decompressed.</summary>
    public Stream Content { get; }

    /// <summary>Why it was not read to its end, when a limit did it: its reader only knows that the bytes ended.</summary>
    public Issue? Refusal => budget.Refusal;

    /// <summary>Receives a file whole, so that who sends it slowly keeps nothing but a place on the disk.</summary>
    /// <exception cref="InvalidDataException">It was not sent to its end.</exception>
    public static async Task<UploadedFile> ReceiveAsync(Stream sent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sent);
        var file = TemporaryFile.Create();
        try
        {
            await CopyAsync(sent, file, cancellationToken);
            file.Position = 0;
            return new UploadedFile(file);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    // What is wrong with what is sent is told from what is wrong with our disk.
    private static async Task CopyAsync(Stream sent, FileStream file, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        for (var read = await ReadAsync(); read > 0; read = await ReadAsync())
        {
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        async ValueTask<int> ReadAsync()
        {
            try
            {
                return await sent.ReadAsync(buffer, cancellationToken);
            }
            catch (IOException cut) when (cut.GetType() == typeof(IOException))
            {
                throw new InvalidDataException(cut.Message, cut);
            }
        }
    }

    public void Dispose()
    {
        Content.Dispose();
        file.Dispose();
    }
}
