using System.IO.Compression;
using Maillage.Importers.Fetch.Archives;
using Maillage.Schema.Formats;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Fetch.Http;

/// <summary>What a server may compress an answer with on the way (RFC 9110 §8.4.1): a row each.</summary>
internal static class ContentCodings
{
    private static readonly (string Name, Func<Stream, Stream> Decode)[] All =
    [
        ("gzip", stream => new CheckedStream(new WholeGzipStream(stream))),
        ("x-gzip", stream => new CheckedStream(new WholeGzipStream(stream))),
        ("deflate", stream => new ZLibStream(stream, CompressionMode.Decompress)),
        ("br", stream => new BrotliStream(stream, CompressionMode.Decompress)),
    ];

    /// <summary>What is asked for.</summary>
    public const string Accepted = "gzip, deflate, br";

    /// <summary>True when it can be decoded.</summary>
    public static bool Knows(string coding) => Array.Exists(All, row => row.Name == coding);

    /// <summary>Replaces a received file by what it stands for; an issue when it stands for nothing, or for too much.</summary>
    public static Issue? Decode(string path, string coding, ArchiveLimits limits)
    {
        var decoded = path + ".decode";
        var budget = new ArchiveBudget(limits);
        try
        {
            using (var file = File.OpenRead(path))
            using (var counted = new CountingStream(file))
            using (var content = new BudgetedStream(Array.Find(All, row => row.Name == coding).Decode(counted), () => counted.Count, budget))
            using (var target = File.Create(decoded))
            {
                content.CopyTo(target);
            }

            File.Move(decoded, path, overwrite: true);
            return null;
        }
        // Brotli says what it does not understand its own way.
        catch (Exception broken) when (StreamFailure.Explains(broken) || broken is InvalidOperationException)
        {
            File.Delete(decoded);
            return budget.Refusal ?? new Issue("*", StreamFailure.Code(broken), coding);
        }
    }
}
