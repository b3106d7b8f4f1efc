using Maillage.Catalogue.Indexes;
using Maillage.Schema.Demarches;
using Maillage.Schema.Lieux;
using Maillage.Schema.Territoires;

namespace Maillage.Catalogue;

/// <summary>How the lieux of a counter were chosen.</summary>
public static class ChoixGuichet
{
    /// <summary>A source says that they answer for the commune.</summary>
    public const string Competence = "competence";

    /// <summary>No source says; they are the nearest of their type in the territory that the type answers for.</summary>
    public const string PlusProche = "plus_proche";

    /// <summary>There is none.</summary>
    public const string Aucun = "aucun";
}

/// <summary>A lieu found for a counter.</summary>
/// <param name="Lieu">The lieu.</param>
/// <param name="Metres">From the town hall of the commune, as the crow flies; null when one of the two is not located.</param>
public sealed record LieuDuGuichet(Lieu Lieu, double? Metres);

/// <summary>What was found for one counter of a démarche.</summary>
/// <param name="Guichet">The counter, as the démarche names it.</param>
/// <param name="Choix">A constant of <see cref="ChoixGuichet"/>.</param>
/// <param name="Ressort">Key of the territory that was respected, when the nearest was taken.</param>
/// <param name="Motif">French sentence: why there is none, or why the lieu has another name.</param>
/// <param name="Lieux">Three at most, the nearest first.</param>
public sealed record GuichetTrouve(GuichetDemarche Guichet, string Choix, string? Ressort, string? Motif, IReadOnlyList<LieuDuGuichet> Lieux);

/// <summary>The lieux that hold the counters of a démarche for the inhabitants of a commune: a pure function of the snapshot, the démarche and the commune.</summary>
public static class Guichets
{
    private const int MostPerCounter = 3;

    // Beyond, what receives everyone is no answer any more.
    private const double FarthestMetres = 100_000;

    /// <summary>What was found for each counter, in the order of the démarche.</summary>
    /// <param name="snapshot">The published lieux.</param>
    /// <param name="demarche">The démarche.</param>
    /// <param name="commune">A current commune.</param>
    public static IReadOnlyList<GuichetTrouve> GuichetsDe(this Snapshot snapshot, Demarche demarche, Commune commune)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(demarche);
        List<Lieu> competent = [.. snapshot.CompetentFor(commune)];
        var located = Located(snapshot, commune);
        return [.. demarche.Guichets.Select(guichet => Find(snapshot, guichet, located, competent))];
    }

    // The COG does not place every commune: its mairie does, or another of its lieux, else the commune that an arrondissement is part of.
    private static Commune Located(Snapshot snapshot, Commune commune)
    {
        if (commune.Latitude is not null)
        {
            return commune;
        }

        var lieu = snapshot.Lieux.Having("code_insee", commune.Code).Where(one => one.Latitude is not null).OrderByDescending(one => one.Types.Contains("mairie")).FirstOrDefault();
        var around = Cog.Courant.ParCode(commune.CodeParent)?.Commune;
        return commune with { Latitude = lieu?.Latitude ?? around?.Latitude, Longitude = lieu?.Longitude ?? around?.Longitude };
    }

    private static GuichetTrouve Find(Snapshot snapshot, GuichetDemarche guichet, Commune commune, List<Lieu> competent)
    {
        var regle = PivotsComarquage.Trouver(guichet.Pivot, guichet.Titre, guichet.Type);
        if (guichet.Types.Count == 0 || regle is null)
        {
            return None(guichet, NoLieu(regle));
        }

        if (regle.Territoire?.Contient(commune) == false)
        {
            return None(guichet, $"Ce guichet est réservé à un autre territoire : {regle.Motif}.");
        }

        return Competent(guichet, regle, competent, commune)
            ?? Nearest(guichet, regle, InReach(snapshot.Lieux, guichet, commune), commune)
            ?? None(guichet, NotInRessort(guichet));
    }

    private static GuichetTrouve? Competent(GuichetDemarche guichet, RegleGuichet regle, List<Lieu> competent, Commune commune)
    {
        var found = Ordered(competent.Where(lieu => lieu.Types.Any(guichet.Types.Contains)), commune);
        return found.Count == 0 ? null : new GuichetTrouve(guichet, ChoixGuichet.Competence, null, regle.Motif, found);
    }

    // All that may be in the territory of its type, and little else: what is looked at closely is read first.
    private static IEnumerable<Lieu> InReach(Dataset<Lieu> lieux, GuichetDemarche guichet, Commune commune) => lieux.Records(Ordinals.Union(
        [.. guichet.Types.Select(type => lieux.Ordinals("types", type).Intersect(Around(lieux, Ressorts.DuType(type), commune)))], lieux.Count));

    private static Ordinals Around(Dataset<Lieu> lieux, Ressort ressort, Commune commune)
    {
        if (ressort.Territoires(commune) is (var filter, var codes))
        {
            return lieux.Ordinals(filter, codes);
        }

        return commune is { Latitude: { } latitude, Longitude: { } longitude }
            ? Ordinals.Union(
                [lieux.IndexOf(Filters.Autour).Find(new Circle(latitude, longitude, FarthestMetres)).Records, lieux.Ordinals(LieuxIndexes.Elsewhere, "oui")], lieux.Count)
            : lieux.All;
    }

    // A lieu that a source says competent elsewhere is not the nearest one: it would send people away.
    private static GuichetTrouve? Nearest(GuichetDemarche guichet, RegleGuichet regle, IEnumerable<Lieu> lieux, Commune commune)
    {
        var found = Ordered(lieux.Where(lieu => RessortOf(lieu, guichet) is var ressort && ressort.Contient(lieu, commune)
            && (ressort == Ressorts.Libre || lieu.ZoneCompetence.Count == 0)), commune)
            .Where(near => near.Metres <= FarthestMetres || RessortOf(near.Lieu, guichet) != Ressorts.Libre)
            .ToList();
        return found.Count == 0 ? null : new GuichetTrouve(guichet, ChoixGuichet.PlusProche, RessortOf(found[0].Lieu, guichet).Nom, regle.Motif, found);
    }

    // Of a lieu with several types, the counter looks at the one it asked for.
    private static Ressort RessortOf(Lieu lieu, GuichetDemarche guichet) => Ressorts.DuType(guichet.Types.First(lieu.Types.Contains));

    private static IReadOnlyList<LieuDuGuichet> Ordered(IEnumerable<Lieu> lieux, Commune commune) =>
    [
        .. lieux.Select(lieu => new LieuDuGuichet(lieu, Distance(lieu, commune)))
            .OrderBy(found => found.Metres ?? double.MaxValue)
            .ThenBy(found => found.Lieu.Id, StringComparer.Ordinal)
            .Take(MostPerCounter),
    ];

    // From where it stands, or from its nearest stop; a lieu that is not located is taken at the town hall of its commune.
    private static double? Distance(Lieu lieu, Commune commune)
    {
        var seat = (lieu.Latitude, lieu.Longitude);
        var points = lieu.Passages.Select(stop => (stop.Latitude, stop.Longitude)).Prepend(seat).Where(point => point is { Latitude: not null, Longitude: not null }).ToList();
        if (points.Count == 0 && Cog.Courant.ParCode(lieu.CodeInsee)?.Commune is { } own)
        {
            points.Add((own.Latitude, own.Longitude));
        }

        return points
            .Select(point => Geodesie.Distance(commune.Latitude ?? double.NaN, commune.Longitude ?? double.NaN, point.Latitude ?? double.NaN, point.Longitude ?? double.NaN))
            .Where(double.IsFinite)
            .Select(metres => (double?)metres)
            .Min();
    }

    private static GuichetTrouve None(GuichetDemarche guichet, string motif) => new(guichet, ChoixGuichet.Aucun, null, motif, []);

    private static string NoLieu(RegleGuichet? regle) => regle switch
    {
        null => "Cette sorte de guichet n'est pas encore connue de ce service.",
        { Statut: StatutGuichet.HorsPerimetre } => $"Ces guichets ne sont pas publiés ici ({regle.Motif}).",
        _ => $"Aucun lieu n'est proposé : {regle.Motif}.",
    };

    private static string NotInRessort(GuichetDemarche guichet)
    {
        var ressort = Ressorts.DuType(guichet.Types[0]);
        return ressort == Ressorts.Libre
            ? "Aucun lieu de ce type n'est publié à moins de 100 km."
            : $"Aucun lieu de ce type n'est publié pour {ressort.Libelle}.";
    }
}
