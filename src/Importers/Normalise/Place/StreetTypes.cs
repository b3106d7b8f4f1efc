using System.Collections.Frozen;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Normalise.Place;

/// <summary>The kinds of street, as addresses name and abbreviate them (NF Z10-011, and what people type).</summary>
internal static class StreetTypes
{
    // A table of words whose accents and meaning no capital letter can hide. Only the first group tells a street by itself:
    // « Cité administrative », « Parc Ronsard » or « Résidence Les Pins » name a building or a zone as well.
    private const string Streets = """
        allée allées avenue boulevard carrefour chaussée chemin cours esplanade faubourg impasse mail montée passage place placette promenade quai
        rocade rond-point route rue ruelle sente sentier square traverse venelle voie parvis
        """;

    private const string Places = """
        cité clos cour domaine galerie hameau lotissement parc quartier résidence villa village enclos villas résidences levée
        """;

    private static readonly FrozenDictionary<string, string> ByFold = Words(Streets).Concat(Words(Places))
        .ToFrozenDictionary(Repli.Plier, StringComparer.Ordinal);

    private static readonly FrozenSet<string> StreetFolds = Words(Streets).Select(Repli.Plier).ToFrozenSet(StringComparer.Ordinal);

    // What each abbreviation stands for; some are certain only after a house number (« 12 R Pasteur », « 3 CH des Pins »).
    private static readonly FrozenDictionary<string, (string Type, bool OnlyAfterNumber)> Abbreviations =
        new Dictionary<string, (string, bool)>(StringComparer.OrdinalIgnoreCase)
        {
            ["av"] = ("avenue", false),
            ["ave"] = ("avenue", false),
            ["bd"] = ("boulevard", false),
            ["bld"] = ("boulevard", false),
            ["blvd"] = ("boulevard", false),
            ["bvd"] = ("boulevard", false),
            ["boul"] = ("boulevard", true),
            ["pl"] = ("place", false),
            ["rte"] = ("route", false),
            ["che"] = ("chemin", false),
            ["chem"] = ("chemin", false),
            ["ch"] = ("chemin", true),
            ["chs"] = ("chaussée", true),
            ["all"] = ("allée", false),
            ["imp"] = ("impasse", false),
            ["sq"] = ("square", false),
            ["fg"] = ("faubourg", false),
            ["fbg"] = ("faubourg", false),
            ["crs"] = ("cours", true),
            ["prom"] = ("promenade", true),
            ["pass"] = ("passage", true),
            ["pas"] = ("passage", true),
            ["qua"] = ("quartier", true),
            ["res"] = ("résidence", true),
            ["lot"] = ("lotissement", true),
            ["ham"] = ("hameau", true),
            ["tra"] = ("traverse", true),
            ["mte"] = ("montée", true),
            ["rle"] = ("ruelle", true),
            ["rpt"] = ("rond-point", true),
            ["r"] = ("rue", true),
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The type that a whole word names, with its accents; null when it names none.</summary>
    public static string? Named(string word) => ByFold.GetValueOrDefault(Repli.Plier(word));

    /// <summary>True when the word names a street, and nothing else.</summary>
    public static bool IsStreet(string word) => StreetFolds.Contains(Repli.Plier(word));

    /// <summary>The type that an abbreviation stands for at the head of an address; null when that is not certain.</summary>
    public static string? Abbreviated(string word, bool afterNumber) =>
        Abbreviations.TryGetValue(word.TrimEnd('.'), out var found) && (afterNumber || !found.OnlyAfterNumber) ? found.Type : null;

    private static string[] Words(string list) => list.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
