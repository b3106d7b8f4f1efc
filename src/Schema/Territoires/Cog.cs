namespace Maillage.Schema.Territoires;

/// <summary>
/// Code officiel géographique de l'Insee : communes, arrondissements municipaux, EPCI, départements et régions en vigueur
/// au 1er janvier de l'année <see cref="Version"/>, et de quoi y ramener un ancien code ou un nom.
/// </summary>
/// <remarks>Immuable. Aucune méthode ne lève d'exception sur une valeur inattendue : elle ne trouve rien.</remarks>
public sealed class Cog
{
    /// <summary>Millésime du COG.</summary>
    public const string Version = "2026";

    private static readonly Lazy<Cog> courant = new(() => new Cog());

    private readonly Dictionary<string, Commune> communes;
    private readonly Dictionary<string, Commune> anciens;
    private readonly Dictionary<string, Commune[]> arrondissements;
    private readonly Dictionary<string, Epci> epci;
    private readonly Dictionary<string, Departement> departements;
    private readonly Dictionary<string, Region> regions;
    private readonly Lazy<CommuneNameIndex> noms;
    private readonly Lazy<TownHallIndex> mairies;

    private Cog()
    {
        var communes = new CogLoader().Communes();
        Communes = Array.AsReadOnly(communes);
        this.communes = communes.ToDictionary(c => c.Code, StringComparer.Ordinal);
        this.arrondissements = communes.Where(c => c.CodeParent is not null).GroupBy(c => c.CodeParent ?? "")
            .ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

        var anciens = CogLoader.FormerCodes();
        this.anciens = anciens.ToDictionary(a => a.FormerCode, a => this.communes[a.Code], StringComparer.Ordinal);
        this.noms = new(() => new(this.communes, this.arrondissements, anciens.Where(a => a.Name.Length > 0).Select(a => (a.Name, this.communes[a.Code]))));
        this.mairies = new(() => new(this.communes));

        var epci = CogLoader.Epci();
        var departements = CogLoader.Departements();
        var regions = CogLoader.Regions();
        (ToutesEpci, Departements, Regions) = (Array.AsReadOnly(epci), Array.AsReadOnly(departements), Array.AsReadOnly(regions));
        this.epci = epci.ToDictionary(e => e.Code, StringComparer.Ordinal);
        this.departements = departements.ToDictionary(d => d.Code, StringComparer.Ordinal);
        this.regions = regions.ToDictionary(r => r.Code, StringComparer.Ordinal);
    }

    /// <summary>Le COG en vigueur, chargé une fois, à la première lecture.</summary>
    public static Cog Courant => courant.Value;

    /// <summary>Communes actuelles et arrondissements municipaux (ceux qui ont un <see cref="Commune.CodeParent"/>), par code.</summary>
    public IReadOnlyList<Commune> Communes { get; }

    /// <summary>EPCI à fiscalité propre, par SIREN.</summary>
    public IReadOnlyList<Epci> ToutesEpci { get; }

    /// <summary>Départements et collectivités d'outre-mer, par code.</summary>
    public IReadOnlyList<Departement> Departements { get; }

    /// <summary>Régions et collectivités d'outre-mer, par code.</summary>
    public IReadOnlyList<Region> Regions { get; }

    /// <summary>Commune d'un code Insee. Un code à la fois actuel et ancien (chef-lieu d'une commune nouvelle) est l'actuel.</summary>
    /// <param name="code">Code Insee de commune ou d'arrondissement, actuel ou ancien ; espaces autour et casse indifférents.</param>
    /// <returns>La commune actuelle, ou <see langword="null"/> si le code est inconnu.</returns>
    public CommuneTrouvee? ParCode(string? code)
    {
        var normalise = Normaliser(code);
        if (communes.TryGetValue(normalise, out var actuelle))
            return new(actuelle, OrigineCommune.CodeActuel);
        return anciens.TryGetValue(normalise, out var successeur) ? new(successeur, OrigineCommune.AncienCode) : null;
    }

    /// <summary>
    /// Commune d'un code postal et d'un nom. La casse, les accents, les ligatures, les apostrophes et traits d'union, « ST » pour
    /// « SAINT », « CEDEX 9 », l'article initial et les parenthèses sont indifférents ; les noms des communes déléguées, associées et
    /// des anciens chefs-lieux sont connus ; « MARSEILLE » ou « MARSEILLE 11 » à 13011 est le 11e arrondissement. Une ou deux fautes de
    /// frappe sont admises parmi les communes du code postal. Un code postal qui n'est pas celui de la commune (Cedex) est admis si
    /// le nom est unique dans le département.
    /// </summary>
    /// <param name="codePostal">Code postal, cinq chiffres.</param>
    /// <param name="nom">Nom de la commune, tel qu'écrit dans une adresse.</param>
    /// <returns>La seule commune possible, ou <see langword="null"/> s'il n'y en a aucune ou plusieurs.</returns>
    public CommuneTrouvee? ParCodePostalEtNom(string? codePostal, string? nom) =>
        noms.Value.Find(codePostal, nom) is { } commune ? new(commune, OrigineCommune.CodePostalEtNom) : null;

    /// <summary>Communes et arrondissements municipaux qu'un code postal dessert ; une commune dont un arrondissement est desservi n'est pas citée.</summary>
    /// <param name="codePostal">Code postal, cinq chiffres.</param>
    /// <returns>Les communes ; vide si le code postal est inconnu, ou s'il est de distribution (Cedex).</returns>
    public IReadOnlyList<Commune> ParCodePostal(string? codePostal) => noms.Value.Served(codePostal);

    /// <summary>Un code postal peut-il être celui d'une commune ? Les codes Cedex ne sont ceux d'aucune, mais restent dans son département.</summary>
    /// <param name="commune">Commune.</param>
    /// <param name="codePostal">Code postal, cinq chiffres.</param>
    /// <returns>Vrai si le code postal dessert la commune, ou commence comme ceux de son département.</returns>
    public static bool Convient(Commune commune, string codePostal) => CommuneNameIndex.Fits(commune, codePostal);

    /// <summary>
    /// Commune de la mairie la plus proche d'un point (mairie d'arrondissement comprise : c'est alors sa commune). Le centre de la
    /// commune tient lieu de mairie quand celle-ci n'est pas localisée. C'est une approximation, non la commune où tombe le point.
    /// </summary>
    /// <param name="latitude">Degrés décimaux WGS 84.</param>
    /// <param name="longitude">Degrés décimaux WGS 84.</param>
    /// <param name="metres">Distance à ne pas dépasser, en mètres.</param>
    /// <returns>La commune, ou <see langword="null"/> si aucune mairie n'est assez proche.</returns>
    public CommuneTrouvee? MairieLaPlusProche(double latitude, double longitude, double metres) =>
        mairies.Value.Nearest(latitude, longitude, metres) is { } commune ? new(commune, OrigineCommune.MairieLaPlusProche) : null;

    /// <summary>
    /// Codes qu'un filtre sur ce code doit retenir : <c>13055</c> couvre Marseille et ses seize arrondissements, un ancien code couvre
    /// la commune actuelle, un arrondissement lui seul.
    /// </summary>
    /// <param name="code">Code Insee de commune ou d'arrondissement, actuel ou ancien.</param>
    /// <returns>Les codes actuels couverts ; vide si le code est inconnu.</returns>
    public IReadOnlyList<string> CodesCouverts(string? code)
    {
        if (ParCode(code)?.Commune.Code is not { } actuel)
            return [];
        return arrondissements.TryGetValue(actuel, out var parties) ? [actuel, .. parties.Select(p => p.Code)] : [actuel];
    }

    /// <summary>EPCI d'un numéro SIREN, ou <see langword="null"/>.</summary>
    /// <param name="code">SIREN, neuf chiffres.</param>
    public Epci? Epci(string? code) => epci.GetValueOrDefault(Normaliser(code));

    /// <summary>Département d'un code, ou <see langword="null"/>.</summary>
    /// <param name="code">Code Insee : <c>04</c>, <c>2A</c>, <c>971</c>.</param>
    public Departement? Departement(string? code) => departements.GetValueOrDefault(Normaliser(code));

    /// <summary>Région d'un code, ou <see langword="null"/>.</summary>
    /// <param name="code">Code Insee, par exemple <c>93</c>.</param>
    public Region? Region(string? code) => regions.GetValueOrDefault(Normaliser(code));

    private static string Normaliser(string? code) => code is null ? "" : code.Trim().ToUpperInvariant();
}
