using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Maillage.Tests.Support;

/// <summary>What GDAL sees in a file, as QGIS would.</summary>
internal sealed partial record OgrInfo
{
    public required long FeatureCount { get; init; }

    /// <summary>As GDAL names it: <c>Point</c>, <c>None</c>, <c>Unknown (any)</c>…</summary>
    public required string GeometryType { get; init; }

    /// <summary>Field name → GDAL type without width: <c>String</c>, <c>Integer</c>, <c>StringList</c>, <c>Date</c>…</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>What GDAL warned about while it read.</summary>
    public required string Warnings { get; init; }

    /// <summary>Reads the only layer of a file. A file that GDAL cannot open is an <see cref="InvalidDataException"/>.</summary>
    public static async Task<OgrInfo> Read(string file, CancellationToken cancellation)
    {
        // The text form: `ogrinfo -json` came with GDAL 3.7, and Debian 12 has 3.6.
        using var process = Process.Start(new ProcessStartInfo("ogrinfo", ["-ro", "-al", "-so", "-nomd", file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("ogrinfo n'a pas démarré : il vient avec le paquet gdal-bin.");
        var warnings = process.StandardError.ReadToEndAsync(cancellation);
        var text = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 && LayerLine().Count(text) == 1
            ? Parse(text, await warnings)
            : throw new InvalidDataException($"ogrinfo refuse {file} (code {process.ExitCode}) : {text}{await warnings}");
    }

    private static OgrInfo Parse(string text, string warnings) => new()
    {
        FeatureCount = long.Parse(Value(CountLine(), text), CultureInfo.InvariantCulture),
        GeometryType = Value(GeometryLine(), text),
        Fields = FieldLine().Matches(text).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["type"].Value),
        Warnings = warnings.Trim(),
    };

    private static string Value(Regex line, string text) =>
        line.Match(text) is { Success: true } match ? match.Groups[1].Value : throw new InvalidDataException($"ogrinfo ne dit pas {line} : {text}");

    [GeneratedRegex("^Layer name: ", RegexOptions.Multiline)]
    private static partial Regex LayerLine();

    [GeneratedRegex("^Feature Count: ([0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex CountLine();

    [GeneratedRegex("^Geometry: (.+)$", RegexOptions.Multiline)]
    private static partial Regex GeometryLine();

    // "nom: String (0.0)", "ouvert: Integer(Boolean) (0.0)"
    [GeneratedRegex(@"^(?<name>\S+): (?<type>[A-Za-z0-9]+(?:\([A-Za-z0-9]+\))?) \([0-9]+\.[0-9]+\)", RegexOptions.Multiline)]
    private static partial Regex FieldLine();
}
