using System.Buffers;
using System.Text.RegularExpressions;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Normalise.Place;

/// <summary>What one piece of an address is.</summary>
internal enum SegmentKind
{
    /// <summary>A house number and a street.</summary>
    NumberedStreet,

    /// <summary>A street without number.</summary>
    Street,

    /// <summary>A number and something that is not known as a street: « 5 le Bourg ».</summary>
    Numbered,

    /// <summary>A zone, an estate, a hamlet.</summary>
    Zone,

    /// <summary>A building, a floor, a door.</summary>
    Inside,

    /// <summary>BP, CS, TSA, Cedex: where mail is delivered, not where people go.</summary>
    Distribution,

    /// <summary>Neither: a lieu-dit, the name of a place or of a service.</summary>
    Other,

    /// <summary>No address: e-mail, website, phone, « néant ».</summary>
    Nothing,
}

/// <summary>One piece of an address, tidied.</summary>
/// <param name="Text">The piece, tidied.</param>
/// <param name="Kind">What it is.</param>
/// <param name="AfterDash">True when a spaced dash, not a comma, parts it from the piece before.</param>
internal readonly partial record struct AddressSegment(string Text, SegmentKind Kind, bool AfterDash = false)
{
    private const string Adjective = "(?:(?:ancien(?:ne)?|vieille|vieux|grande?|petite?|nouvelle|nouveau|haute|basse) |grand)?";

    // Nearly every piece is a plain street: what a quick look excludes is not matched against a pattern.
    private static readonly SearchValues<string> BoxHints =
        SearchValues.Create(["bp", "b.", "b p", "boite", "boîte", "cs", "c.", "c s", "tsa", "t.s"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> NoAddressHints =
        SearchValues.Create(["@", "http", "www", "c/o", "co/", "+33"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> SeparatorHints = SearchValues.Create(",;|-–—");

    private const int LongestNoAddress = 20;

    /// <summary>True when the piece says by itself on which street, or at which number, people find the door.</summary>
    public bool IsStreet => Kind is SegmentKind.NumberedStreet or SegmentKind.Street;

    public static AddressSegment Of(string text, bool afterDash = false)
    {
        var tidied = Tidy(text);
        return new AddressSegment(tidied, KindOf(tidied), afterDash);
    }

    /// <summary>Pieces of a line: where a comma, a spaced dash or a bar parts them, where a postal box begins or ends, where a number and a street begin.</summary>
    public static IEnumerable<AddressSegment> Split(string line, bool atDashes)
    {
        var (start, before, afterDash) = (0, "", false);
        foreach (var (index, length) in Separators(line, atDashes).Append((line.Length, 0)))
        {
            var part = before + line[start..index];
            var separator = line.Substring(index, length);
            start = index + length;
            // « 2, 4 rue X »: a number is no piece of its own; nor is « 21 bis rue, Jean Jaurès » two.
            before = length == 0 || !part.AsSpan().ContainsAnyInRange('0', '9') ? "" : NumberOnly().IsMatch(part) ? part + separator : IsTypeOnly(part) ? part + " " : "";
            if (before.Length > 0)
            {
                continue;
            }

            foreach (var piece in AtBoxes(part).SelectMany(AtStreet))
            {
                yield return Of(piece, afterDash);
                afterDash = false;
            }

            afterDash = separator.AsSpan().ContainsAny('-', '–', '—');
        }
    }

    private static List<(int Index, int Length)> Separators(string line, bool atDashes)
    {
        List<(int, int)> found = [];
        if (!line.AsSpan().ContainsAny(SeparatorHints))
        {
            return found;
        }

        foreach (var match in (atDashes ? CommaOrDash() : Comma()).EnumerateMatches(line))
        {
            found.Add((match.Index, match.Length));
        }

        return found;
    }

    private static bool IsTypeOnly(string part) => HouseNumber().Match(part) is { Success: true } number && StreetTypes.IsStreet(part[number.Length..].Trim());

    private static List<string> AtBoxes(string part)
    {
        if (!part.AsSpan().ContainsAny(BoxHints))
        {
            return [part];
        }

        List<string> pieces = [];
        var end = 0;
        foreach (var box in Box().EnumerateMatches(part))
        {
            pieces.Add(part[end..box.Index]);
            pieces.Add(part.Substring(box.Index, box.Length));
            end = box.Index + box.Length;
        }

        pieces.Add(part[end..]);
        return pieces;
    }

    // « Le Panel des Possibles 9 place de la Poste »; not « Bâtiment 3 rue Pasteur », whose number is the building's.
    private static IEnumerable<string> AtStreet(string part)
    {
        var piece = part.Trim(' ', ',', ';', '-', '–', '|');
        if (piece.Length == 0)
        {
            return [];
        }

        return piece.AsSpan(1).ContainsAnyInRange('0', '9') && NumberInside().Match(piece) is { Success: true } inside && !EndsOpen().IsMatch(inside.Groups[1].Value) && StreetTypes.IsStreet(inside.Groups[3].Value)
            ? [inside.Groups[1].Value.TrimEnd(' ', ','), inside.Groups[2].Value]
            : [piece];
    }

    private static string Tidy(string text)
    {
        if (text.AsSpan().ContainsAny(BoxHints) && BoxAlone().Match(text) is { Success: true } box)
        {
            var kind = box.Groups["kind"].Value.Replace(".", "", StringComparison.Ordinal).ToUpperInvariant();
            return $"{(kind.StartsWith("BO", StringComparison.Ordinal) ? "BP" : kind)} {box.Groups["number"].Value}";
        }

        var number = HouseNumber().Match(text);
        if (!number.Success)
        {
            return WithType(text, afterNumber: false);
        }

        var bis = number.Groups["bis"].Value.ToLowerInvariant() + number.Groups["letter"].Value;
        var digits = number.Groups["number"].Value.Replace(" - ", "-", StringComparison.Ordinal).Replace(" – ", "-", StringComparison.Ordinal);
        return $"{digits}{(bis.Length > 0 ? " " + bis : "")} {WithType(text[number.Length..], afterNumber: true)}";
    }

    // The type in full and, after a number, in small letters: the way of the annuaire itself, of most of the sources, and of French typography.
    private static string WithType(string text, bool afterNumber)
    {
        var expanded = !text.Contains("st", StringComparison.OrdinalIgnoreCase) ? text : Saint().Replace(text, match => (match.Groups[1].Length > 0 ? "Sainte" : "Saint") + (match.Value[^1] == '-' ? "-" : " "));
        var head = Head().Match(expanded);
        if (!head.Success || (StreetTypes.Named(head.Groups[1].Value) is null && NextIsType(expanded[head.Length..])))
        {
            return expanded;
        }

        var word = head.Groups[1].Value;
        var dotted = head.Groups[2].Length > 0;
        var type = StreetTypes.Abbreviated(word, afterNumber || (dotted && word.Length > 1)) ?? (dotted ? null : StreetTypes.Named(word));
        return type is null || (!afterNumber && StreetTypes.Named(word) is not null)
            ? expanded
            : $"{(afterNumber ? type : char.ToUpperInvariant(type[0]) + type[1..])} {expanded[head.Length..]}";
    }

    private static bool NextIsType(string rest) => Head().Match(rest) is { Success: true } next && StreetTypes.IsStreet(next.Groups[1].Value);

    private static SegmentKind KindOf(string text)
    {
        var folded = Repli.Plier(text);
        return folded switch
        {
            _ when (text.Length <= LongestNoAddress || text.AsSpan().ContainsAny(NoAddressHints)) && NoAddress().IsMatch(text) => SegmentKind.Nothing,
            _ when (text.AsSpan().ContainsAny(BoxHints) && BoxAlone().IsMatch(text)) || OtherDistribution().IsMatch(text) => SegmentKind.Distribution,
            _ when InsideBuilding().IsMatch(folded) => SegmentKind.Inside,
            _ when NumberedStreetFold().IsMatch(folded) => SegmentKind.NumberedStreet,
            _ when StreetFold().IsMatch(folded) => SegmentKind.Street,
            _ when Numbered().IsMatch(text) => SegmentKind.Numbered,
            _ when ZoneFold().IsMatch(folded) => SegmentKind.Zone,
            _ => SegmentKind.Other,
        };
    }

    private const string StreetWords =
        "allees?|avenue|boulevard|carrefour|chaussee|chemin|cours|esplanade|faubourg|impasse|mail|montee|passage|place|placette|promenade|quai|rocade|rond point|route|rue|ruelle|sente|sentier|square|traverse|venelle|voie|parvis";

    [GeneratedRegex(@"[,;|]\s+|\s+[,;|]\s*|,(?=\p{L})")]
    private static partial Regex Comma();

    [GeneratedRegex(@"[,;|]\s+|\s+[,;|]\s*|,(?=\p{L})|\s+[-–—]+\s+")]
    private static partial Regex CommaOrDash();

    [GeneratedRegex(@"^\s*[0-9]{1,4}(?:\s?[-–/]\s?[0-9]{1,4})?\s*(?:bis|ter|quater|[a-z])?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex NumberOnly();

    // CS and TSA numbers have four or five digits; a BP may have one.
    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?:(?:[Bb]\.? ?[Pp]\.?|[Bb]o[iîÎ]te [Pp]ostale)\s*(?:[Nn]°\s*)?[A-Z]?[0-9]{1,6}(?:[/.-][0-9A-Z]{1,4}| bis| ter| et [0-9]{1,6})?(?![\p{L}\p{N}])|(?:C\.? ?S\.?|T\.?S\.?A\.?)\s*(?:[0-9]{4,5}|[0-9]{2} [0-9]{3})(?![\p{L}\p{N}]))")]
    private static partial Regex Box();

    [GeneratedRegex(@"^(?<kind>B\.? ?P\.?|BO[IÎ]TE POSTALE|C\.? ?S\.?|T\.?S\.?A\.?)\s*(?:N°\s*)?(?<number>[A-Z]?[0-9]{1,6}(?:[/.-][0-9A-Z]{1,4}| bis| ter| et [0-9]{1,6})?|[0-9]{2} [0-9]{3})$", RegexOptions.IgnoreCase)]
    private static partial Regex BoxAlone();

    // Cidex and CO (« case officielle ») take their own line; a whole line of five digits is the number of a Cedex.
    [GeneratedRegex(@"^(?:CI?DEX\b.*|CEDEX\b.*|CO\s[0-9]{1,5}|C\.?P\.?\s[0-9]{4,6}|case officielle\b.*|[0-9]{5})$", RegexOptions.IgnoreCase)]
    private static partial Regex OtherDistribution();

    [GeneratedRegex(@"^(.{3,80}?),? ([0-9]{1,4}(?: ?(?:bis|ter|quater|[A-Z]))?,? ([\p{L}-]+)[ '’].*)$", RegexOptions.IgnoreCase)]
    private static partial Regex NumberInside();

    // The number belongs to what precedes it, or the phrase goes on.
    [GeneratedRegex(@"[0-9]|\([^)]*$|(?:^|[\s'’])(?:b[aâ]timent|b[aâ]t\.?|entr[ée]e|hall|escalier|porte|[ée]tage|lot|tranche|[iî]lot|n°|num[ée]ro|rd|rn|d|n|km|pk|zone|appt\.?|appartement|bureau|salle|du|au|aux|de|des|d|le|la|les|et|ou|à|a|en|sur|par|face|angle|rue|route|avenue|boulevard|place|chemin|all[ée]e|quai|cours|impasse)$", RegexOptions.IgnoreCase)]
    private static partial Regex EndsOpen();

    [GeneratedRegex(@"^(?:[Nn]° ?)?(?<number>[0-9]{1,4}(?: ?[-–/] ?[0-9]{1,4})?(?:[a-z](?!\p{L}))?)(?:\s?,?\s?(?<bis>bis|ter|quater)(?![\p{L}\p{N}])|\s(?<letter>[A-H])(?=\s+\p{L}{2,}))?(?:\s*,\s*|\s+)(?=\p{L})", RegexOptions.IgnoreCase)]
    private static partial Regex HouseNumber();

    [GeneratedRegex(@"^([\p{L}-]+)(\.?)(?:\s+|(?<=\.))(?=[\p{L}\p{N}])")]
    private static partial Regex Head();

    [GeneratedRegex(@"(?<![\p{L}\p{N}'’])(?:St|ST)(e|E)?(?:\.\s?|[ -])(?=\p{Lu}\p{Ll})")]
    private static partial Regex Saint();

    [GeneratedRegex(@"^(?:\W*|n[ée]ant|aucune?|nc|n\.?c\.?|n/a|null|none|sans|sans objet|inconnue?|xx+)$|^c/o\b.*|^co/.*|^\S+@\S+\.\w{2,}$|^(?:https?://|www\.)\S+$|^(?:\+33|0)[ .]?[1-9](?:[ .]?[0-9]{2}){4}$", RegexOptions.IgnoreCase)]
    private static partial Regex NoAddress();

    [GeneratedRegex(@"^(?:(?:[0-9]{1,2}(?:er|e|eme|ieme|nd|nde)|premier|deuxieme|second|troisieme|dernier) (?:et [0-9]{1,2}(?:er|e|eme) )?etage\b|etage\b|a l etage\b|rez de |rdc\b|(?:batiment|bat|hall|escalier|appartement|appt|bureau|porte|entree|salle)(?: n)? (?:[a-z]|[a-z]?[0-9]{1,4}[a-z]?)$)")]
    private static partial Regex InsideBuilding();

    [GeneratedRegex($@"^[0-9]{{1,4}}(?: ?(?:bis|ter|quater|[a-z]))?(?: (?:[0-9]{{1,4}}|bis|ter|quater|et|a|[a-d]))* {Adjective}(?:{StreetWords})\b")]
    private static partial Regex NumberedStreetFold();

    [GeneratedRegex($@"^{Adjective}(?:{StreetWords}) .|^grande? (?:rue|place)$")]
    private static partial Regex StreetFold();

    [GeneratedRegex(@"^[0-9]{1,4}(?: ?(?:bis|ter|quater|[A-Z]))? \p{L}", RegexOptions.IgnoreCase)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^(?:z ?a ?[ce]?|z ?i|zones?|parc|technopole|technoparc|cite|residences?|lotissement|hameau|lieu ?dit|quartier|domaine|clos|cour|galerie|(?:le |au )?(?:bourg|village)|chef lieu|port)\b")]
    private static partial Regex ZoneFold();
}
