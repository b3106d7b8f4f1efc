using System.Text.RegularExpressions;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Texte;

namespace Maillage.Schema.MediationNumerique;

/// <summary>Gathers the values of one record of the national standard, any version, under the fields of v1.</summary>
public sealed partial class FicheStandard
{
    // The column of v0 whose values went to the field: what a mapping brings there may still be in its words.
    private static readonly Dictionary<string, string> AnciennesColonnes = new()
    {
        ["frais_a_charge"] = "conditions_acces",
        ["publics_specifiquement_adresses"] = "publics_accueillis",
        ["prise_en_charge_specifique"] = "publics_accueillis",
        ["dispositif_programmes_nationaux"] = "labels_nationaux",
        ["formations_labels"] = "labels_nationaux",
    };

    private readonly Dictionary<string, string> textes = [];
    private readonly Dictionary<string, List<string>> listes = [];
    private readonly List<Issue> issues = [];

    /// <summary>The fields that it gathers.</summary>
    public static IReadOnlySet<string> Champs { get; } = ColonnesStandard.Champs.ToHashSet();

    /// <summary>True when the text is a value of the closed list of the field, or one that the former standard wrote there.</summary>
    public static bool EstConnu(string champ, string valeur) =>
        ColonnesStandard.ContenuDe(champ) == Contenu.ListeFermee && IsKnown(new ColonneStandard(AnciennesColonnes.GetValueOrDefault(champ, champ), champ, Contenu.ListeFermee), valeur);

    /// <summary>What had to be translated.</summary>
    public IReadOnlyList<Issue> Issues => issues;

    /// <summary>Takes one value of a field.</summary>
    /// <param name="champ">One of <see cref="Champs"/>.</param>
    /// <param name="valeur">The value, or a list of them as people write lists.</param>
    /// <param name="estCellule">False when it is one value for certain.</param>
    public void Add(string champ, string valeur, bool estCellule)
    {
        var contenu = ColonnesStandard.ContenuDe(champ);
        if (estCellule || contenu == Contenu.Texte)
        {
            Add(new ColonneStandard(AnciennesColonnes.GetValueOrDefault(champ, champ), champ, contenu), valeur);
        }
        else if (valeur.Trim() is { Length: > 0 } texte)
        {
            AddOnce(champ, texte);
        }
    }

    /// <summary>The record that the values make.</summary>
    public RawLieu ToRawLieu() => new()
    {
        Id = Texte("id"),
        Pivot = Texte("pivot"),
        Nom = Texte("nom"),
        Commune = Texte("commune"),
        CodePostal = Texte("code_postal"),
        CodeInsee = Texte("code_insee"),
        Adresse = Texte("adresse"),
        ComplementAdresse = Texte("complement_adresse"),
        Latitude = Texte("latitude"),
        Longitude = Texte("longitude"),
        Typologie = Valeurs("typologie"),
        Telephones = Texte("telephone") is { } telephone ? [telephone] : [],
        Courriels = Valeurs("courriels"),
        SiteWeb = Valeurs("site_web"),
        Horaires = Texte("horaires"),
        PresentationResume = Texte("presentation_resume"),
        PresentationDetail = Texte("presentation_detail"),
        Source = Texte("source"),
        Origine = Texte("source"),
        Itinerance = Valeurs("itinerance"),
        StructureParente = Texte("structure_parente"),
        DateMaj = Texte("date_maj"),
        Services = Valeurs("services"),
        PublicsSpecifiquementAdresses = Valeurs("publics_specifiquement_adresses"),
        PriseEnChargeSpecifique = Valeurs("prise_en_charge_specifique"),
        FraisACharge = Valeurs("frais_a_charge"),
        DispositifProgrammesNationaux = Valeurs("dispositif_programmes_nationaux"),
        FormationsLabels = Valeurs("formations_labels"),
        AutresFormationsLabels = Valeurs("autres_formations_labels"),
        ModalitesAcces = Valeurs("modalites_acces"),
        ModalitesAccompagnement = Valeurs("modalites_accompagnement"),
        FicheAccesLibre = Texte("fiche_acces_libre"),
        PriseRdv = Texte("prise_rdv"),
    };

    /// <summary>Takes one cell.</summary>
    internal void Add(ColonneStandard colonne, string cellule)
    {
        var texte = cellule.Trim();
        if (texte.Length == 0)
        {
            return;
        }

        switch (colonne.Contenu)
        {
            case Contenu.Texte:
                textes.TryAdd(colonne.Champ, texte);
                break;
            case Contenu.ListeLibre:
                Liste(colonne.Champ).AddRange(ListText.Split(texte, valeur => IsOne(colonne.Champ, valeur)));
                break;
            default:
                foreach (var valeur in ListText.Split(texte, valeur => IsKnown(colonne, valeur)))
                {
                    AddTerm(colonne, valeur);
                }

                break;
        }
    }

    // One value of a free list: what separates values may also stand inside an address.
    private static bool IsOne(string champ, string valeur) => champ switch
    {
        "typologie" => Vocabulaires.Vocabulaires.Trouver("typologies").Reconnaitre(valeur) is not null,
        "courriels" => UneAdresse().IsMatch(valeur),
        "site_web" => UnSite().IsMatch(valeur),
        _ => false,
    };

    private static bool IsKnown(ColonneStandard colonne, string valeur) =>
        Current(colonne, valeur) is not null || Former(colonne, valeur) is not null;

    private static string? Current(ColonneStandard colonne, string valeur) =>
        Vocabulaires.Vocabulaires.Trouver(colonne.Champ).Reconnaitre(valeur);

    private static ValeurTraduite? Former(ColonneStandard colonne, string valeur) =>
        TraductionV0.Trouver(colonne.Nom == "conditions_access" ? "conditions_acces" : colonne.Nom, valeur);

    private void AddTerm(ColonneStandard colonne, string valeur)
    {
        if (Current(colonne, valeur) is { } current)
        {
            AddOnce(colonne.Champ, current);
        }
        else if (Former(colonne, valeur) is { } former)
        {
            issues.Add(new Issue(colonne.Nom, IssueCodes.ValeurTraduite, valeur, former.Valeur));
            if (former.Champ is { } champ)
            {
                AddOnce(champ, former.Valeur);
            }
        }
        else
        {
            AddOnce(colonne.Champ, valeur);
        }
    }

    private void AddOnce(string champ, string valeur)
    {
        if (!Liste(champ).Contains(valeur))
        {
            Liste(champ).Add(valeur);
        }
    }

    private List<string> Liste(string champ) =>
        listes.TryGetValue(champ, out var liste) ? liste : listes[champ] = [];

    private string? Texte(string champ) => textes.GetValueOrDefault(champ);

    private List<string> Valeurs(string champ) => listes.GetValueOrDefault(champ) ?? [];

    [GeneratedRegex(@"\A[^\s@,;]+@[^\s@,;]+\z")]
    private static partial Regex UneAdresse();

    [GeneratedRegex(@"\A(?:https?://|www\.)(?!\S*[;,]\s*(?:http|www\.))\S+\z", RegexOptions.IgnoreCase)]
    private static partial Regex UnSite();
}
