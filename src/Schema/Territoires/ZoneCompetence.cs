namespace Maillage.Schema.Territoires;

/// <summary>Writes a set of communes with the fewest territory codes that say exactly the same: <c>france</c>, else départements, else EPCI, else communes.</summary>
public sealed class ZoneCompetence
{
    /// <summary>The code of the whole country: the mainland and the five départements et régions d'outre-mer.</summary>
    public const string France = "france";

    // The collectivités d'outre-mer and New Caledonia (975, 977, 978, 984…) have their own institutions: « france » does not speak for them.
    private static readonly string[] DepartementsOutreMer = ["971", "972", "973", "974", "976"];

    private readonly Cog cog;
    private readonly Dictionary<string, Commune[]> byDepartement;
    private readonly Dictionary<string, int> communesOfEpci;

    public ZoneCompetence(Cog cog)
    {
        this.cog = cog;
        var whole = cog.Communes.Where(commune => commune.CodeParent is null).ToList();
        byDepartement = whole.GroupBy(commune => commune.CodeDepartement).ToDictionary(group => group.Key, group => group.ToArray());
        communesOfEpci = whole.Where(commune => commune.CodeEpci is not null).CountBy(commune => commune.CodeEpci ?? "").ToDictionary();
    }

    /// <summary>The territory codes of a set of communes, the widest first, in order.</summary>
    /// <param name="codes">INSEE codes of communes or arrondissements, current or former.</param>
    /// <param name="unknown">Receives the codes that are no commune.</param>
    public IReadOnlyList<string> Of(IEnumerable<string> codes, ICollection<string> unknown)
    {
        var communes = new Dictionary<string, Commune>();
        foreach (var code in codes)
        {
            if (cog.ParCode(code)?.Commune is { } commune)
            {
                communes.TryAdd(commune.Code, commune);
            }
            else
            {
                unknown.Add(code);
            }
        }

        JoinArrondissements(communes);
        var departements = Covered(communes);
        var rest = communes.Values.Where(commune => !departements.Contains(commune.CodeDepartement)).ToList();
        var epci = Joined(communes.Values, rest);
        List<string> wide = IsFrance(departements) ? [France, .. departements.Where(code => !OfFrance(code))] : [.. departements];
        return
        [
            .. wide,
            .. epci.Order(StringComparer.Ordinal),
            .. rest.Where(commune => commune.CodeEpci is not { } code || !epci.Contains(code)).Select(commune => commune.Code).Order(StringComparer.Ordinal),
        ];
    }

    // Paris is its twenty arrondissements, and they are Paris.
    private void JoinArrondissements(Dictionary<string, Commune> communes)
    {
        foreach (var (parent, parts) in communes.Values.Where(commune => commune.CodeParent is not null).GroupBy(commune => commune.CodeParent ?? "").Select(group => (group.Key, group.ToList())).ToList())
        {
            if ((communes.ContainsKey(parent) || parts.Count == cog.CodesCouverts(parent).Count - 1) && cog.ParCode(parent)?.Commune is { } whole)
            {
                communes[parent] = whole;
                parts.ForEach(part => communes.Remove(part.Code));
            }
        }
    }

    private SortedSet<string> Covered(Dictionary<string, Commune> communes) => new(
        communes.Values.Where(commune => commune.CodeParent is null).CountBy(commune => commune.CodeDepartement)
            .Where(pair => pair.Value == byDepartement[pair.Key].Length)
            .Select(pair => pair.Key),
        StringComparer.Ordinal);

    // The EPCI that are in the set whole, and that say at least two communes not said yet.
    private HashSet<string> Joined(IEnumerable<Commune> all, List<Commune> rest)
    {
        var inSet = all.Where(commune => commune is { CodeParent: null, CodeEpci: not null }).CountBy(commune => commune.CodeEpci ?? "").ToDictionary();
        return [.. rest.Where(commune => commune is { CodeParent: null, CodeEpci: not null }).CountBy(commune => commune.CodeEpci ?? "")
            .Where(pair => pair.Value > 1 && inSet[pair.Key] == communesOfEpci[pair.Key])
            .Select(pair => pair.Key)];
    }

    private bool IsFrance(SortedSet<string> departements) => byDepartement.Keys.Where(OfFrance).All(departements.Contains);

    private static bool OfFrance(string departement) => departement.Length == 2 || DepartementsOutreMer.Contains(departement);
}
