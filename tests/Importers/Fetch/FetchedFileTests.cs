using System.IO.Compression;
using System.Text;
using FsCheck.Fluent;
using Maillage.Importers.Fetch;
using Maillage.Schema.Formats;
using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Fetch;

/// <summary>A compressed file that is cut or damaged is said to be so: it never passes for a shorter one.</summary>
public sealed class FetchedFileTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"maillage-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_is_read_whether_it_is_compressed_or_not(bool compressed)
    {
        var text = LecteursSousTest.Fichiers["csv"];
        var (bytes, code) = Read(compressed ? Compress(text) : text);
        Assert.Null(code);
        Assert.Equal(text, bytes);
    }

    [Fact]
    public void Several_compressed_members_make_one_file()
    {
        Assert.Equal("un, deux", Encoding.UTF8.GetString(Read([.. Compress("un, "u8.ToArray()), .. Compress("deux"u8.ToArray())]).Bytes));
    }

    [Fact]
    public void A_missing_file_is_an_issue()
    {
        Assert.Equal("fichier_introuvable", FetchedFile.Open(path).Issue?.Code.Code);
    }

    [Fact]
    public void A_compressed_file_cut_anywhere_is_incomplete()
    {
        var whole = Compress(LecteursSousTest.Fichiers["csv"]);
        for (var length = 2; length < whole.Length; length++)
        {
            Assert.Equal("fichier_tronque", Read(whole[..length]).Code);
        }
    }

    [Fact]
    public void A_second_member_cut_anywhere_is_incomplete()
    {
        var first = Compress("premier"u8.ToArray());
        byte[] whole = [.. first, .. Compress("second"u8.ToArray())];
        for (var length = first.Length + 1; length < whole.Length; length++)
        {
            Assert.Equal("fichier_tronque", Read(whole[..length]).Code);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_compressed_file_damaged_anywhere_is_whole_or_is_refused(int members)
    {
        var member = LecteursSousTest.Fichiers["csv"];
        byte[] text = [.. Enumerable.Repeat(member, members).SelectMany(bytes => bytes)];
        byte[] whole = [.. Enumerable.Repeat(Compress(member), members).SelectMany(bytes => bytes)];
        for (var place = 2; place < whole.Length; place++)
        {
            for (var bit = 0; bit < 8; bit += 3)
            {
                byte[] damaged = [.. whole];
                damaged[place] ^= (byte)(1 << bit);
                var (bytes, code) = Read(damaged);
                Assert.True(code is "fichier_tronque" or "fichier_illisible" || bytes.SequenceEqual(text), $"octet {place}, bit {bit} : {code}");
            }
        }
    }

    [Fact]
    public void Random_bytes_after_the_mark_of_gzip_are_refused() =>
        Loi.Tient(Gen.Choose(0, 255).Select(octet => (byte)octet).ArrayOf(), bytes =>
        {
            Assert.NotNull(Read([0x1F, 0x8B, .. bytes]).Code);
            Assert.NotNull(Read([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, .. bytes]).Code);
        });

    [Fact]
    public void The_readers_say_what_the_compressed_file_said()
    {
        var records = Enumerable.Repeat(FichiersDeSchema.Exemple<Lieu>(), 50).ToList();
        var whole = Compress(EcrireLireTests.Write("csv", records));
        var json = Compress(EcrireLireTests.Write("json", records));
        Assert.Equal("fichier_tronque", LastIssue(whole[..^4], CsvFormat.Read<Lieu>));
        Assert.Equal("fichier_tronque", LastIssue(json[..^4], JsonFormat.Read<Lieu>));
        Assert.Equal("fichier_illisible", LastIssue(WithWrongSum(whole), CsvFormat.Read<Lieu>));
        Assert.Equal("fichier_illisible", LastIssue(WithWrongSum(json), JsonFormat.Read<Lieu>));
    }

    private string? LastIssue(byte[] bytes, Func<Stream, IEnumerable<Maillage.Schema.Parsing.ReadItem<Lieu>>> read)
    {
        File.WriteAllBytes(path, bytes);
        using var file = FetchedFile.Open(path).Value ?? throw new InvalidOperationException(path);
        return read(file.Content).Last().Issues is [.., var last] ? last.Code.Code : null;
    }

    private (byte[] Bytes, string? Code) Read(byte[] content)
    {
        File.WriteAllBytes(path, content);
        using var file = FetchedFile.Open(path).Value ?? throw new InvalidOperationException(path);
        using var bytes = new MemoryStream();
        try
        {
            file.Content.CopyTo(bytes);
            Assert.Equal(1, file.Progress);
            return (bytes.ToArray(), null);
        }
        catch (Exception broken) when (StreamFailure.Explains(broken))
        {
            return (bytes.ToArray(), StreamFailure.Code(broken).Code);
        }
    }

    // The CRC stands eight bytes before the end (RFC 1952 §2.3.1).
    private static byte[] WithWrongSum(byte[] whole)
    {
        byte[] wrong = [.. whole];
        wrong[^8] ^= 1;
        return wrong;
    }

    private static byte[] Compress(byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return buffer.ToArray();
    }
}
