using System.Text;
using Maillage.Schema.Formats.Tables;
using Maillage.Tests.Support;
using static Maillage.Tests.Schema.Formats.Tables.Lecture;

namespace Maillage.Tests.Schema.Formats.Tables;

public sealed class JsonTablesTests
{
    [Theory]
    [InlineData("[{\"id\":1,\"nom\":\"a\"},{\"id\":2,\"nom\":null}]", TableKind.Json, "0 1|a;0 2")]
    [InlineData("{\"lieux\":[{\"id\":1}]}", TableKind.Json, "0 1")]
    [InlineData("{\"total\":1,\"donnees\":[{\"id\":1}]}\n", TableKind.Json, "0 1")]
    [InlineData("{\"id\":1,\"nom\":\"a\"}\n{\"id\":2}\n", TableKind.Ndjson, "1 1|a;2 2")]
    [InlineData("{\"id\":1}", TableKind.Ndjson, "1 1")]
    [InlineData("{\"id\":1,\"services\":[\"x\",\"y\"]}\n", TableKind.Ndjson, "1 1|x|y")]
    [InlineData("{\"id\":1}\n\n{\"id\":2,}\n[3]\n{\"id\":4}", TableKind.Ndjson, "1 1;3  (enregistrement_inattendu);4  (enregistrement_inattendu);5 4")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"x\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[6.2,44.1]},\"properties\":{\"nom\":\"a\"}}]}\n", TableKind.GeoJson, "0 a|x|44.1|6.2")]
    [InlineData("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[6.2,44.1]},\"properties\":{\"nom\":\"a\"}}\n{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"nom\":\"b\"}}\n", TableKind.Ndjson, "1 a|44.1|6.2;2 b")]
    public void Records_are_read_whatever_holds_them(string text, TableKind kind, string expected)
    {
        using var table = Open(Encoding.UTF8.GetBytes(text));
        Assert.Equal(kind, table.Kind);
        Assert.Equal(expected.Split(';'), table.Rows().Select(Said));
    }

    [Fact]
    public void Nested_members_are_named_by_their_path_and_lists_of_texts_stay_one_cell()
    {
        var row = Assert.Single(Rows("""[{"adresse":{"commune":"Digne"},"tel":[{"n":"1"},{"n":"2"}],"services":["a","b"],"permanences":[{"id":"p"}]}]""", new TableOptions { Whole = ["permanences"] }));
        Assert.Equal(
            new Dictionary<string, string> { ["adresse.commune"] = "Digne", ["tel.1.n"] = "1", ["tel.2.n"] = "2", ["services"] = "a|b", ["permanences"] = "[{\"id\":\"p\"}]" },
            row.Cells);
    }

    [Fact]
    public void A_broken_file_gives_its_records_then_says_where_it_breaks()
    {
        var rows = Rows("[{\"id\":1},{\"id\":2},{\"id\"");
        Assert.Equal(["0 1", "0 2", "0  (fichier_tronque)"], rows.Select(Said));
        Assert.True(rows[^1].EndsTheFile);
    }

    [Fact]
    public void The_stream_is_disposed_with_its_table_or_when_it_is_none()
    {
        foreach (var bytes in new[] { "[{\"id\":1}]"u8.ToArray(), "id;nom\n1;a"u8.ToArray(), "{\"id\":1}\n"u8.ToArray(), Classeur.DeTextes(["id", "nom"], ["1", "a"]), "<html>"u8.ToArray() })
        {
            var stream = new MemoryStream(bytes);
            TableFile.Open(stream, new TableOptions()).Value?.Dispose();
            Assert.False(stream.CanRead);
        }
    }
}
