using Maillage.Catalogue;
using Maillage.Schema.Publication;
using Maillage.Schema.Territoires;
using Microsoft.AspNetCore.Http.Extensions;

namespace Maillage.Api.Territoires;

/// <summary>Territories as they are published: what the official geography says of each, and what the snapshot has there.</summary>
/// <param name="http">The request: addresses are where it came.</param>
/// <param name="snapshot">What is counted.</param>
internal sealed class TerritoiresView(HttpRequest http, Snapshot snapshot)
{
    /// <summary>Address of the territories, from the root.</summary>
    public const string Root = "/api/v1/territoires/";

    private static readonly Cog Cog = Cog.Courant;

    /// <summary>A commune, or an arrondissement.</summary>
    public TerritoirePublie Of(Commune commune) => Of(
        Niveau.Commune, commune.Code, commune.Nom, [commune],
        [
            .. commune.CodeParent is { } parent && Cog.ParCode(parent)?.Commune is { } whole ? [Cite(Niveau.Commune, parent, whole.Nom)] : Array.Empty<TerritoireCite>(),
            .. commune.CodeEpci is { } code && Cog.Epci(code) is { } epci ? [Cite(Niveau.Epci, code, epci.Nom)] : Array.Empty<TerritoireCite>(),
            .. AboveDepartement(commune.CodeDepartement),
        ],
        [.. Cog.Communes.Where(one => one.CodeParent == commune.Code).Select(Inside)]) with
    {
        CodesPostaux = commune.CodesPostaux,
        Latitude = commune.Latitude,
        Longitude = commune.Longitude,
    };

    /// <summary>An intercommunalité: it may be in several départements.</summary>
    public TerritoirePublie Of(Epci epci)
    {
        List<Commune> communes = [.. Cog.Communes.Where(commune => commune.CodeEpci == epci.Code && commune.CodeParent is null)];
        var departements = communes.Select(commune => commune.CodeDepartement).Distinct().SelectMany(AboveDepartement).DistinctBy(one => (one.Niveau, one.Code));
        return Of(Niveau.Epci, epci.Code, epci.Nom, communes, [.. departements.OrderBy(one => one.Niveau == Niveau.Region.Nom)], [.. communes.Select(Inside)]);
    }

    /// <summary>A département, or an overseas collectivity.</summary>
    public TerritoirePublie Of(Departement departement)
    {
        List<Commune> communes = [.. Cog.Communes.Where(commune => commune.CodeDepartement == departement.Code && commune.CodeParent is null)];
        return Of(Niveau.Departement, departement.Code, departement.Nom, communes, AboveRegion(departement.CodeRegion), [.. communes.Select(Inside)]);
    }

    /// <summary>A région.</summary>
    public TerritoirePublie Of(Region region)
    {
        var communes = Cog.Communes.Where(commune => commune.CodeRegion == region.Code && commune.CodeParent is null);
        var departements = Cog.Departements.Where(departement => departement.CodeRegion == region.Code);
        return Of(
            Niveau.Region, region.Code, region.Nom, [.. communes], [],
            [.. departements.Select(departement => Inside(Niveau.Departement, departement.Code, departement.Nom, snapshot.Lieux.CountOf(Niveau.Departement.Filtre, departement.Code)))]);
    }

    private TerritoirePublie Of(Niveau niveau, string code, string nom, IReadOnlyList<Commune> communes, IReadOnlyList<TerritoireCite> around, IReadOnlyList<TerritoireContenu> inside)
    {
        var codes = niveau == Niveau.Commune ? Cog.CodesCouverts(code) : [code];
        var query = new ListQuery().With(niveau.Filtre, codes);
        var lieux = snapshot.Lieux.Run(query);
        var services = snapshot.Services.Run(query);
        return new()
        {
            Version = snapshot.VersionText,
            Niveau = niveau.Nom,
            Code = code,
            Nom = nom,
            Population = communes.Any(commune => commune.Population is not null) ? communes.Sum(commune => commune.Population ?? 0) : null,
            CodesPostaux = [],
            Autour = around,
            Dedans = inside,
            Lieux = new()
            {
                Total = lieux.Total,
                MediationNumerique = snapshot.Lieux.Run(query.With(Filters.MediationNumerique, [])).Total,
                Types = Counts(lieux, "types"),
                NiveauAccueil = Counts(lieux, "niveau_accueil"),
                Services = Counts(lieux, "services"),
                Url = Absolute("/api/v1/lieux", niveau.Filtre, code),
            },
            Services = new() { Total = services.Total, Thematiques = Counts(services, "thematiques"), Url = Absolute("/api/v1/services", niveau.Filtre, code) },
        };
    }

    private IReadOnlyList<TerritoireCite> AboveDepartement(string code) => Cog.Departement(code) is { } departement
        ? [Cite(Niveau.Departement, code, departement.Nom), .. AboveRegion(departement.CodeRegion)]
        : [];

    private IReadOnlyList<TerritoireCite> AboveRegion(string code) => Cog.Region(code) is { } region ? [Cite(Niveau.Region, code, region.Nom)] : [];

    private TerritoireCite Cite(Niveau niveau, string code, string nom) => new() { Niveau = niveau.Nom, Code = code, Nom = nom, Url = Absolute(niveau.PathOf(code)) };

    private TerritoireContenu Inside(Commune commune) =>
        Inside(Niveau.Commune, commune.Code, commune.Nom, Cog.CodesCouverts(commune.Code).Sum(code => snapshot.Lieux.CountOf(Niveau.Commune.Filtre, code)));

    private TerritoireContenu Inside(Niveau niveau, string code, string nom, int lieux) =>
        new() { Niveau = niveau.Nom, Code = code, Nom = nom, Url = Absolute(niveau.PathOf(code)), Lieux = lieux };

    private string Absolute(string path) => UriHelper.BuildAbsolute(http.Scheme, http.Host, http.PathBase, path);

    private string Absolute(string path, string parameter, string value) => UriHelper.BuildAbsolute(http.Scheme, http.Host, http.PathBase, path, QueryString.Create(parameter, value));

    private static IReadOnlyList<Compte> Counts<TRecord>(Results<TRecord> results, string field)
        where TRecord : class, IEntite => [.. results.Counts(field).Select(pair => new Compte { Valeur = pair.Value, Nombre = pair.Count })];
}

/// <summary>A kind of territory.</summary>
/// <param name="Nom">As answers name it.</param>
/// <param name="Dossier">As addresses name it.</param>
/// <param name="Filtre">The filter of lists by it.</param>
internal sealed record Niveau(string Nom, string Dossier, string Filtre)
{
    public static Niveau Commune { get; } = new("commune", "communes", "code_insee");

    public static Niveau Epci { get; } = new("epci", "epci", "code_epci");

    public static Niveau Departement { get; } = new("departement", "departements", "code_departement");

    public static Niveau Region { get; } = new("region", "regions", "code_region");

    /// <summary>Address of one of them, from the root.</summary>
    public string PathOf(string code) => TerritoiresView.Root + Dossier + "/" + code;
}
