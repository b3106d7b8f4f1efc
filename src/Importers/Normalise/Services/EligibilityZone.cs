using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Normalise.Services;

/// <summary>The territories that a service is for, as codes of the COG of today; a région is the list of its départements (schema data·inclusion v1).</summary>
internal static class EligibilityZone
{
    private const string Field = "zone_eligibilite";
    private const string WholeCountry = "france";
    private const string LyonMetropole = "200046977";

    /// <param name="codes">As written.</param>
    /// <param name="kind">The kind of territory (v0); null when the code alone tells (v1).</param>
    /// <param name="cog">The territories.</param>
    /// <param name="issues">Receives the codes that are none.</param>
    public static IReadOnlyList<string> Parse(IEnumerable<string> codes, string? kind, Cog cog, ICollection<Issue> issues)
    {
        if (Repli.Plier(kind) == "pays")
        {
            return [WholeCountry];
        }

        List<string> zone = [];
        List<string> written = [.. codes.Select(code => code.Trim()).Where(code => code.Length > 0)];
        foreach (var code in written)
        {
            var found = Find(code, Repli.Plier(kind), cog);
            if (found.Count == 0)
            {
                issues.Add(new Issue(Field, IssueCodes.MotifNonRespecte, code));
            }

            zone.AddRange(found);
        }

        zone = [.. zone.Distinct()];
        if (zone.Count == 0 && (written.Count > 0 || kind is not null))
        {
            issues.Add(new Issue(Field, IssueCodes.ZoneIllisible, string.Join(", ", written)));
        }

        return zone.Contains(WholeCountry) ? [WholeCountry] : zone;
    }

    private static IReadOnlyList<string> Find(string code, string kind, Cog cog) => code switch
    {
        _ when Repli.Plier(code) == WholeCountry => [WholeCountry],
        _ when kind == "region" => [.. cog.Departements.Where(departement => departement.CodeRegion == code).Select(departement => departement.Code)],
        // Codes that some producers use for a département: Corsica before 1976, the Métropole of Lyon.
        "20" => ["2A", "2B"],
        "69M" => [LyonMetropole],
        { Length: 9 } => cog.Epci(code) is { } epci ? [epci.Code] : [],
        { Length: 5 } when code.StartsWith("99", StringComparison.Ordinal) => [code],
        { Length: 5 } => cog.ParCode(code) is { } found ? [found.Commune.Code] : [],
        { Length: 1 } => Find("0" + code, kind, cog),
        _ => cog.Departement(code) is { } departement ? [departement.Code] : [],
    };
}
