using System.Text;
using FsCheck.Fluent;
using Maillage.Schema.Formats.Tables;
using Maillage.Tests.Support;

namespace Maillage.Tests.Schema.Formats.Tables;

/// <summary>Any bytes give rows or issues, never an exception, and always end.</summary>
public sealed class AnyBytesTests
{
    private static readonly byte[][] Samples =
    [
        .. LecteursSousTest.Fichiers.Values,
        Classeur.DeTextes(["id", "nom"], ["1", "a"], ["2", "=b"]),
        "id;nom;note\r\n1;\"a;\"\"b\"\"\r\nc\";d\r\n2;\"e;f\r\n3;g;h;i\r\n"u8.ToArray(),
        "{\"id\":1,\"a\":{\"b\":[1,{\"c\":null}]}}\n{\"id\":\"\\ud800\"}\n"u8.ToArray(),
    ];

    public static TheoryData<string> Kinds => ["", .. TableFile.Kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Random_bytes_give_rows_or_issues(string kind) =>
        Loi.Tient(Gen.Choose(0, 255).Select(octet => (byte)octet).ArrayOf(), bytes => Read(bytes, kind), essais: 300);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Text_made_of_separators_and_quotes_gives_rows_or_issues(string kind) =>
        Loi.Tient(
            Gen.Elements("a", ";", ",", "\"", "\"\"", "\n", "\r", "\r\n", "\t", " ", "=", "{", "}", "[", "]", ":", "\u00E9", "\uFEFF", "id;nom\n", "\"id\"").ListOf(),
            pieces => Read(Encoding.UTF8.GetBytes(string.Concat(pieces)), kind),
            essais: 500);

    [Fact]
    public void A_damaged_file_gives_rows_or_issues() =>
        Loi.Tient(
            from sample in Gen.Elements(Samples)
            from damages in (from place in Gen.Choose(0, sample.Length - 1) from value in Gen.Choose(0, 255) select (place, (byte)value)).NonEmptyListOf()
            from cut in Gen.Choose(0, sample.Length)
            select damages.Take(5).Aggregate(sample.ToArray(), (bytes, damage) => { bytes[damage.place] = damage.Item2; return bytes; })[..Math.Max(cut, sample.Length / 2)],
            bytes => Read(bytes, ""),
            essais: 400);

    [Fact]
    public void What_is_read_does_not_depend_on_the_pieces_that_the_stream_gives() =>
        Loi.Tient(
            from sample in Gen.Elements(Samples)
            from sizes in Gen.Choose(1, 300).NonEmptyListOf()
            select (Sample: sample, Sizes: sizes.ToArray()),
            file => Assert.Equal(Said(new MemoryStream(file.Sample)), Said(new FluxMorcele(file.Sample, file.Sizes))),
            essais: 60);

    private static void Read(byte[] bytes, string name)
    {
        var kind = name.Length == 0 ? default(TableKind?) : TableFile.Kinds[name];
        foreach (var options in new TableOptions[] { new() { Kind = kind }, new() { Kind = kind, HeaderLine = 2, Expected = ["id", "nom"], List = "a", Sheet = "x" } })
        {
            using var table = TableFile.Open(new MemoryStream(bytes), options).Value;
            Assert.True(table is null || table.Rows().Take(bytes.Length + 2).Count() <= bytes.Length + 1, "La lecture ne finit pas.");
        }
    }

    private static IReadOnlyList<string> Said(Stream stream)
    {
        var opened = TableFile.Open(stream, new TableOptions());
        using var table = opened.Value;
        return table is null ? [$"{opened.Issue}"] : [.. table.Rows().Select(Lecture.Said)];
    }
}
