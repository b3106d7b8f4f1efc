using System.Text;

namespace Maillage.Importers.Map.Language;

/// <summary>The encodings that a declaration may name.</summary>
internal static class Encodings
{
    private static readonly Dictionary<string, int> Pages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf-8"] = 65001,
        ["windows-1252"] = 1252,
        ["iso-8859-1"] = 28591,
        ["iso-8859-15"] = 28605,
        ["macintosh"] = 10000,
        ["utf-16"] = 1200,
    };

    public static IReadOnlyCollection<string> Names => Pages.Keys;

    public static Encoding? Find(string name) =>
        !Pages.TryGetValue(name, out var page) ? null
        : page is 65001 ? Encoding.UTF8
        : page is 1200 ? Encoding.Unicode
        : CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page);
}
