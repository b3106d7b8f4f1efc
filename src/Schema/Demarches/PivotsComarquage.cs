using System.Collections.Frozen;
using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Schema.Demarches;

/// <summary>One row of <c>data/pivots-comarquage.csv</c>: what holds a counter that the co-marquage names.</summary>
/// <param name="Par">What the row recognises it by: its pivot, else its title, else its type.</param>
/// <param name="Valeur">The value, as the co-marquage writes it.</param>
/// <param name="Types">The types of lieux that hold it, published or not.</param>
/// <param name="Statut">Why lieux are found for it or not: a constant of <see cref="StatutGuichet"/>.</param>
/// <param name="Territoire">The territory whose inhabitants it serves; null: everyone.</param>
/// <param name="Motif">French sentence for who finds no lieu, or finds one of another name.</param>
public sealed record RegleGuichet(string Par, string Valeur, IReadOnlyList<string> Types, string Statut, Perimetre? Territoire, string? Motif)
{
    /// <summary>Those of the types that this service publishes.</summary>
    public IReadOnlyList<string> TypesPublies { get; } = [.. Types.Where(type => TypesLieu.Trouver(type) is { Publie: true })];
}

/// <summary>What the table says of a counter.</summary>
public static class StatutGuichet
{
    /// <summary>Lieux of its types are published.</summary>
    public const string Lieux = "lieux";

    /// <summary>It has a type, of those that are not published: courts, police, tax.</summary>
    public const string HorsPerimetre = "hors_perimetre";

    /// <summary>No type of the annuaire: a profession, a school, an embassy.</summary>
    public const string SansLieu = "sans_lieu";

    /// <summary>One body for the whole country.</summary>
    public const string National = "national";

    /// <summary>It is reached from afar.</summary>
    public const string CentreDeContact = "centre_de_contact";

    /// <summary>Every status.</summary>
    public static IReadOnlyList<string> Tous { get; } = [Lieux, HorsPerimetre, SansLieu, National, CentreDeContact];
}

/// <summary>The table from the counters of the co-marquage to the types of lieux: <c>data/pivots-comarquage.csv</c>.</summary>
public static class PivotsComarquage
{
    private static readonly Lazy<IReadOnlyList<RegleGuichet>> Table = new(() => [.. EmbeddedCsv.Rows("pivots-comarquage.csv", 6).Select(Regle)]);

    private static readonly Lazy<FrozenDictionary<(string Par, string Valeur), RegleGuichet>> Index = new(
        () => Table.Value.ToFrozenDictionary(regle => (regle.Par, Repli.Plier(regle.Valeur))));

    /// <summary>Every row.</summary>
    public static IReadOnlyList<RegleGuichet> Regles => Table.Value;

    /// <summary>The row that decides a counter: by its pivot; without one by its title, else by its type. Case, accents and spaces around do not matter.</summary>
    /// <returns>The row, or null when the table knows neither: a pivot that is a type of the annuaire stands for it even so.</returns>
    public static RegleGuichet? Trouver(string? pivot, string? titre, string? type)
    {
        var plie = Repli.Plier(pivot);
        return plie.Length == 0 ? Find("titre", Repli.Plier(titre)) ?? Find("type", Repli.Plier(type))
            : Find("pivot", plie) ?? OfType(plie.Replace(' ', '_'));
    }

    private static RegleGuichet? Find(string par, string valeur) => Index.Value.GetValueOrDefault((par, valeur));

    // The vocabulary of the co-marquage drifts towards that of the annuaire: what the annuaire knows needs no row.
    private static RegleGuichet? OfType(string code) => TypesLieu.Trouver(code) is { } type
        ? new RegleGuichet("pivot", code, [type.Code], type.Publie ? StatutGuichet.Lieux : StatutGuichet.HorsPerimetre, null, type.Publie ? null : type.Libelle)
        : null;

    private static RegleGuichet Regle(string[] row) => new(
        row[0],
        row[1],
        row[2].Split('|', StringSplitOptions.RemoveEmptyEntries),
        row[3],
        row[4].Length == 0 ? null : Perimetre.Lire(row[4], Cog.Courant) ?? throw new InvalidDataException($"pivots-comarquage.csv: {row[4]} is no territory."),
        row[5].Length == 0 ? null : row[5]);
}
