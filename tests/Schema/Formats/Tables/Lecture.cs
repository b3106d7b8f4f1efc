using System.Text;
using Maillage.Schema.Formats.Tables;
using Maillage.Schema.Parsing;

namespace Maillage.Tests.Schema.Formats.Tables;

/// <summary>Opens a table of a test and says what was read, one line a row.</summary>
internal static class Lecture
{
    public static IReadOnlyList<TableRow> Rows(string text, TableOptions? options = null) => Rows(Encoding.UTF8.GetBytes(text), options);

    public static IReadOnlyList<TableRow> Rows(byte[] bytes, TableOptions? options = null)
    {
        using var table = Open(bytes, options);
        return [.. table.Rows()];
    }

    public static ITable Open(byte[] bytes, TableOptions? options = null)
    {
        var opened = TableFile.Open(new MemoryStream(bytes), options ?? new TableOptions());
        Assert.True(opened.Value is not null, $"{opened.Issue}");
        return opened.Value;
    }

    public static Issue Refusal(byte[] bytes, TableOptions? options = null)
    {
        var opened = TableFile.Open(new MemoryStream(bytes), options ?? new TableOptions());
        Assert.Null(opened.Value);
        return opened.Issue ?? throw new InvalidOperationException("Refusé sans raison.");
    }

    /// <summary>Line, then the cells, then the codes of the issues: <c>3 a|b (code)</c>.</summary>
    public static string Said(TableRow row) =>
        $"{row.Line} {string.Join('|', row.Cells.Values)}{(row.Issues.Count == 0 ? "" : $" ({string.Join(',', row.Issues.Select(issue => issue.Code.Code))})")}";
}
