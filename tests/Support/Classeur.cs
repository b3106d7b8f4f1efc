using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Maillage.Tests.Support;

/// <summary>Writes small workbooks (ECMA-376): the fewest parts that a spreadsheet opens.</summary>
internal static class Classeur
{
    /// <summary>A workbook of one sheet whose cells are texts.</summary>
    public static byte[] DeTextes(params IEnumerable<string[]> rows) =>
        De(("Feuil1", string.Concat(rows.Select((row, index) => Row(index + 1, [.. row.Select(Text)])))));

    /// <summary>A workbook whose sheets hold these rows, as XML.</summary>
    public static byte[] De(params (string Name, string Rows)[] sheets)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(archive, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>""");
            Part(archive, "_rels/.rels", Relations(("rId1", "officeDocument", "xl/workbook.xml")));
            Part(archive, "xl/workbook.xml", $"""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{string.Concat(sheets.Select((sheet, index) => $"<sheet name=\"{sheet.Name}\" sheetId=\"{index + 1}\" r:id=\"rId{index + 1}\"/>"))}</sheets></workbook>""");
            Part(archive, "xl/_rels/workbook.xml.rels", Relations([.. sheets.Select((_, index) => ($"rId{index + 1}", "worksheet", $"worksheets/sheet{index + 1}.xml")), ("rIdS", "styles", "styles.xml")]));
            // Style 1 shows five digits, style 2 a day.
            Part(archive, "xl/styles.xml", """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="00000"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>""");
            for (var i = 0; i < sheets.Length; i++)
            {
                Part(archive, $"xl/worksheets/sheet{i + 1}.xml", $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheets[i].Rows}</sheetData></worksheet>""");
            }
        }

        return buffer.ToArray();
    }

    /// <summary>A row, from what its cells hold.</summary>
    public static string Row(int line, params string[] cells) =>
        string.Create(CultureInfo.InvariantCulture, $"<row r=\"{line}\">{string.Concat(cells.Select((cell, index) => cell.Replace("<c", $"<c r=\"{Letters(index)}{line}\"", StringComparison.Ordinal)))}</row>");

    public static string Text(string text) => text.Length == 0 ? "" : $"<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>";

    public static string Number(string number, int style = 0) => $"<c s=\"{style}\"><v>{number}</v></c>";

    private static string Letters(int index) => (index < 26 ? "" : ((char)('A' + (index / 26) - 1)).ToString()) + (char)('A' + (index % 26));

    private static string Relations(params (string Id, string Type, string Target)[] relations) =>
        $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(relations.Select(relation => $"<Relationship Id=\"{relation.Id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{relation.Type}\" Target=\"{relation.Target}\"/>"))}</Relationships>""";

    private static void Part(ZipArchive archive, string name, string text)
    {
        using var part = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
        part.Write(Encoding.UTF8.GetBytes(text));
    }
}
