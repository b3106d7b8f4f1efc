using System.Text;
using FsCheck.Fluent;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Parsing;
using Maillage.Tests.Support;

namespace Maillage.Tests.Schema.Formats;

/// <summary>Reading back what was written gives the same records, whatever their texts hold.</summary>
public sealed class EcrireLireTests
{
    public static TheoryData<string> Formats => ["json", "geojson", "csv"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_lieu_is_read_back_as_it_was_written(string format) =>
        Loi.Tient(Arbitraires.Quelconque<Lieu>().Two(), pair => ReadBack(format, [pair.Item1, pair.Item2]));

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_lieu_that_its_schema_accepts_is_read_back_as_it_was_written(string format) =>
        Loi.Tient(Arbitraires.Valide<Lieu>().Two(), pair => ReadBack(format, [pair.Item1, pair.Item2]));

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_lieu_of_the_national_standard_is_read_back_as_it_was_written(string format) =>
        Loi.Tient(Arbitraires.Quelconque<LieuMediationNumerique>().Two(), pair => ReadBack(format, [pair.Item1, pair.Item2]));

    [Fact]
    public void The_compact_form_that_is_stored_is_read_back_too() =>
        Loi.Tient(Arbitraires.Quelconque<Lieu>(), lieu =>
        {
            using var buffer = new MemoryStream();
            using (var writer = new System.Text.Json.Utf8JsonWriter(buffer, Json.WriterOptions))
            {
                RecordShape.Of<Lieu>().WriteCompact(writer, lieu);
            }

            using var document = System.Text.Json.JsonDocument.Parse(buffer.ToArray());
            List<Issue> issues = [];
            var read = RecordShape.Of<Lieu>().ReadObject(document.RootElement, issues);
            Assert.Empty(issues);
            Assert.NotNull(read);
            Assert.Empty(RecordShape.Of<Lieu>().Differences(lieu, read));
        });

    [Fact]
    public void A_csv_row_never_holds_a_line_end_outside_of_quotes() =>
        Loi.Tient(Arbitraires.Quelconque<Lieu>(), lieu =>
        {
            var text = Encoding.UTF8.GetString(Write("csv", [lieu]));
            var outside = string.Concat(text.Split('"').Where((_, rank) => rank % 2 == 0));
            Assert.Equal(2, outside.Split('\n').Length - 1);
            Assert.Equal(2, outside.Split('\r').Length - 1);
        });

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void A_csv_is_read_whatever_its_line_ends(string end)
    {
        var csv = $"id,nom,commune,code_insee,code_departement,code_region{end}a,b,c,04070,04,93{end}d,e,f,04070,04,93{end}";
        var items = CsvFormat.Read<Lieu>(new MemoryStream(Encoding.UTF8.GetBytes(csv))).ToList();
        Assert.Equal(["a", "d"], items.Select(item => item.Record?.Id));
    }

    [Fact]
    public void A_csv_may_have_a_byte_order_mark_other_columns_and_another_order()
    {
        const string Csv = "\uFEFFnom,inconnue,id,code_region,code_departement,code_insee,commune\r\nb,x,a,93,04,04070,c\r\n";
        var item = Assert.Single(CsvFormat.Read<Lieu>(new MemoryStream(Encoding.UTF8.GetBytes(Csv))));
        Assert.Equal(("a", "b"), (item.Record?.Id, item.Record?.Nom));
    }

    private static void ReadBack<TRecord>(string format, IReadOnlyList<TRecord> records)
        where TRecord : class
    {
        var bytes = Write(format, records);
        foreach (var stream in new Stream[] { new MemoryStream(bytes), new FluxMorcele(bytes, 1), new FluxMorcele(bytes, 7, 1, 4096, 3) })
        {
            var items = Read<TRecord>(format, stream).ToList();
            Assert.All(items, item => Assert.Empty(item.Issues));
            Assert.Equal(records.Count, items.Count);
            foreach (var (item, written) in items.Zip(records))
            {
                Assert.NotNull(item.Record);
                Assert.Empty(RecordShape.Of<TRecord>().Differences(written, item.Record));
            }
        }
    }

    internal static byte[] Write<TRecord>(string format, IReadOnlyList<TRecord> records)
        where TRecord : class
    {
        using var buffer = new MemoryStream();
        Action<Stream, IReadOnlyList<TRecord>> write = format switch
        {
            "json" => (stream, list) => JsonFormat.Write(stream, list),
            "geojson" => (stream, list) => GeoJsonFormat.Write(stream, list),
            _ => (stream, list) => CsvFormat.Write(stream, list),
        };
        write(buffer, records);
        return buffer.ToArray();
    }

    internal static IEnumerable<ReadItem<TRecord>> Read<TRecord>(string format, Stream stream)
        where TRecord : class => format switch
        {
            "json" => JsonFormat.Read<TRecord>(stream),
            "geojson" => GeoJsonFormat.Read<TRecord>(stream),
            _ => CsvFormat.Read<TRecord>(stream),
        };
}
