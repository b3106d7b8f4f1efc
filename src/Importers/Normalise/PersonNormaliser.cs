using System.Text.RegularExpressions;
using Maillage.Schema.Parsing;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Normalise;

/// <summary>Texts written for a counter sometimes name a person: the name is not published, nor the mobile number beside it.</summary>
internal static partial class PersonNormaliser
{
    private const string Removed = "[nom retiré]";
    private const string RemovedNumber = "[numéro retiré]";

    /// <summary>The text of a remark, without the names of individuals.</summary>
    /// <param name="field">Published name of the field.</param>
    /// <param name="raw">The text as written.</param>
    /// <param name="issues">Receives what was removed.</param>
    /// <param name="known">A person whom another field of the record names; null when none does.</param>
    public static string? Parse(string field, string? raw, ICollection<Issue> issues, string? known = null)
    {
        var text = TextNormaliser.Parse(field, raw).Take(issues);
        if (text is null)
        {
            return null;
        }

        var plain = known is null ? text : text.Replace(known, Removed, StringComparison.OrdinalIgnoreCase);
        var without = Regexes(field).Aggregate(Named().Replace(plain, WithCivility), (left, regex) => regex.Replace(left, WithFirstName));
        if (without == text)
        {
            return text;
        }

        without = Mobile().Replace(without, RemovedNumber);
        // The value is not quoted: a report is read by more people than the file was.
        issues.Add(new Issue(field, IssueCodes.PersonneRetiree, null, without));
        // Nothing is left but what was taken out.
        return Repli.Plier(without.Replace(Removed, "", StringComparison.Ordinal).Replace(RemovedNumber, "", StringComparison.Ordinal)).Length == 0 ? null : without;
    }

    /// <summary>
    /// The name of a lieu, without the person whom the remark of the same record names: « Chéniers - Prénom Nom », « par Prénom Nom ».
    /// A name alone proves nothing: most are those of the people a place is dedicated to.
    /// </summary>
    /// <param name="nom">The name, normalised.</param>
    /// <param name="remark">The remark as the source wrote it.</param>
    /// <param name="issues">Receives what was removed.</param>
    /// <returns>The name of the lieu, and the person that it named; null when it named none.</returns>
    public static (string Nom, string? Person) Name(string nom, string? remark, ICollection<Issue> issues)
    {
        var person = Between().Match(nom);
        if (!person.Success || remark is null || !Names(remark, person))
        {
            return (nom, null);
        }

        var without = nom.Remove(person.Index, person.Length).TrimEnd(' ', '-', '–', ':', ',', '(');
        if (without.Length == 0)
        {
            return (nom, null);
        }

        issues.Add(new Issue("nom", IssueCodes.PersonneRetiree, null, without));
        return (without, person.Groups["name"].Value);
    }

    // « Chez Prénom Nom » is the name of a café as often as that of a host.
    private static Regex[] Regexes(string field) =>
        field == "nom" ? [Asked(), Presented(), Titled(), AfterPhone()] : [Asked(), Presented(), Titled(), AfterPhone(), Hosted()];

    // A first name mistyped in one of the two is still the same person; a name in lower case is one when its first name is.
    private static bool Names(string remark, Match person)
    {
        var name = Repli.Plier(person.Groups["name"].Value);
        return People(remark).Any(named => named == name || (named[0] == name[0] && LastWord(named) == LastWord(name)))
            || (FirstNames.Contain(person.Groups["first"].Value) && $" {Repli.Plier(remark)} ".Contains($" par {name} ", StringComparison.Ordinal));
    }

    private static string LastWord(string folded) => folded[(folded.LastIndexOf(' ') + 1)..];

    private static HashSet<string> People(string remark) =>
        [.. Asked().Matches(remark).Where(match => FirstNames.Contain(match.Groups["first"].Value)).Select(match => Repli.Plier(match.Groups["name"].Value))];

    private static string WithCivility(Match match) => IsFunction(match.Groups["name"].Value) ? match.Value : Removed;

    private static string WithFirstName(Match match) =>
        FirstNames.Contain(match.Groups["first"].Value) || FirstNames.Contain(match.Groups["last"].Value)
            ? match.Value.Replace(match.Groups["name"].Value, Removed, StringComparison.Ordinal)
            : match.Value;

    private static bool IsFunction(string name) => Function().IsMatch(Repli.Plier(name));

    // A civility followed by a capitalised name, initials or particles included. « rue M. Dupont », « place Mme de Staël » are addresses.
    [GeneratedRegex(
        @"(?<!\b(?i:rue|avenue|av\.?|place|boulevard|bd|allées?|impasse|chemin|quai|cours|square|route|passage|esplanade|résidence|école|collège|lycée|espace|salle|maison|centre)\s+(?:(?:de|du)\s+)?)"
        + @"\b(?i:MM?\.|Mr\.?|Mme\.?|Mlle\.?|Monsieur|Madame|Mademoiselle)\s+"
        + @"(?<name>(?:(?:de|du|des|le|la)\s+|d['’]|l['’])?(?:\p{Lu}[\p{L}'’-]+|\p{Lu}\.)(?:\s+(?:(?:de|du|des|le|la)\s+|d['’])?(?:\p{Lu}[\p{L}'’-]+|\p{Lu}\.))*)")]
    private static partial Regex Named();

    // Folded: « M. le Maire », « Madame la Présidente » are functions.
    [GeneratedRegex(@"\A(?:(?:le|la|les|l) |(?:maires?|adjointe?s?|presidente?s?|directeurs?|directrices?|secretaires?|prefete?s?|sous prefete?s?|ministres?|conseillers?|conseilleres?|conciliateurs?|conciliatrices?|delegue?s?|mediateurs?|mediatrices?)\b)")]
    private static partial Regex Function();

    // What asks for a person, then a first name and a name: « contactez Prénom Nom », « PAR PRÉNOM NOM ».
    [GeneratedRegex(
        @"(?:\b(?i:par|contact(?:er|ez)?(?: :)?|joindre|demander|appeler|appelez|auprès de|s'adresser à|avec|attention de|animée?s? par|référente?|médiateur|médiatrice|conseill(?:er|ère) numérique)\s*:?\s+)"
        + @"(?<name>(?<first>\p{Lu}[\p{L}]+(?:-\p{Lu}[\p{L}]+)?)(?:(?:\s+\p{Lu}\p{L}[\p{L}'’-]*){1,2}|(?=\s*[-–(]?\s*0[1-9])))")]
    private static partial Regex Asked();

    // « Prénom, Conseiller numérique », « Prénom Nom, la référente familles ».
    [GeneratedRegex(
        @"\b(?<name>(?<first>\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?)(?:\s+\p{Lu}\p{L}[\p{L}'’-]*)?)(?=,?\s+(?:(?i:votre|la|le|l'|notre)\s*)?(?i:conseill(?:er|ère)s? numérique|référente?|assistante? (?:France|sociale?)|médiat(?:eur|rice)|animat(?:eur|rice)|agente? d'accueil|secrétaire)\b)")]
    private static partial Regex Presented();

    // « Responsable : NOM Prénom », « le maire Prénom Nom ».
    [GeneratedRegex(
        @"\b(?i:(?:(?:le|la)\s+)?(?:maire|adjointe?|présidente?|responsable|direct(?:eur|rice)|secrétaire(?: de mairie)?|référente?|coordinat(?:eur|rice)|animat(?:eur|rice)|interlocut(?:eur|rice)|gérante?|bénévole|intervenante?|délégué[e]?))(?:\s*:\s*|\s+)"
        + @"(?<name>(?<first>\p{Lu}[\p{L}]+(?:-\p{Lu}[\p{L}]+)?)\s+(?<last>\p{Lu}\p{L}[\p{L}'’-]*)(?:\s+\p{Lu}\p{L}[\p{L}'’-]*)?)")]
    private static partial Regex Titled();

    // « 04 92 00 00 00 Prénom Nom ».
    [GeneratedRegex(@"(?<![0-9])0[1-9](?:[\s.-]?[0-9]{2}){4}\s*[-–:(,]?\s*(?<name>(?<first>\p{Lu}[\p{L}]+(?:-\p{Lu}[\p{L}]+)?)\s+(?<last>\p{Lu}\p{L}[\p{L}'’-]*))")]
    private static partial Regex AfterPhone();

    [GeneratedRegex(@"\b(?i:chez|c/o)\s+(?<name>(?<first>\p{Lu}[\p{L}]+(?:-\p{Lu}[\p{L}]+)?)\s+(?<last>\p{Lu}\p{L}[\p{L}'’-]*))")]
    private static partial Regex Hosted();

    // Between dashes, or after the last one.
    [GeneratedRegex(@"\s*[-–:(]\s*(?<name>(?<first>\p{Lu}[\p{L}]+(?:-\p{Lu}[\p{L}]+)?)(?:\s+\p{Lu}\p{L}[\p{L}'’-]*){1,2})\)?(?=\s*\z|\s+[-–])")]
    private static partial Regex Between();

    [GeneratedRegex(@"(?:\+33\s?|0)[67](?:[\s.-]?[0-9]{2}){4}")]
    private static partial Regex Mobile();
}
