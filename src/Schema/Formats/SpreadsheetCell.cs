using System.Buffers;

namespace Maillage.Schema.Formats;

/// <summary>Cells that a spreadsheet would compute when it opens a file.</summary>
public static class SpreadsheetCell
{
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("+-0123456789., ");

    /// <summary>The text, made harmless by an apostrophe when it begins as a formula does.</summary>
    public static string? Harmless(string? text) =>
        text is ['\t' or '\r', ..] || text.AsSpan().TrimStart() is ['=' or '+' or '-' or '@', ..] ? "'" + text : text;

    /// <summary>The same, but for numbers, phone numbers included: what is computed of them harms nobody, and they stay as they are for who reads the file with a program.</summary>
    public static string? HarmlessUnlessNumber(string? text) => text.AsSpan().ContainsAnyExcept(OfNumbers) ? Harmless(text) : text;
}
