using System.Text;
using Maillage.Schema.Formats.Tables;
using Maillage.Tests.Support;
using static Maillage.Tests.Schema.Formats.Tables.Lecture;

namespace Maillage.Tests.Schema.Formats.Tables;

public sealed class CsvTableTests
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? throw new InvalidOperationException("1252");

    [Theory]
    [InlineData("id,nom\n1,a\n2,b\n", "2 1|a;3 2|b")]
    [InlineData("id;nom\r\n1;a, b\r\n2;b\r\n", "2 1|a, b;3 2|b")]
    [InlineData("id\tnom\n1\ta\n", "2 1|a")]
    [InlineData("id|nom\n1|a\n", "2 1|a")]
    [InlineData("id;nom\r1;a\r2;b", "2 1|a;3 2|b")]
    [InlineData("\uFEFFid;nom\n1;a\n", "2 1|a")]
    [InlineData("sep=;\nid;nom\n1;a\n", "3 1|a")]
    [InlineData("id,nom\n1,a", "2 1|a")]
    [InlineData("id,nom\n\n\n1,a\n\n2,b\n", "4 1|a;6 2|b")]
    [InlineData("id,nom\n , \n1,\n", "3 1")]
    public void Separator_line_ends_marks_and_blank_lines_are_understood(string text, string expected) =>
        Assert.Equal(expected.Split(';'), Rows(text).Select(Said));

    [Theory]
    [InlineData("Liste des lieux\n\nid;nom;commune\n1;a;Digne\n", 3)]
    [InlineData("Liste;;\n(mise à jour : mai);;\nid;nom;commune\n1;a;Digne\n", 3)]
    [InlineData("id;nom;commune\n1;a;Digne\n", 1)]
    [InlineData("\"Liste\ndes lieux\";;\nid;nom;commune\n1;a;Digne\n", 3)]
    public void The_header_is_found_under_a_title(string text, int line)
    {
        foreach (var expected in new string[][] { [], ["id", "nom", "commune"] })
        {
            using var table = Open(Encoding.UTF8.GetBytes(text), new TableOptions { Expected = expected });
            Assert.Equal(["id", "nom", "commune"], table.Columns);
            Assert.Contains($"en-tête ligne {line}", table.Description, StringComparison.Ordinal);
            Assert.Equal($"{line + 1} 1|a|Digne", Said(Assert.Single(table.Rows())));
        }
    }

    [Fact]
    public void A_header_is_where_a_person_says_that_it_is()
    {
        using var table = Open("a;b\nc;d\ne;f\n"u8.ToArray(), new TableOptions { HeaderLine = 2 });
        Assert.Equal(["c", "d"], table.Columns);
        Assert.Equal(["3 e|f"], table.Rows().Select(Said));
    }

    [Fact]
    public void Names_of_columns_are_on_one_line_and_each_is_its_own()
    {
        using var table = Open("\"Nom\ndu lieu\"; nom ;;nom;\n1;2;3;4;5\n"u8.ToArray(), new TableOptions { Separator = ';' });
        Assert.Equal(["Nom du lieu", "nom", "colonne 3", "nom (2)", "colonne 5"], table.Columns);
        Assert.Equal("3 1|2|3|4|5", Said(Assert.Single(table.Rows())));
    }

    [Theory]
    // Sound: as RFC 4180 says.
    [InlineData("id;nom;note\n1;\"a;b\";\"dit \"\"oui\"\"\"\n", "2 1|a;b|dit \"oui\"")]
    [InlineData("id;nom;note\n1;\"a\nb\";c\n2;d;e\n", "2 1|a\nb|c¤4 2|d|e")]
    [InlineData("id,nom,note\n1,\"sur deux lignes,\navec, des, virgules\nc,d,e\",f\n2,g,h\n", "2 1|sur deux lignes,\navec, des, virgules\nc,d,e|f¤5 2|g|h")]
    [InlineData("id, nom, note\n1, \"a, b\", c\n", "2 1|a, b| c")]
    [InlineData("id;nom\n1;\"\"\n2;\"a\"\n", "2 1¤3 2|a")]
    // A quote that is a quote.
    [InlineData("id;nom;note\n1;écran 12\";c\n2;d;e\n", "2 1|écran 12\"|c¤3 2|d|e")]
    [InlineData("id;nom;note\n1;\"le \"Lab\" du port\";c\n2;d;e\n", "2 1|le \"Lab\" du port|c¤3 2|d|e")]
    // A quote that is never closed.
    [InlineData("id;nom;note\n1;\"a;b\n2;c;d\n3;e;f\n", "2 1|a|b (guillemet_ouvert)¤3 2|c|d¤4 3|e|f")]
    [InlineData("id;nom;note\n1;\"a;b\n2;c;d\n3;\"e;e\";f\n4;g;h\n", "2 1|a|b (guillemet_ouvert)¤3 2|c|d¤4 3|e;e|f¤5 4|g|h")]
    [InlineData("\"id\";\"nom\";\"note\"\n\"1\";\"a;\"b\"\n\"2\";\"c\";\"d\"\n", "2 1|a;\"b¤3 2|c|d")]
    public void Quotes_are_read_and_broken_ones_do_not_swallow_the_rows_that_follow(string text, string expected) =>
        Assert.Equal(expected.Split('¤'), Rows(text).Select(Said));

    [Fact]
    public void A_quote_left_open_at_the_end_of_the_file_says_that_it_is_cut()
    {
        var rows = Rows("id;nom;note\n1;a;b\n2;c;\"fin de\nfichier");
        Assert.Equal("2 1|a|b", Said(rows[0]));
        Assert.True(rows[^1].EndsTheFile);
        Assert.Equal("fichier_tronque", rows[^1].Issues[0].Code.Code);
    }

    [Fact]
    public void A_quote_left_open_costs_one_row_of_a_hundred_thousand()
    {
        IEnumerable<string> lines = ["id;nom;note\n", "0;\"a;b\n", .. Enumerable.Range(1, 100_000).Select(rank => $"{rank};nom {rank};une note\n")];
        using var table = TableFile.Open(new FluxGenere(lines), new TableOptions()).Value;
        var rows = table!.Rows().ToList();

        Assert.Equal(100_001, rows.Count);
        Assert.Equal([2L], rows.Where(row => row.Issues.Count > 0).Select(row => row.Line));
        Assert.Equal("100000", rows[^1].Cells["id"]);
    }

    [Fact]
    public void A_row_with_three_cells_too_many_is_said_with_its_line()
    {
        var rows = Rows("id;nom;note\n1;a;b;c;d;e\n2;a;b;;;\n3;a\n");
        Assert.Equal(["2 1|a|b (cellules_en_trop)", "3 2|a|b", "4 3|a"], rows.Select(Said));
        Assert.Equal("6 cellules pour 3 colonnes, 3 de trop", rows[0].Issues[0].Value);
    }

    [Theory]
    [InlineData("=1+1", null, "formule")]
    [InlineData("=HYPERLINK(\"https://example.fr\")", null, "formule")]
    [InlineData(" =A1", null, "formule")]
    [InlineData("#REF!", null, "formule")]
    [InlineData("#N/A", null, "formule")]
    [InlineData("=\"01000\"", "01000", null)]
    [InlineData("=\"01000\" ", "01000", null)]
    [InlineData("=", "=", null)]
    [InlineData("+33492000000", "+33492000000", null)]
    [InlineData("#1 du quartier", "#1 du quartier", null)]
    public void A_formula_is_refused_in_its_cell_alone(string cell, string? value, string? code)
    {
        var row = Assert.Single(Rows($"id;nom\n1;\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n"));
        Assert.Equal(value, row.Cells.GetValueOrDefault("nom"));
        Assert.Equal(code, row.Issues.SingleOrDefault()?.Code.Code);
        Assert.All(row.Issues, issue => Assert.Equal("nom", issue.Field));
    }

    public static TheoryData<string, byte[], string> Encodages => new()
    {
        { "utf-8", Encoding.UTF8.GetBytes("id;région\n1;Château\n"), "UTF-8" },
        { "utf-8 marqué", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("id;région\n1;Château\n")], "UTF-8" },
        { "windows-1252", Windows1252.GetBytes("id;région\n1;Château\n"), "WINDOWS-1252" },
        { "utf-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("id;région\n1;Château\n")], "UTF-16" },
        { "utf-16 grand-boutien", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("id;région\n1;Château\n")], "UTF-16BE" },
        { "un octet de windows-1252 dans de l'utf-8", [.. Encoding.UTF8.GetBytes("id;région\n1;Ch"), 0xE2, .. Encoding.UTF8.GetBytes("teau\n2;été\n3;hôtel\n")], "UTF-8" },
        { "le même, sous une marque d'utf-8", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("id;r\u00E9gion\n1;Ch"), 0xE2, (byte)'t', .. "eau\n"u8], "UTF-8" },
    };

    [Theory]
    [MemberData(nameof(Encodages))]
    public void The_encoding_is_what_the_bytes_are_whatever_is_said(string nom, byte[] bytes, string found)
    {
        foreach (var said in new[] { null, Encoding.UTF8 })
        {
            using var table = Open(bytes, new TableOptions { Encoding = said });
            Assert.Contains(found + ",", table.Description, StringComparison.Ordinal);
            Assert.Equal(["id", "région"], table.Columns);
            Assert.True(table.Rows().First().Cells["région"] == "Château", nom);
        }
    }

    [Fact]
    public void A_byte_that_is_no_utf8_far_in_the_file_is_read_as_windows_1252()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. "id;nom\n"u8, .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("1;été\n", 250_000))), .. "2;Ch"u8, 0xE2, .. "teau\n"u8];
        Assert.Equal("Château", Rows(bytes)[^1].Cells["nom"]);
    }

    [Fact]
    public void What_a_person_says_of_the_encoding_and_the_separator_is_believed()
    {
        var row = Assert.Single(Rows("id:nom\n1:\u00C3\u00A9\n"u8.ToArray(), new TableOptions { Separator = ':', Encoding = Encoding.UTF8 }));
        Assert.Equal("Ã©", row.Cells["nom"]);
        Assert.Equal("Ž", Assert.Single(Rows([.. "id;nom\n1;"u8, 0x8E], new TableOptions { Encoding = CodePagesEncodingProvider.Instance.GetEncoding(1250) })).Cells["nom"]);
    }

    [Theory]
    [InlineData("", "fichier_vide")]
    [InlineData("\uFEFF", "fichier_vide")]
    [InlineData("\n\n  \n", "fichier_vide")]
    [InlineData("<!doctype html><html><body>Erreur 503</body></html>", "fichier_html")]
    [InlineData("\n  <?xml version=\"1.0\"?><lieux/>", "fichier_html")]
    [InlineData("%PDF-1.7 …", "fichier_binaire")]
    [InlineData("PK\u0003\u0004 autre", "fichier_binaire")]
    [InlineData("SQLite format 3\0", "fichier_binaire")]
    [InlineData("id;nom\n\0\0\0;\0\n", "fichier_binaire")]
    public void What_is_no_table_is_refused_with_a_reason(string text, string code) =>
        Assert.Equal(code, Refusal(Encoding.UTF8.GetBytes(text)).Code.Code);

    [Fact]
    public void A_table_of_another_kind_than_what_is_said_is_refused()
    {
        var issue = Refusal("[{\"id\":1}]"u8.ToArray(), new TableOptions { Kind = TableKind.Csv });
        Assert.Equal("format_dementi", issue.Code.Code);
        Assert.Equal("annoncé : CSV ; trouvé : JSON", issue.Value);
    }

    [Fact]
    [Trait("Category", "Corpus")]
    public void The_file_whose_accents_were_destroyed_is_read_whole_and_so_is_the_good_one()
    {
        var folder = Path.Combine(Corpus.Dossier, "national", "partners", "paca-2022");
        var bad = Rows(File.ReadAllBytes(Path.Combine(folder, "regionsud-2022.accents-detruits.csv")));
        var good = Rows(File.ReadAllBytes(Path.Combine(folder, "regionsud-2022.cp1252.csv")));

        Assert.Equal(good.Count, bad.Count);
        Assert.True(good.Count > 1_000, $"{good.Count}");
        Assert.Contains(bad, row => row.Cells["nom"].Contains('\uFFFD'));
        Assert.Contains(good, row => row.Cells["nom"].Contains('é', StringComparison.Ordinal));
        Assert.DoesNotContain(good, row => row.Cells.Values.Any(cell => cell.Contains('\uFFFD')));
    }
}
