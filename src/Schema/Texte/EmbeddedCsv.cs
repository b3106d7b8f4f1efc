using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Maillage.Schema.Texte;

/// <summary>Reads the CSV tables embedded in an assembly: UTF-8, LF, comma, quotes without line breaks, one header line.</summary>
public static class EmbeddedCsv
{
    /// <summary>Fields of one row: slices of the line, still quoted.</summary>
    internal delegate void Row(ReadOnlySpan<char> line, ReadOnlySpan<Range> fields);

    // Runs once, over 2 MB: it would spend its life in unoptimised code.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Read(string resource, int columns, Row row, Assembly? assembly = null)
    {
        using var stream = (assembly ?? typeof(EmbeddedCsv).Assembly).GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"Embedded resource '{resource}' is missing.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        ReadOnlySpan<char> rest = Encoding.UTF8.GetString(bytes);
        Span<Range> fields = stackalloc Range[columns + 1];
        for (var header = true; !rest.IsEmpty; header = false)
        {
            var end = rest.IndexOf('\n');
            var line = (end < 0 ? rest : rest[..end]).TrimEnd('\r');
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (header || line.IsEmpty)
                continue;
            if (Split(line, fields) != columns)
                throw new InvalidDataException($"{resource}: {columns} columns expected in '{line}'.");
            row(line, fields[..columns]);
        }
    }

    /// <summary>The rows of a small table, as text, without the header.</summary>
    /// <param name="resource">Name of the embedded resource.</param>
    /// <param name="columns">How many columns each row has.</param>
    /// <param name="assembly">The assembly that embeds it; this one when null.</param>
    /// <exception cref="InvalidOperationException">There is no such resource.</exception>
    /// <exception cref="InvalidDataException">A row has another number of columns.</exception>
    public static IReadOnlyList<string[]> Rows(string resource, int columns, Assembly? assembly = null)
    {
        List<string[]> rows = [];
        Read(
            resource,
            columns,
            (line, fields) =>
            {
                var row = new string[columns];
                for (var i = 0; i < columns; i++)
                {
                    row[i] = Text(line[fields[i]]);
                }

                rows.Add(row);
            },
            assembly);
        return rows;
    }

    /// <summary>The value of a field, without its quotes.</summary>
    internal static string Text(ReadOnlySpan<char> field) =>
        field is ['"', .. var quoted, '"'] ? quoted.ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : field.ToString();

    private static int Split(ReadOnlySpan<char> line, Span<Range> fields)
    {
        if (!line.Contains('"'))
            return line.Split(fields, ',');
        var (count, start, inQuotes) = (0, 0, false);
        for (var i = 0; i <= line.Length && count < fields.Length; i++)
        {
            if (i < line.Length && line[i] == '"')
                inQuotes = !inQuotes;
            if (i < line.Length && (inQuotes || line[i] != ','))
                continue;
            fields[count++] = start..i;
            start = i + 1;
        }

        return count;
    }
}
