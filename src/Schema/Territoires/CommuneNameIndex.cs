using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Maillage.Schema.Territoires;

/// <summary>Finds a commune by postal code and name; the answer is one commune or none, never a guess among several.</summary>
internal sealed class CommuneNameIndex
{
    /// <summary>Shorter names resemble too many others to be corrected.</summary>
    private const int ShortestCorrected = 4;

    /// <summary>From this length on, two typing errors are accepted instead of one.</summary>
    private const int TwoErrorsFrom = 12;

    private const int End = -1;

    private readonly List<Entry> entries = [];
    private readonly Dictionary<string, int> firstByKey;
    private readonly Dictionary<string, List<int>> byPostalCode = new(7_000, StringComparer.Ordinal);
    private readonly Dictionary<string, Commune> communes;
    private readonly Dictionary<string, Commune[]> arrondissements;

    internal CommuneNameIndex(
        Dictionary<string, Commune> communes,
        Dictionary<string, Commune[]> arrondissements,
        IEnumerable<(string Name, Commune Commune)> formerNames)
    {
        (this.communes, this.arrondissements) = (communes, arrondissements);
        this.firstByKey = new(communes.Count + 4_000, StringComparer.Ordinal);
        foreach (var commune in communes.Values)
            Add(commune.Nom, commune, former: false);
        foreach (var (name, commune) in formerNames)
            Add(name, commune, former: true);
    }

    internal Commune? Find(string? postalCode, string? name)
    {
        if (postalCode?.Trim() is not { Length: 5 } code || !IsNumber(code) || string.IsNullOrWhiteSpace(name))
            return null;
        return Find(code, CommuneName.Of(name))
            ?? (name.Contains('(', StringComparison.Ordinal) ? Find(code, CommuneName.Of(CommuneName.WithoutParentheses(name))) : null);
    }

    internal IReadOnlyList<Commune> Served(string? postalCode)
    {
        if (postalCode is null || !byPostalCode.TryGetValue(postalCode, out var found))
            return [];
        var served = found.Select(i => entries[i].Commune).Where(c => Serves(c, postalCode)).Distinct().ToArray();
        return [.. served.Where(c => !served.Any(part => part.CodeParent == c.Code))];
    }

    internal static bool Fits(Commune commune, string postalCode) =>
        Serves(commune, postalCode) || SameDepartement(commune.CodeDepartement, postalCode);

    private Commune? Find(string postalCode, CommuneName name)
    {
        var served = Named(name, e => Serves(e.Commune, postalCode));
        if (served.Count > 0)
            return Only(served, name) is { } commune ? Arrondissement(commune, postalCode) : null;

        // A Cedex or mistyped code: the département of the code and the whole name must then agree on one commune. When another
        // commune of the postal code bears nearly that name, the error may be in the name as well as in the code.
        var elsewhere = Named(name, e => SameDepartement(e.Commune.CodeDepartement, postalCode) && !ServesSibling(e.Commune, postalCode));
        var alike = Alike(name, postalCode);
        if (elsewhere.Count == 0)
            return alike.Count == 1 ? Arrondissement(alike.Single(), postalCode) : null;
        return alike.Count == 0 ? Only(elsewhere, name) : null;
    }

    /// <summary>Marseille, 13011 → the 11th arrondissement: the one part of the commune which that code serves.</summary>
    private Commune Arrondissement(Commune commune, string postalCode)
    {
        if (!arrondissements.TryGetValue(commune.Code, out var parts))
            return commune;
        var served = parts.Where(part => Serves(part, postalCode)).Take(2).ToArray();
        return served is [var one] ? one : commune;
    }

    private List<Entry> Named(CommuneName name, Func<Entry, bool> accepts)
    {
        var found = new List<Entry>();
        for (var i = firstByKey.GetValueOrDefault(name.Key, End); i != End; i = entries[i].Next)
        {
            if (accepts(entries[i]))
                found.Add(entries[i]);
        }

        return found;
    }

    /// <summary>The one commune among them: the name with its very article first, then a present name before a former one.</summary>
    private static Commune? Only(List<Entry> entries, CommuneName name)
    {
        if (entries.Exists(e => e.Full == name.Full))
            entries = entries.FindAll(e => e.Full == name.Full);
        if (entries.Exists(e => !e.Former))
            entries = entries.FindAll(e => !e.Former);
        return entries.TrueForAll(e => e.Commune == entries[0].Commune) ? entries[0].Commune : null;
    }

    /// <summary>
    /// Communes of the postal code whose name is one or two typing errors away, or begins or ends with the words given:
    /// « Évry » for Évry-Courcouronnes, « Saint-Auban » for Château-Arnoux-Saint-Auban, or is written in one word.
    /// </summary>
    private HashSet<Commune> Alike(CommuneName name, string postalCode)
    {
        var found = new HashSet<Commune>(ReferenceEqualityComparer.Instance);
        if (name.Key.Length < ShortestCorrected || name.Key.AsSpan().ContainsAnyInRange('0', '9')
            || !byPostalCode.TryGetValue(postalCode, out var candidates))
            return found;
        var limit = name.Key.Length < TwoErrorsFrom ? 1 : 2;
        foreach (var i in candidates)
        {
            if (IsPart(name.Key, entries[i].Key) || IsRunTogether(name.Full, entries[i].Full) || EditDistance.Between(name.Key, entries[i].Key, limit) <= limit)
                found.Add(entries[i].Commune);
        }

        return found;
    }

    /// <summary>« LETHOR » for Le Thor.</summary>
    private static bool IsRunTogether(string left, string right) =>
        left.Length != right.Length && left.Replace(" ", "", StringComparison.Ordinal) == right.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>Whole words at either end; not what only situates another place (« Montagny-près-Louhans »).</summary>
    private static bool IsPart(string part, string whole)
    {
        var rest = whole.Length - part.Length;
        if (rest < 2 || part is "saint" or "sainte")
            return false;
        if (whole[part.Length] == ' ' && whole.StartsWith(part, StringComparison.Ordinal))
            return true;
        var before = whole.AsSpan(0, rest - 1);
        return whole[rest - 1] == ' ' && whole.EndsWith(part, StringComparison.Ordinal)
            && before[(before.LastIndexOf(' ') + 1)..] is not
                ("pres" or "sous" or "sur" or "les" or "lez" or "le" or "la" or "l" or "en" or "de" or "d" or "du" or "des");
    }

    private void Add(string name, Commune commune, bool former)
    {
        Add(CommuneName.Of(name), commune, former);
        if (name.Contains('(', StringComparison.Ordinal))
            Add(CommuneName.Of(CommuneName.WithoutParentheses(name)), commune, former);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(CommuneName name, Commune commune, bool former)
    {
        var index = entries.Count;
        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(firstByKey, name.Key, out var exists);
        entries.Add(new Entry(name.Full, name.Key, commune, former, exists ? first : End));
        first = index;
        foreach (var code in commune.CodesPostaux)
        {
            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(byPostalCode, code, out _);
            (list ??= new(8)).Add(index);
        }
    }

    private static bool Serves(Commune commune, string postalCode)
    {
        foreach (var code in commune.CodesPostaux)
        {
            if (code == postalCode)
                return true;
        }

        return false;
    }

    /// <summary>75011 contradicts « Paris 12 »: it is the code of another arrondissement.</summary>
    private bool ServesSibling(Commune commune, string postalCode) =>
        commune.CodeParent is { } parent && communes.TryGetValue(parent, out var whole) && Serves(whole, postalCode);

    /// <summary>Corsica shares the prefix 20; Saint-Barthélemy and Saint-Martin have codes of Guadeloupe (97133, 97150).</summary>
    private static bool SameDepartement(string departement, string postalCode) => departement switch
    {
        "2A" or "2B" => postalCode.StartsWith("20", StringComparison.Ordinal),
        "977" or "978" when postalCode.StartsWith("971", StringComparison.Ordinal) => true,
        _ => postalCode.StartsWith(departement, StringComparison.Ordinal),
    };

    private static bool IsNumber(string code) => !code.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <param name="Full">Folded name with its article.</param>
    /// <param name="Key">Folded name without it.</param>
    /// <param name="Commune">Present commune.</param>
    /// <param name="Former">Whether the name is that of a merged, déléguée or associée commune.</param>
    /// <param name="Next">Next entry of the same key, or <see cref="End"/>.</param>
    private readonly record struct Entry(string Full, string Key, Commune Commune, bool Former, int Next);
}
