using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Maillage.Importers.Fetch.Http;

/// <summary>What is remembered of a file beside it: enough to ask for what changed since, or for the rest of it.</summary>
internal sealed record CopyMemory
{
    /// <summary>Digest of the address and of how it was read: another address is another file. Not the address, which may hold a secret.</summary>
    public required string Adresse { get; init; }

    /// <summary>Entity tag, as the server wrote it.</summary>
    public string? Etag { get; init; }

    /// <summary>Date of last modification, as the server wrote it.</summary>
    public string? ModifieLe { get; init; }

    /// <summary>Coding of what was received: gzip, deflate, br; null when it is the file itself.</summary>
    public string? Encodage { get; init; }

    /// <summary>Bytes that the server announced.</summary>
    public long? Longueur { get; init; }

    public DateTimeOffset RecuLe { get; init; }

    /// <summary>A run was accepted from it: what is served comes from the last of these.</summary>
    public bool Acceptee { get; init; }

    /// <summary>What tells a part of this version of the file from one of another (RFC 9110 §13.1.5): a strong tag, else the date; null when nothing does.</summary>
    public string? Validator => Etag is { } tag && !tag.StartsWith("W/", StringComparison.Ordinal) ? tag : ModifieLe;

    public static string DigestOf(Uri address, string? pages) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{pages} {address.AbsoluteUri}")));

    /// <summary>The memory that a file holds; null when it holds none: it is then as if nothing was remembered.</summary>
    public static CopyMemory? Load(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), ImportersJson.Default.CopyMemory) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Save(string path) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(this, ImportersJson.Default.CopyMemory));
}
