using System.Globalization;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Fetch.Archives;

/// <summary>What has been taken from a source so far, against its limits. Remembers the first refusal: a reader only says that the bytes ended.</summary>
internal sealed class ArchiveBudget(ArchiveLimits limits)
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private long bytes;
    private int members;
    private volatile Issue? refusal;

    /// <summary>Why the source is not read further; null as long as it is.</summary>
    public Issue? Refusal => refusal;

    /// <summary>Counts bytes that came out of a decompression.</summary>
    /// <param name="count">How many now.</param>
    /// <param name="given">How many this decompression gave in all.</param>
    /// <param name="read">How many it read for them.</param>
    /// <exception cref="InvalidDataException">Too many: the content ends there.</exception>
    public void Take(int count, long given, long read)
    {
        // Read ahead, on another thread.
        if (Interlocked.Add(ref bytes, count) > limits.Bytes)
        {
            Refuse($"plus de {Size(limits.Bytes)}");
        }

        if (given > limits.RatioAfter && given > limits.Ratio * Math.Max(read, 1))
        {
            Refuse($"{Size(given)} pour {Size(read)} lus");
        }
    }

    /// <summary>Counts a member; an issue when there are too many.</summary>
    public Issue? CountMember() => ++members > limits.Members ? TooBig($"plus de {limits.Members.ToString("N0", French)} membres") : null;

    /// <summary>An issue when containers are too deep inside one another.</summary>
    public Issue? CheckDepth(int depth) => depth > limits.Depth ? TooBig($"plus de {limits.Depth} archives l'une dans l'autre") : null;

    private void Refuse(string why)
    {
        refusal ??= TooBig(why);
        throw new InvalidDataException(why);
    }

    private static Issue TooBig(string why) => new("*", IssueCodes.ArchiveTropGrosse, why);

    /// <summary>« 12,3 Mo ».</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} octets",
        < 1_000_000 => (bytes / 1e3).ToString("0.#", French) + " ko",
        < 1_000_000_000 => (bytes / 1e6).ToString("0.#", French) + " Mo",
        _ => (bytes / 1e9).ToString("0.#", French) + " Go",
    };
}
