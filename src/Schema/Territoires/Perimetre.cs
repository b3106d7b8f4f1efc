namespace Maillage.Schema.Territoires;

/// <summary>A territory as declarations name it: <c>france</c>, <c>region-93</c>, <c>departement-04</c>, <c>epci-200067437</c>, <c>commune-04070</c>.</summary>
public sealed class Perimetre
{
    private readonly Func<Commune, bool> contient;
    private readonly Lazy<IReadOnlyList<string>> codesPostaux;
    private readonly Lazy<ILookup<string, Commune>> parNom;
    private readonly Cog cog;

    private Perimetre(Cog cog, Func<Commune, bool> contient)
    {
        (this.cog, this.contient) = (cog, contient);
        parNom = new(() => cog.Communes.Where(contient).ToLookup(commune => CommuneName.Of(commune.Nom).Key));
        // A name is looked for in the whole département of a postal code: one code each is enough.
        codesPostaux = new(() => [.. cog.Communes.Where(contient).GroupBy(commune => commune.CodeDepartement).SelectMany(same => same.SelectMany(commune => commune.CodesPostaux).Take(1))]);
    }

    /// <summary>The territory of that name; null when there is none.</summary>
    public static Perimetre? Lire(string? texte, Cog cog)
    {
        ArgumentNullException.ThrowIfNull(cog);
        var (type, code) = texte?.Split('-', 2) switch
        {
            ["france"] => ("france", ""),
            [var kind, var rest] => (kind, rest),
            _ => ("", ""),
        };
        return type switch
        {
            "france" => new Perimetre(cog, _ => true),
            "region" when cog.Region(code) is { } region => new Perimetre(cog, commune => commune.CodeRegion == region.Code),
            "departement" when cog.Departement(code) is { } departement => new Perimetre(cog, commune => commune.CodeDepartement == departement.Code),
            "epci" when cog.Epci(code) is { } epci => new Perimetre(cog, commune => commune.CodeEpci == epci.Code),
            "commune" when cog.ParCode(code)?.Commune is { } found => new Perimetre(cog, commune => commune.Code == found.Code || commune.CodeParent == found.Code),
            _ => null,
        };
    }

    /// <summary>True when the commune is in it.</summary>
    public bool Contient(Commune commune) => contient(commune);

    /// <summary>The commune of exactly that name in the territory, abbreviations and accents apart; null when none, or several, have it.</summary>
    public Commune? ParNomExact(string? nom) => parNom.Value[CommuneName.Of(nom).Key].Take(2).ToList() is [var only] ? only : null;

    /// <summary>The commune of that name, misspelt or former, in the territory; null when none, or several, have it.</summary>
    public Commune? ParNom(string? nom)
    {
        if (ParNomExact(nom) is { } exact)
        {
            return exact;
        }

        var found = codesPostaux.Value.Select(code => cog.ParCodePostalEtNom(code, nom)?.Commune).OfType<Commune>().Where(contient).Distinct().Take(2).ToList();
        return found is [var only] ? only : null;
    }
}
