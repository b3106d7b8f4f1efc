using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;

namespace Maillage.Tests.Importers.Reconcile.Labels;

/// <summary>
/// A fiche, prepared to be likened to others. This likeness only spreads the draw from pairs that have nothing in common to pairs that have everything: it
/// decides no label, and the reconciliation does not know it.
/// </summary>
internal sealed class Apercu
{
    private static readonly HashSet<string> Small = [.. "a au aux d de des du en et l la le les sur un une".Split(' ')];

    private static readonly HashSet<string> Streets =
        [.. "all allee allees av avenue bd boulevard bp bis chemin cours cs esplanade grand grande impasse lieu dit place pl quai quartier route rte rue square ter".Split(' ')];

    public Apercu(FicheEtiquetee fiche)
    {
        Fiche = fiche;
        Nom = Repli.Plier(fiche.Nom);
        Words = [.. Nom.Split(' ').Where(word => !Small.Contains(word))];
        Core = [.. Words.Except(Repli.Plier(fiche.Commune).Split(' '))];
        Core = Core.Count == 0 ? Words : Core;
        Voie = Repli.Plier(fiche.Adresse);
        Street = [.. Voie.Split(' ').Where(word => word.Length > 0 && !int.TryParse(word, out _) && !Small.Contains(word) && !Streets.Contains(word))];
        Hosts = [.. fiche.SiteWeb.Select(site => Uri.TryCreate(site, UriKind.Absolute, out var uri) ? uri.Host.Replace("www.", "", StringComparison.Ordinal) : site)];
        Where = $"{Nom} {Repli.Plier(fiche.ComplementAdresse)}";
    }

    public FicheEtiquetee Fiche { get; }

    /// <summary>The name, folded.</summary>
    public string Nom { get; }

    /// <summary>The words of the name.</summary>
    public HashSet<string> Words { get; }

    /// <summary>The words of the name less those of its commune, unless it has no other.</summary>
    public HashSet<string> Core { get; }

    /// <summary>The address, folded.</summary>
    public string Voie { get; }

    /// <summary>The words that name the street.</summary>
    public HashSet<string> Street { get; }

    public HashSet<string> Hosts { get; }

    /// <summary>The name and the complement of the address, folded.</summary>
    public string Where { get; }

    /// <summary>Metres between two fiches; null when one has no point.</summary>
    public double? DistanceTo(Apercu other) =>
        Fiche is { Latitude: { } latitude, Longitude: { } longitude } && other.Fiche is { Latitude: { } otherLatitude, Longitude: { } otherLongitude }
            ? Geodesie.Distance(latitude, longitude, otherLatitude, otherLongitude)
            : null;

    /// <summary>From 0, nothing in common, to 1: the mean of what both say, absent data left out.</summary>
    public double Likeness(Apercu other)
    {
        var (sum, weight) = (0.0, 0.0);
        Add(0.45, Shared(Core, other.Core));
        Add(0.2, DistanceTo(other) switch { null => null, < 50 => 1, < 300 => 0.6, < 1000 => 0.2, _ => 0 });
        Add(0.15, Voie.Length == 0 || other.Voie.Length == 0 ? null : Voie == other.Voie ? 1 : Shared(Street, other.Street) / 2);
        Add(0.15, Fiche.Telephone is null || other.Fiche.Telephone is null ? null : Fiche.Telephone == other.Fiche.Telephone ? 1 : 0);
        Add(0.05, Fiche.Courriels.Count == 0 || other.Fiche.Courriels.Count == 0 ? null : Fiche.Courriels.Intersect(other.Fiche.Courriels).Any() ? 1 : 0);
        Add(0.05, Hosts.Count == 0 || other.Hosts.Count == 0 ? null : Hosts.Overlaps(other.Hosts) ? 1 : 0);
        Add(0.1, Fiche.Siret is null || other.Fiche.Siret is null ? null : Fiche.Siret == other.Fiche.Siret ? 1 : 0);
        return sum / weight;

        void Add(double share, double? value)
        {
            sum += share * value ?? 0;
            weight += value is null ? 0 : share;
        }
    }

    /// <summary>Share of the words that two sets have in common.</summary>
    public static double Shared(HashSet<string> one, HashSet<string> other)
    {
        var common = one.Count(other.Contains);
        return common == 0 ? 0 : (double)common / (one.Count + other.Count - common);
    }
}
