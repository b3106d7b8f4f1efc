using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;

namespace Maillage.Schema.MediationNumerique;

/// <summary>Gathers the cells of one record of the national standard, any version, under the fields of v1.</summary>
internal sealed class FicheStandard
{
    private static readonly char[] Separateurs = ['|', ';', ','];
    private readonly Dictionary<string, string> textes = [];
    private readonly Dictionary<string, List<string>> listes = [];
    private readonly List<Issue> issues = [];

    public IReadOnlyList<Issue> Issues => issues;

    /// <summary>Takes one cell.</summary>
    public void Add(ColonneStandard colonne, string cellule)
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
                Liste(colonne.Champ).AddRange(SplitFree(texte));
                break;
            default:
                foreach (var valeur in SplitClosed(colonne, texte, 0))
                {
                    AddTerm(colonne, valeur);
                }

                break;
        }
    }

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

    private static string[] SplitFree(string texte)
    {
        var separateur = texte.Contains('|') ? '|' : ';';
        return texte.Split(separateur, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    // A separator may belong to a value (« convention avec un organisme social… »): what is known whole is never split,
    // and a comma separates only what it leaves wholly known.
    private static IEnumerable<string> SplitClosed(ColonneStandard colonne, string texte, int rang)
    {
        if (rang == Separateurs.Length || IsKnown(colonne, texte))
        {
            return [texte];
        }

        var morceaux = texte.Split(Separateurs[rang], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var separable = morceaux.Length > 1 && (Separateurs[rang] != ',' || morceaux.All(morceau => IsKnown(colonne, morceau)));
        return separable
            ? morceaux.SelectMany(morceau => SplitClosed(colonne, morceau, rang + 1))
            : SplitClosed(colonne, texte, rang + 1);
    }

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
}
