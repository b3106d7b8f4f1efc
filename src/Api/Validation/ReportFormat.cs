using System.Text;
using Maillage.Importers.Validate;

namespace Maillage.Api.Validation;

/// <summary>One way of writing a report on a file.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Extension">Extension of a file of that format.</param>
/// <param name="Write">Writes the report of the file of that name.</param>
internal sealed record ReportFormat(string Name, string Extension, Func<ValidationReport, string, string> Write)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ReportFormat> All { get; } =
    [
        new("texte", ".txt", TextReport.Write),
        new("json", ".json", JsonReport.Write),
        new("csv", ".csv", (report, _) => CsvReport.Write(report)),
        new("html", ".html", HtmlReport.Write),
    ];

    public static ReportFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);

    /// <summary>The format that the name of a file asks for.</summary>
    public static ReportFormat? OfFile(string path) => All.FirstOrDefault(format => format.Extension.Equals(Path.GetExtension(path), StringComparison.OrdinalIgnoreCase));

    public byte[] Bytes(ValidationReport report, string file) => Encoding.UTF8.GetBytes(Write(report, file));
}
