using Maillage.Schema.Parsing;

namespace Maillage.Schema.Formats;

/// <summary>What a stream says when its bytes stop making sense: a cut or damaged compressed file is bad data, not a fault of ours.</summary>
public static class StreamFailure
{
    /// <summary>True for the exceptions of a stream that ends early or does not decompress.</summary>
    public static bool Explains(Exception exception) => exception is EndOfStreamException or InvalidDataException;

    public static IssueCode Code(Exception exception) =>
        exception is EndOfStreamException ? IssueCodes.FichierTronque : IssueCodes.FichierIllisible;
}
