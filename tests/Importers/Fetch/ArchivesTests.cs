using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using FsCheck.Fluent;
using Maillage.Importers.Fetch;
using Maillage.Importers.Fetch.Archives;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;
using static Maillage.Tests.Support.Membres;

namespace Maillage.Tests.Importers.Fetch;

/// <summary>A file, a folder, an archive, an archive in an archive: the members are the same. What is damaged, cut or dangerous is said to be so.</summary>
public sealed class ArchivesTests : IDisposable
{
    private static readonly byte[] One = "{\"un\":1}"u8.ToArray();
    private static readonly byte[] Two = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 3_000)));

    private readonly string path = Path.Combine(Path.GetTempPath(), $"maillage-{Guid.NewGuid():N}");

    public void Dispose()
    {
        File.Delete(path);
        if (Directory.Exists(path + ".d"))
        {
            Directory.Delete(path + ".d", recursive: true);
        }
    }

    public static TheoryData<string, byte[]> Archives()
    {
        (string, byte[])[] files = [("jour/un.json", One), ("jour/deux.txt", Two)];
        return new TheoryData<string, byte[]>
        {
            { "tar", Tar(files) },
            { "tar.gz", Gzip(Tar(files)) },
            { "tar.bz2", Bzip2(Tar(files)) },
            { "zip", Zip(files.Reverse()) },
            { "zip.gz", Gzip(Zip(files)) },
            { "gz in tar", Tar(("jour/un.json", Gzip(One)), ("jour/deux.txt", Bzip2(Two))) },
        };
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public void An_archive_gives_its_files_whatever_it_is_made_with(string what, byte[] archive)
    {
        var (members, code) = Read(archive);

        Assert.Null(code);
        Assert.Equal(
            [("jour/deux.txt", Encoding.UTF8.GetString(Two)), ("jour/un.json", Encoding.UTF8.GetString(One))],
            members.OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => (member.Name, member.Text)));
        Assert.True(what.Contains("tar", StringComparison.Ordinal) || members[0].Name == "jour/deux.txt", "zip : dans l'ordre des noms");
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public void An_archive_cut_anywhere_never_passes_for_a_shorter_one(string what, byte[] archive)
    {
        // The end of a tar is zeros: cut among them, it still holds everything.
        var whole = what is "tar" or "gz in tar" ? archive.AsSpan().LastIndexOfAnyExcept((byte)0) + 1 : archive.Length;
        for (var length = 1; length < whole; length += 1 + (whole / 300))
        {
            var (_, code) = Read(archive[..length]);
            Assert.True(code is not null || length < 512, $"{what}, {length} octets sur {archive.Length}");
        }
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public void An_archive_damaged_anywhere_gives_members_or_a_refusal(string what, byte[] archive)
    {
        for (var place = 0; place < archive.Length; place += 1 + (archive.Length / 300))
        {
            byte[] damaged = [.. archive];
            damaged[place] ^= 0x55;
            var (members, code) = Read(damaged);
            Assert.True(members.Count > 0 || code is not null, what);
        }
    }

    [Fact]
    public void Any_bytes_after_the_mark_of_a_container_are_members_or_a_refusal() =>
        Loi.Tient(Gen.Choose(0, 255).Select(octet => (byte)octet).ArrayOf(), bytes =>
        {
            foreach (var mark in (byte[][])[[.. "PK\u0003\u0004"u8], [.. "BZh91AY&SY"u8], [.. new byte[257], .. "ustar\u000000"u8], [0x1F, 0x8B]])
            {
                var (members, code) = Read([.. mark, .. bytes]);
                Assert.True(members.Count > 0 || code is not null);
            }
        });

    [Fact]
    public void The_daily_archive_of_the_annuaire_gives_the_member_that_is_asked_for()
    {
        var archive = Bzip2(Tar(
            ("jour/20260714-data.gouv_local.json", One),
            ("jour/20260714-data.gouv_commune.zip", Zip(("a.json", Two), ("b.json", One)))));

        Assert.Equal([("jour/20260714-data.gouv_local.json", Encoding.UTF8.GetString(One))], Read(archive, "data.gouv_local.json").Members);
        Assert.Equal(
            ["jour/20260714-data.gouv_commune.zip/a.json", "jour/20260714-data.gouv_commune.zip/b.json"],
            Read(archive, "data.gouv_commune.zip").Members.Select(member => member.Name));
        Assert.Equal(3, Read(archive, "_local.json | _commune.zip").Members.Count);
    }

    [Fact]
    public void A_member_that_is_not_there_is_said_even_when_another_is()
    {
        var archive = Zip(("un.json", One));

        Assert.Equal("membre_absent", Read(archive, "deux.json").Code);
        Assert.Equal("membre_absent", Read(archive, "un.json|deux.json").Code);
        Assert.Equal("fichier_vide", Read(Zip([])).Code);
        // The bare file may be given instead of its archive.
        Assert.Null(Read(One, "deux.json").Code);
    }

    [Fact]
    public void A_folder_gives_its_files_in_order_and_leaves_out_what_computers_leave()
    {
        foreach (var (name, content) in new (string, byte[])[] { ("b.json", One), ("a/z.json.gz", Gzip(Two)), (".cache", One), ("a/__MACOSX/x", One) })
        {
            var file = Path.Combine(path + ".d", name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }

        File.CreateSymbolicLink(Path.Combine(path + ".d", "lien.json"), Path.Combine(path + ".d", "b.json"));
        Assert.Equal(["a/z.json", "b.json"], ReadFolder(null).Members.Select(member => member.Name));
        Assert.Equal(["b.json"], ReadFolder("b.json").Members.Select(member => member.Name));
        Assert.Equal("membre_absent", ReadFolder("c.json").Code);
    }

    [Fact]
    public void Streams_of_bzip2_one_after_the_other_make_one_file() =>
        Assert.Equal("un, deux, trois", Read([.. Bzip2("un, "u8.ToArray()), .. Bzip2("deux, "u8.ToArray()), .. Bzip2("trois"u8.ToArray())]).Members.Single().Text);

    public static TheoryData<string, byte[]> Dangers() => new()
    {
        { "zip ../", Zip(("un.json", One), ("../deux.json", One)) },
        { "zip a/../..", Zip(("a/../../deux.json", One)) },
        { "zip ..\\", Zip(("..\\deux.json", One)) },
        { "zip /etc", Zip(("/etc/deux.json", One)) },
        { "zip C:", Zip(("C:/deux.json", One)) },
        { "zip link", ZipWithLink("lien.json", "/etc/passwd") },
        { "tar ../", Tar(("../deux.json", One)) },
        { "tar /etc", Tar(("/etc/deux.json", One)) },
        { "tar link", TarWith(TarEntryType.SymbolicLink, "lien.json", "/etc/passwd") },
        { "tar hard link", TarWith(TarEntryType.HardLink, "lien.json", "un.json") },
        { "tar pipe", TarWith(TarEntryType.Fifo, "tube") },
        { "tar.gz link", Gzip(TarWith(TarEntryType.SymbolicLink, "lien.json", "../x")) },
        { "zip in tar ../", Tar(("un.zip", Zip(("../deux.json", One)))) },
    };

    [Theory]
    [MemberData(nameof(Dangers))]
    public void A_path_that_goes_out_a_link_or_a_device_refuses_the_archive(string what, byte[] archive) =>
        Assert.Equal((what, "archive_dangereuse"), (what, Read(archive).Code));

    [Fact]
    public void What_is_too_big_too_numerous_or_too_deep_is_refused()
    {
        var zeros = new byte[20_000_000];

        Assert.Equal("archive_trop_grosse", Read(Gzip(zeros, CompressionLevel.SmallestSize)).Code);
        Assert.Equal("archive_trop_grosse", Read(Bzip2(zeros)).Code);
        Assert.Equal("archive_trop_grosse", Read(Zip(("zeros", zeros))).Code);
        Assert.Equal("archive_trop_grosse", Read(Tar(("un.zip", Zip(("zeros", zeros))))).Code);
        Assert.Equal("archive_trop_grosse", Read(Gzip(Two), most: 1_000).Code);
        Assert.Equal("archive_trop_grosse", Read(Enumerable.Range(0, 6).Aggregate(One, (inside, _) => Gzip(inside))).Code);
        Assert.Null(Read(Enumerable.Range(0, 4).Aggregate(One, (inside, _) => Gzip(inside))).Code);
        Assert.NotNull(new ArchiveBudget(new ArchiveLimits { Members = 0 }).CountMember());
    }

    [Fact]
    public void A_workbook_is_a_zip_that_stays_whole_unless_it_is_among_members_to_choose_from()
    {
        var workbook = Zip(("[Content_Types].xml", One), ("xl/workbook.xml", One));

        var whole = Read(workbook, format: "xlsx").Members.Single();
        Assert.StartsWith("PK", whole.Text, StringComparison.Ordinal);
        Assert.Equal("a.xlsx", Read(Zip(("a.xlsx", workbook)), "a.xlsx", format: "xlsx").Members.Single().Name);
        Assert.Equal(2, Read(workbook).Members.Count);
    }

    private (IReadOnlyList<(string Name, string Text)> Members, string? Code) Read(byte[] content, string? members = null, string format = "annuaire-v4", long most = ArchiveLimits.DefaultBytes)
    {
        File.WriteAllBytes(path, content);
        var source = LecteursSousTest.Declaration(format) with { Format = format, Fetch = new FetchKeys { Membre = members, TailleMax = most } };
        using var fetched = FetchedSource.Open(path, source).Value ?? throw new InvalidOperationException(path);
        return Membres.Read(fetched);
    }

    private (IReadOnlyList<(string Name, string Text)> Members, string? Code) ReadFolder(string? members)
    {
        using var fetched = FetchedSource.Open(path + ".d", LecteursSousTest.Declaration("annuaire-v4") with { Fetch = new FetchKeys { Membre = members } }).Value ?? throw new InvalidOperationException(path);
        return Membres.Read(fetched);
    }
}
