using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Maillage.Importers.Normalise.Place;

/// <summary>
/// French casing of an address typed all in capitals: « 12 RUE DE L EGLISE » → « 12 rue de l'Eglise ». Accents are not invented: a
/// capital E may be either. Text that has small letters of its own is left to the letter.
/// </summary>
internal static partial class AddressCasing
{
    // Shorter words may be initials: « UTAS », « ZAC ».
    private const int ShortestWord = 5;
    private const int LongestInitials = 4;

    // « bis », « 1er », « quater »: more than these is a text with small letters of its own.
    private const int MostSmallLetters = 12;

    private static readonly FrozenSet<string> Small = Set(
        "DE DU DES D LA LE LES L ET EN SUR SOUS AUX AU LÈS LEZ BIS TER QUATER OU PAR POUR CHEZ PRÈS DIT DITE DITS");

    private static readonly FrozenSet<string> Initials = Set(
        "ZA ZI ZAC ZAE ZUP RN RD CD VC CR BP CS TSA HLM PTT SNCF CCAS CIAS CAF MJC CPAM MSA MSAP EPN EHPAD MDS MDPH UTAS PMI IUT ESAT FJT BCA RI RA DB DIA FFI FTP USA URSS ONU EPCI MLI PLIE");

    private static readonly FrozenSet<string> Romans = Set(
        "II III IV VI VII VIII IX XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII");

    private static readonly FrozenSet<string> Titles = Set("DR PR MGR MR CDT CPT LT ST STE");

    /// <summary>The address with French casing when it is all in capitals, else as it is.</summary>
    public static string Apply(string address)
    {
        if (!IsAllCapitals(address))
        {
            return address;
        }

        var text = MissingApostrophe().Replace(address, match => match.Value.TrimEnd() + "'");
        var words = Word().Matches(text);
        var builder = new StringBuilder(text.Length + 16);
        var end = 0;
        for (var i = 0; i < words.Count; i++)
        {
            builder.Append(text, end, words[i].Index - end).Append(Cased(text, words, i));
            end = words[i].Index + words[i].Length;
        }

        return builder.Append(text, end, text.Length - end).ToString();
    }

    private static bool IsAllCapitals(string address)
    {
        if (address.Count(char.IsLower) > MostSmallLetters)
        {
            return false;
        }

        var letters = SmallAfterNumber().Replace(address, "$1");
        return !letters.Any(char.IsLower) && Word().Matches(letters).Any(word => word.Value.All(char.IsLetter)
            && (word.Length >= ShortestWord || StreetTypes.Named(word.Value) is not null || StreetTypes.Abbreviated(word.Value, afterNumber: false) is not null));
    }

    private static string Cased(string text, MatchCollection words, int index)
    {
        var word = words[index].Value;
        if (word.Any(char.IsAsciiDigit))
        {
            return Ordinal().IsMatch(word) ? word.ToLowerInvariant() : word;
        }

        var firstLetters = !words.Take(index).Any(earlier => earlier.Value.Any(char.IsLetter) && !Ordinal().IsMatch(earlier.Value) && !IsBis(earlier.Value));
        var type = firstLetters ? StreetTypes.Named(word) : null;
        var cased = type ?? InContext(text, words, index, word);
        // « Rue de la Mairie », « L'Ecole » at the head; « 12 rue », « 1 le Bourg » after a number.
        return index == 0 ? Capital(cased)
            : firstLetters && Small.Contains(word) ? word.ToLowerInvariant()
            : cased;
    }

    private static string InContext(string text, MatchCollection words, int index, string word)
    {
        var end = words[index].Index + words[index].Length;
        var next = end < text.Length ? text[end] : '\0';
        var previous = index == 0 ? "" : words[index - 1].Value;
        return word switch
        {
            _ when next is '\'' or '’' && (word.Length == 1 || word == "QU") => word.ToLowerInvariant(),
            "ST" or "STE" when next is ' ' or '-' && index + 1 < words.Count && words[index + 1].Value is { Length: > 1 } name && name.All(char.IsLetter)
                => word == "ST" ? "Saint" : "Sainte",
            // « Rue La Fayette »: an article right after the type belongs to the name.
            "LE" or "LA" or "LES" when StreetTypes.IsStreet(previous) || StreetTypes.Abbreviated(previous, afterNumber: true) is not null => Title(word),
            _ when word.Length == 1 => word,
            _ when Small.Contains(word) => word.ToLowerInvariant(),
            _ when Titles.Contains(word) => Title(word),
            _ when Romans.Contains(word) && previous.Length > 2 && !StreetTypes.IsStreet(previous) => word,
            // « MDA 67 RUE X »
            _ when index == 0 && word.Length <= 3 && StreetTypes.Named(word) is null && StreetTypes.Abbreviated(word, afterNumber: false) is null => word,
            _ when Initials.Contains(word) || (word.Length <= LongestInitials && !word.Any(IsVowel)) => word,
            _ => Title(word),
        };
    }

    private static bool IsBis(string word) => word is "BIS" or "TER" or "QUATER" or "bis" or "ter" or "quater" || word.Length == 1;

    private static bool IsVowel(char letter) => "AEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ".Contains(letter, StringComparison.Ordinal);

    private static string Title(string word) => word[..1] + word[1..].ToLower(CultureInfo.InvariantCulture);

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[0-9]{1,4}(?:ER|RE|E|ÈME|EME|IEME|ND|NDE|BIS|TER|QUATER)$", RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();

    // « 12 bis RUE », « 1er », « n° 3 » do not make a small-lettered address.
    [GeneratedRegex(@"([0-9]) ?(?:bis|ter|quater|er|e|è?me|eme|[a-d])\b|\bn°", RegexOptions.IgnoreCase)]
    private static partial Regex SmallAfterNumber();

    // « DE L EGLISE », « RUE D AVRON »: what La Poste's capitals do to an elision.
    [GeneratedRegex(@"(?<=\bDE )(L) (?=[AEIOUYHÉÈÊÂÎÔŒ]\p{Lu}{2})|(?<=\b(?:RUE|AVENUE|AV|PLACE|PL|CHEMIN|CHE|ROUTE|RTE|BOULEVARD|BD|ALL[EÉ]E|ALL|IMPASSE|IMP|QUAI|COURS|CRS|SQUARE|SQ|PASSAGE|PAS|TRAVERSE|TRA|FAUBOURG|FG|R[EÉ]SIDENCE|RES|MONT[EÉ]E|MTE) )(D) (?=[AEIOUYHÉÈÊÂÎÔŒ]\p{Lu}{2})")]
    private static partial Regex MissingApostrophe();
}
