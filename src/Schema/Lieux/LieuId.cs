using System.Security.Cryptography;
using System.Text;

namespace Maillage.Schema.Lieux;

/// <summary>Lasting identifiers: UUID version 5 (RFC 9562 §5.5) of the record that first made the lieu known.</summary>
public static class LieuId
{
    // Our own namespace, drawn once; changing it would change every identifier.
    private static readonly Guid Namespace = new("7d0a3f52-1f5e-4b7c-9a66-3c1d8e52f0b4");

    /// <summary>The identifier that a lieu takes when it is first published.</summary>
    /// <param name="source">Id of the source, e.g. <c>annuaire-04</c>.</param>
    /// <param name="idSource">Id of the record in the source.</param>
    public static string Nouveau(string source, string idSource)
    {
        // Sources' ids hold no line feed: the pair cannot be read in two ways.
        var name = Encoding.UTF8.GetBytes($"{source}\n{idSource}");
        Span<byte> input = new byte[16 + name.Length];
        Namespace.TryWriteBytes(input, bigEndian: true, out _);
        name.CopyTo(input[16..]);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 9562 defines version 5 with SHA-1; nothing secret depends on it.
        SHA1.HashData(input, hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString();
    }
}
