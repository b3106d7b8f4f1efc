using System.Globalization;
using Maillage.Schema.Formats.Tables;
using Maillage.Tests.Support;

namespace Maillage.Tests.Schema.Formats.Tables;

/// <summary>Memory holds one row, whatever the size of the file.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class LargeTablesTests
{
    private const int Rows = 1_000_000;
    private const long MostMemory = 64L * 1024 * 1024;

    [Theory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    [InlineData("json")]
    public void A_million_rows_are_read_in_flat_memory(string kind)
    {
        using var table = TableFile.Open(new FluxGenere(Lines(kind)), new TableOptions()).Value ?? throw new InvalidOperationException(kind);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (count, most) = (0L, 0L);
        foreach (var row in table.Rows())
        {
            Assert.Empty(row.Issues);
            // What lives, garbage apart, at ten moments of the reading.
            if (++count % (Rows / 10) == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.Equal(Rows, count);
        Assert.True(most < MostMemory, $"{most / 1024 / 1024} Mio de plus pendant la lecture.");
    }

    [Theory]
    [InlineData("x", "fichier_illisible")]
    [InlineData("a;", "fichier_illisible")]
    [InlineData("{\"a\":1}\n{\"a\":\"x", "fichier_illisible")]
    [InlineData("id;nom\n1;\"", "fichier_illisible")]
    public void A_line_of_200_MB_is_refused_before_it_fills_the_memory(string begins, string code)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var opened = TableFile.Open(new FluxGenere([begins, .. Enumerable.Repeat(new string('x', 1 << 20), 200)]), new TableOptions());
        using var table = opened.Value;
        var issue = opened.Issue ?? table?.Rows().Last().Issues[0];

        Assert.Equal(code, issue?.Code.Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostMemory * 2, $"{(GC.GetAllocatedBytesForCurrentThread() - before) >> 20} Mio");
    }

    [Fact]
    public void More_columns_than_a_spreadsheet_holds_are_refused() =>
        Assert.Equal("fichier_illisible", Lecture.Refusal(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a;", 20_000)) + "id\n")).Code.Code);

    private static IEnumerable<string> Lines(string kind)
    {
        if (kind != "ndjson")
        {
            yield return kind == "csv" ? "id;nom;adresse;commune;code_postal\n" : "[";
        }

        for (var rank = 1; rank <= Rows; rank++)
        {
            var id = rank.ToString(CultureInfo.InvariantCulture);
            yield return kind switch
            {
                "csv" => $"{id};\"Mairie; {id}\";1 place de la Mairie;Digne-les-Bains;04000\n",
                "ndjson" => $"{{\"id\":\"{id}\",\"nom\":\"Mairie\",\"code_postal\":\"04000\"}}\n",
                _ => $"{(rank == 1 ? "" : ",")}{{\"id\":\"{id}\",\"nom\":\"Mairie\",\"code_postal\":\"04000\"}}",
            };
        }

        if (kind == "json")
        {
            yield return "]";
        }
    }
}
