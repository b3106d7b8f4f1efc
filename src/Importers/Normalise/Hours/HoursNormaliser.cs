using System.Text.RegularExpressions;
using Maillage.Schema.Horaires;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Normalise.Hours;

/// <summary>Hours to publish, what their syntax cannot say, and the closings that a remark gives the dates of.</summary>
internal sealed record OpeningHours(string? Horaires, string? Note)
{
    public IReadOnlyList<Fermeture> Fermetures { get; init; } = [];
}

/// <summary>
/// Hours from ranges of days and times with remarks, from one cell a day, from French text or from a text already in the syntax of OpenStreetMap. What is
/// not understood for sure is said in the note, once, and the hours it may change are published as uncertain.
/// </summary>
internal static partial class HoursNormaliser
{
    public static OpeningHours Parse(RawLieu raw, ICollection<Issue> issues)
    {
        var remark = PersonNormaliser.Parse("horaires_note", raw.HorairesNote, issues);
        if (raw.PlagesOuverture.Count > 0)
        {
            return new RangesReader(issues).Read(raw.PlagesOuverture, remark);
        }

        return raw.HorairesParJour.Count > 0
            ? ColumnsReader.Read(raw.HorairesParJour, remark, issues)
            : FromText(PersonNormaliser.Parse("horaires", raw.Horaires, issues), remark, issues);
    }

    private static OpeningHours FromText(string? text, string? remark, ICollection<Issue> issues)
    {
        if (text is null)
        {
            return NotedHours.Of([], remark is null ? [] : [new HoursNote(remark, Days.Week)]);
        }

        var osm = HorairesOsm.Lire(text);
        if (osm.HasValue)
        {
            return new OpeningHours(osm.Take(issues)?.ToString(), remark);
        }

        if (OneWeekInTwo().Match(text) is { Success: true } weeks
            && HorairesOsm.Lire(text[weeks.Length..]).Value?.EnSemaines(weeks.Groups["odd"].Success ? HorairesOsm.SemainesImpaires : HorairesOsm.SemainesPaires) is { } some)
        {
            issues.Add(new Issue("horaires", IssueCodes.HorairesTraduits, text, some.ToString()));
            return new OpeningHours(some.ToString(), remark);
        }

        if (TextHoursReader.Read(text) is { } slots && NotedHours.Remarked(slots, remark, issues) is { Horaires: { } hours } read)
        {
            issues.Add(new Issue("horaires", IssueCodes.HorairesTraduits, text, hours));
            return read;
        }

        _ = osm.Take(issues);
        return new OpeningHours(null, remark is null || remark == text ? text : $"{text} ; {remark}");
    }

    // A partner keeps the weeks in a column of their own, beside hours in the syntax of OpenStreetMap.
    [GeneratedRegex(@"\A\s*(?:en\s+)?semaines?\s+(?:(?<odd>impaires?)|paires?)\s*[:,]?\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OneWeekInTwo();
}
