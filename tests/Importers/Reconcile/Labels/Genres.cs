using System.Text.RegularExpressions;
using Maillage.Schema.Texte;

namespace Maillage.Tests.Importers.Reconcile.Labels;

/// <summary>What the pairs are drawn for: strata of likeness, and kinds that are known to be difficult.</summary>
/// <param name="Nom">As written in paires.csv.</param>
/// <param name="Quota">How many pairs.</param>
/// <param name="Holds">Which pairs may be drawn for it.</param>
internal sealed partial record Genre(string Nom, int Quota, Func<Candidate, bool> Holds)
{
    private const int Strata = 8;
    private const double Neighbouring = 60_000;

    /// <summary>The difficult kinds, the rarest first: what one takes the next ones cannot.</summary>
    public static IReadOnlyList<Genre> Difficiles { get; } =
    [
        new("la_poste", 22, Postal),
        new("renomme", 24, Renamed),
        new("antenne", 22, Antenne),
        new("meme_nom", 20, Homonym),
        new("deplace", 24, Moved),
        new("meme_adresse", 22, SameAddress),
        new("sans_coordonnees", 20, Unlocated),
    ];

    /// <summary>The strata, each of pairs across sources then of pairs of one source.</summary>
    public static IReadOnlyList<Genre> Tranches { get; } =
    [
        .. from rank in Enumerable.Range(1, Strata)
           from across in new[] { true, false }
           select new Genre($"tranche-{rank}", across ? 39 : 8, pair => Stratum(pair) == rank && pair.AcrossSources == across),
    ];

    /// <summary>Names of the difficult kinds.</summary>
    public static IReadOnlySet<string> NomsDifficiles { get; } = Difficiles.Select(genre => genre.Nom).ToHashSet();

    private static int Stratum(Candidate pair) => Math.Min(Strata, 1 + (int)(pair.Likeness * Strata));

    // One address, two names that have little in common.
    private static bool SameAddress(Candidate pair) =>
        pair.InOneCommune && pair.A.Street.Count > 0 && pair.A.Voie == pair.B.Voie && Apercu.Shared(pair.A.Core, pair.B.Core) < 0.34;

    private static bool Antenne(Candidate pair) =>
        pair.A.Fiche.AntenneDe is { } parent && pair.B.Fiche.Source == pair.A.Fiche.Source && (parent == pair.B.Fiche.Id || parent == pair.B.Fiche.AntenneDe)
        || pair.B.Fiche.AntenneDe is { } other && pair.B.Fiche.Source == pair.A.Fiche.Source && other == pair.A.Fiche.Id
        || (pair.InOneCommune && AntenneWord().IsMatch(pair.A.Nom) != AntenneWord().IsMatch(pair.B.Nom) && (Alike(pair, 0.34) || (SameType(pair) && Apercu.Shared(pair.A.Core, pair.B.Core) > 0.2)));

    private static bool Homonym(Candidate pair) => pair.InOneCommune
        ? pair.A.Core.SetEquals(pair.B.Core) && Apart(pair, 800)
        : pair.A.Words.SetEquals(pair.B.Words) && (pair.A.DistanceTo(pair.B) is null or < Neighbouring) && Departement(pair.A) == Departement(pair.B);

    private static string Departement(Apercu one) => one.Fiche.CodeInsee.StartsWith("97", StringComparison.Ordinal) ? one.Fiche.CodeInsee[..3] : one.Fiche.CodeInsee[..2];

    private static bool Unlocated(Candidate pair) =>
        pair.A.DistanceTo(pair.B) is null && pair.AcrossSources && pair.Likeness is > 0.2 and < 0.75 && Apercu.Shared(pair.A.Core, pair.B.Core) > 0.2;

    private static bool Moved(Candidate pair) =>
        pair.InOneCommune && Apart(pair, 500)
        && (Alike(pair, 0.6) || Same(pair.A.Fiche.Telephone, pair.B.Fiche.Telephone) || pair.A.Fiche.Courriels.Intersect(pair.B.Fiche.Courriels).Any());

    private static bool Renamed(Candidate pair) => pair.InOneCommune && (Relabelled(pair) || (pair.AcrossSources && Emploi().IsMatch(pair.A.Nom) && Emploi().IsMatch(pair.B.Nom)) || Merged(pair));

    // A maison de services au public on one side, a France services on the other.
    private static bool Relabelled(Candidate pair) =>
        pair.Likeness > 0.25 && Msap().IsMatch(pair.A.Nom) != Msap().IsMatch(pair.B.Nom) && FranceServices().IsMatch(pair.A.Nom) != FranceServices().IsMatch(pair.B.Nom);

    // A commune that was merged keeps its town hall, under its former name, in the commune of another.
    private static bool Merged(Candidate pair) =>
        Mairie(pair.A) && Mairie(pair.B) && NamesItsCommune(pair.A) != NamesItsCommune(pair.B) && !District().IsMatch(pair.A.Nom) && !District().IsMatch(pair.B.Nom);

    private static bool NamesItsCommune(Apercu one) => Repli.Plier(one.Fiche.Commune).Split(' ').All(one.Words.Contains);

    // The counter of a post office, beside another or beside a France services.
    private static bool Postal(Candidate pair) =>
        pair.InOneCommune && pair.Likeness > 0.3 && (IsPostal(pair.A) || IsPostal(pair.B)) && (IsServices(pair.A) || IsPostal(pair.A)) && (IsServices(pair.B) || IsPostal(pair.B));

    private static bool IsPostal(Apercu one) =>
        one.Fiche.Typologie.Contains("LA_POSTE") || one.Fiche.Types.Contains("la_poste") || PostalWord().IsMatch(one.Where) || one.Fiche.Courriels.Any(mail => mail.EndsWith("@laposte.fr", StringComparison.Ordinal));

    private static bool IsServices(Apercu one) => one.Fiche.Types.Contains("france_services") || Msap().IsMatch(one.Nom) || FranceServices().IsMatch(one.Nom);

    private static bool Mairie(Apercu one) => one.Fiche.Types.Contains("mairie") || one.Nom.StartsWith("mairie", StringComparison.Ordinal);

    private static bool Alike(Candidate pair, double least) => Apercu.Shared(pair.A.Core, pair.B.Core) >= least;

    private static bool SameType(Candidate pair) => pair.A.Fiche.Types.Intersect(pair.B.Fiche.Types).Any();

    private static bool Same(string? one, string? other) => one is not null && one == other;

    // Without two points, streets that have no word in common.
    private static bool Apart(Candidate pair, double metres) =>
        pair.A.DistanceTo(pair.B) is { } distance ? distance > metres : pair.A.Street.Count > 0 && pair.B.Street.Count > 0 && !pair.A.Street.Overlaps(pair.B.Street);

    [GeneratedRegex(@"\b(antenne|annexe|permanence|relais|delegation|site|secteur)\b")]
    private static partial Regex AntenneWord();

    [GeneratedRegex(@"\b(msap|maisons? (de|des) services?|relais (de )?services?|rsp|point d information mediation|pimms)\b")]
    private static partial Regex Msap();

    [GeneratedRegex(@"\b(france services?|mfs)\b")]
    private static partial Regex FranceServices();

    [GeneratedRegex(@"\b(quartier|annexe|relais|arrondissement)\b")]
    private static partial Regex District();

    [GeneratedRegex(@"\b(pole emploi|anpe|france travail)\b")]
    private static partial Regex Emploi();

    [GeneratedRegex(@"\b(la poste|bureau de poste|poste|agence postale|postale?)\b")]
    private static partial Regex PostalWord();
}
