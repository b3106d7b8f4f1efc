using System.IO.Compression;
using System.Text;
using Maillage.Schema.Formats.Tables;
using static Maillage.Tests.Schema.Formats.Tables.Lecture;
using static Maillage.Tests.Support.Classeur;

namespace Maillage.Tests.Schema.Formats.Tables;

public sealed class WorkbookTableTests
{
    [Fact]
    public void A_sheet_is_read_with_the_lines_that_a_spreadsheet_shows()
    {
        using var table = Open(DeTextes(["Liste des lieux"], [], ["id", "nom", "commune"], ["1", "Médiathèque", ""], [], ["2", " Mairie ", "Digne"]));
        Assert.Equal(TableKind.Xlsx, table.Kind);
        Assert.Equal("classeur Excel, feuille « Feuil1 », en-tête ligne 3", table.Description);
        Assert.Equal(["id", "nom", "commune"], table.Columns);
        Assert.Equal(["4 1|Médiathèque", "6 2| Mairie |Digne"], table.Rows().Select(Said));
    }

    [Theory]
    [InlineData("<c><v>4000</v></c>", "4000")]
    [InlineData("<c s=\"1\"><v>4000</v></c>", "04000")]
    [InlineData("<c><v>43493312300029</v></c>", "43493312300029")]
    [InlineData("<c><v>44.0925</v></c>", "44.0925")]
    [InlineData("<c><v>1E+20</v></c>", "100000000000000000000")]
    [InlineData("<c s=\"2\"><v>45292</v></c>", "2024-01-01")]
    [InlineData("<c s=\"2\"><v>45292.5</v></c>", "2024-01-01 12:00:00")]
    [InlineData("<c t=\"b\"><v>1</v></c>", "oui")]
    [InlineData("<c><f>2+2</f><v>4</v></c>", "4")]
    [InlineData("<c t=\"str\"><f>A1&amp;B1</f><v>Mairie de Digne</v></c>", "Mairie de Digne")]
    public void A_cell_is_what_a_person_sees(string cell, string expected) =>
        Assert.Equal(expected, Assert.Single(Rows(De(("F", Row(1, Text("id"), Text("v")) + Row(2, Text("1"), cell))))).Cells["v"]);

    [Theory]
    [InlineData("<c t=\"inlineStr\"><is><t>=1+1</t></is></c>", "2 1 (formule)")]
    [InlineData("<c t=\"inlineStr\"><is><t>#REF!</t></is></c>", "2 1 (formule)")]
    [InlineData("<c t=\"e\"><f>Z99</f><v>#REF!</v></c>", "2 1")]
    public void A_formula_typed_as_text_is_said_and_one_that_failed_is_an_empty_cell(string cell, string expected) =>
        Assert.Equal(expected, Said(Assert.Single(Rows(De(("F", Row(1, Text("id"), Text("v")) + Row(2, Text("1"), cell)))))));

    [Fact]
    public void The_sheet_is_the_one_that_is_named_or_the_one_that_has_the_columns()
    {
        var book = De(("Lisez-moi", Row(1, Text("Mode d'emploi"))), ("Données 2026", Row(1, Text("id"), Text("nom")) + Row(2, Text("1"), Text("a"))));

        Assert.Equal(["2 1|a"], Rows(book, new TableOptions { Sheet = "donnees 2026" }).Select(Said));
        Assert.Equal(["2 1|a"], Rows(book, new TableOptions { Expected = ["id", "nom"] }).Select(Said));
        Assert.Empty(Rows(book));
        var issue = Refusal(book, new TableOptions { Sheet = "Feuil3" });
        Assert.Equal(("feuille_inconnue", "Lisez-moi, Données 2026"), (issue.Code.Code, issue.Suggestion));
    }

    [Fact]
    public void A_header_may_be_far_below_when_a_person_says_so()
    {
        var rows = string.Concat(Enumerable.Range(1, 30).Select(line => Row(line, Text("note"), Text($"{line}")))) + Row(31, Text("id"), Text("nom")) + Row(32, Text("1"), Text("a"));
        Assert.Equal(["32 1|a"], Rows(De(("F", rows)), new TableOptions { HeaderLine = 31 }).Select(Said));
        Assert.Equal("fichier_vide", Refusal(De(("F", rows)), new TableOptions { HeaderLine = 40 }).Code.Code);
    }

    [Fact]
    public void A_hundred_thousand_empty_rows_are_no_rows()
    {
        var empty = string.Concat(Enumerable.Range(3, 100_000).Select(line => $"<row r=\"{line}\"><c r=\"A{line}\" s=\"1\"/><c r=\"B{line}\"/></row>"));
        Assert.Equal(["2 1|a", "100003 2|b"], Rows(De(("F", Row(1, Text("id"), Text("nom")) + Row(2, Text("1"), Text("a")) + empty + Row(100_003, Text("2"), Text("b"))))).Select(Said));
    }

    [Theory]
    [InlineData("<row r=\"2\"><c r=\"ZZZZZZ2\"><v>1</v></c></row>")]
    [InlineData("<row r=\"2147483640\"><c r=\"A2147483640\"><v>1</v></c></row>")]
    [InlineData("<row r=\"-5\"><c r=\"A-5\"><v>1</v></c></row>")]
    [InlineData("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>99</v></c></row>")]
    [InlineData("<row r=\"2\"><c r=\"A2\" s=\"99\"><v>1</v></c></row>")]
    [InlineData("<row r=\"2\"><c r=\"A2\"><v>un</v></c>")]
    public void A_hostile_sheet_gives_rows_or_issues_and_ends(string rows)
    {
        var opened = TableFile.Open(new MemoryStream(De(("F", Row(1, Text("id"), Text("nom")) + rows))), new TableOptions());
        using var table = opened.Value;
        Assert.True(table is null ? opened.Issue is not null : table.Rows().Count() < 5);
    }

    [Theory]
    [InlineData("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "LibreOffice")]
    [InlineData("word/document.xml", "<w/>", "Word")]
    [InlineData("photo.jpg", "…", "zip")]
    public void An_archive_that_is_no_workbook_says_what_it_is(string name, string content, string expected)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
            part.Write(Encoding.UTF8.GetBytes(content));
        }

        var issue = Refusal(buffer.ToArray());
        Assert.Equal("fichier_binaire", issue.Code.Code);
        Assert.Contains(expected, issue.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workbook_cut_or_damaged_anywhere_is_refused_or_read()
    {
        var whole = DeTextes(["id", "nom"], ["1", "a"]);
        for (var length = 4; length < whole.Length; length += 7)
        {
            byte[] damaged = [.. whole];
            damaged[length] ^= 0x55;
            foreach (var bytes in new[] { whole[..length], damaged })
            {
                using var table = TableFile.Open(new MemoryStream(bytes), new TableOptions()).Value;
                Assert.True(table is null || table.Rows().Count() < 5);
            }
        }
    }
}
