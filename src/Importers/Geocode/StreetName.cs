using System.Text.RegularExpressions;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Geocode;

/// <summary>Tells whether a street that was found is the one that was asked for: the score alone takes « rue » for « place ».</summary>
internal static partial class StreetName
{
    private static readonly Dictionary<string, string> Abbreviations = new()
    {
        ["all"] = "allee",
        ["av"] = "avenue",
        ["ave"] = "avenue",
        ["bd"] = "boulevard",
        ["bld"] = "boulevard",
        ["blvd"] = "boulevard",
        ["boul"] = "boulevard",
        ["ch"] = "chemin",
        ["che"] = "chemin",
        ["chem"] = "chemin",
        ["crs"] = "cours",
        ["fbg"] = "faubourg",
        ["fg"] = "faubourg",
        ["imp"] = "impasse",
        ["lot"] = "lotissement",
        ["pl"] = "place",
        ["prom"] = "promenade",
        ["r"] = "rue",
        ["rte"] = "route",
        ["sq"] = "square",
        ["st"] = "saint",
        ["ste"] = "sainte",
        ["cdt"] = "commandant",
        ["cne"] = "capitaine",
        ["col"] = "colonel",
        ["dr"] = "docteur",
        ["gal"] = "general",
        ["gen"] = "general",
        ["mal"] = "marechal",
        ["pdt"] = "president",
        ["pr"] = "professeur",
    };

    // What people leave out without meaning another street.
    private static readonly HashSet<string> Optional =
    [
        "a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les",
        "capitaine", "colonel", "commandant", "docteur", "general", "lieutenant", "marechal", "president", "professeur",
    ];

    /// <summary>Every word of the street found was asked for, in full or shortened; all but the last may be asked for by their initial.</summary>
    public static bool IsAsked(string asked, string found)
    {
        var words = Words(asked).SelectMany(word => new[] { word, Whole(word) }).ToHashSet();
        var wanted = Words(found).Select(Whole).Where(word => !Optional.Contains(word)).ToList();
        return wanted.Count > 0 && words.Contains(wanted[^1]) && wanted.All(word => words.Contains(word) || IsInitial(word[..1], words));
    }

    /// <summary>The number before the street, with its suffix, folded: <c>12bis</c>; null when there is none.</summary>
    public static string? Number(string asked) =>
        LeadingNumber().Match(Repli.Plier(asked)) is { Success: true } match ? Compact(match.Value) : null;

    /// <summary>A number as compared: « 12 Bis » is « 12bis ».</summary>
    public static string Compact(string number) => Repli.Plier(number).Replace(" ", "", StringComparison.Ordinal);

    private static bool IsInitial(string letter, HashSet<string> words) => char.IsLetter(letter[0]) && !Optional.Contains(letter) && words.Contains(letter);

    private static string[] Words(string text) => Repli.Plier(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Whole(string word) => Abbreviations.GetValueOrDefault(word, word);

    // A single letter belongs to the number unless it is an elided article.
    [GeneratedRegex("^[0-9]{1,5} ?(?:(?:bis|ter|quater|[a-ceh])(?= |$))?")]
    private static partial Regex LeadingNumber();
}
