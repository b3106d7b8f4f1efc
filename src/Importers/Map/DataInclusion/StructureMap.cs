using System.Collections.Frozen;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Texte;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Importers.Map.DataInclusion;

/// <summary>One row of <c>data/reseaux-data-inclusion.csv</c>: what a network, a label or a typology says of a lieu.</summary>
internal sealed record NetworkRule(string Typologie, string Type, string Dispositif);

/// <summary>What a structure of data·inclusion says of a lieu: the fields of v1, and those of v0 that v1 renamed or dropped.</summary>
internal static class StructureMap
{
    private const string Page = "https://acceslibre.beta.gouv.fr/";

    private static readonly FrozenDictionary<(string Champ, string Valeur), NetworkRule> Networks =
        EmbeddedCsv.Rows("reseaux-data-inclusion.csv", 6, typeof(StructureMap).Assembly)
            .ToFrozenDictionary(row => (row[0], row[1]), row => new NetworkRule(row[2], row[3], row[4]));

    /// <summary>The fields whose values the table translates.</summary>
    private static readonly string[] NetworkFields = ["reseaux_porteurs", "labels_nationaux", "typologie"];

    public static RawLieu ToRawLieu(SortedDictionary<string, string> cells, ICollection<Issue> issues)
    {
        string? Text(string name) => cells.GetValueOrDefault(name);
        var networks = Network(cells, issues);
        return new RawLieu
        {
            Nom = Text("nom"),
            Siret = Text("siret"),
            Pivot = Text("rna"),
            Commune = Text("commune"),
            CodePostal = Text("code_postal"),
            CodeInsee = Text("code_insee"),
            Adresse = Text("adresse"),
            ComplementAdresse = Text("complement_adresse"),
            Latitude = Text("latitude"),
            Longitude = Text("longitude"),
            Telephones = One(Text("telephone")),
            Courriels = One(Text("courriel")),
            SiteWeb = One(Text("site_web")),
            Horaires = Text("horaires_accueil") ?? Text("horaires_ouverture"),
            PresentationResume = Text("presentation_resume"),
            PresentationDetail = Text("description") ?? Text("presentation_detail"),
            DateMaj = Text("date_maj"),
            Typologie = [.. networks.Select(rule => rule.Typologie).Where(value => value.Length > 0).Distinct()],
            Types = [.. networks.Select(rule => rule.Type).Where(value => value.Length > 0).Distinct()],
            DispositifProgrammesNationaux = [.. networks.Select(rule => rule.Dispositif).Where(value => value.Length > 0).Distinct()],
            AutresFormationsLabels = Parts(Text("labels_autres")),
            Thematiques = ThematiquesV0.Traduire("thematiques", Parts(Text("thematiques")), issues),
            FicheAccesLibre = AccessPage(Text("accessibilite_lieu") ?? Text("accessibilite"), issues),
            Origine = Text("source"),
        };
    }

    // Any address can be there; only a page of acceslibre is a fiche_acces_libre.
    private static string? AccessPage(string? url, ICollection<Issue> issues)
    {
        if (url?.StartsWith(Page, StringComparison.OrdinalIgnoreCase) == false)
        {
            issues.Add(new Issue("fiche_acces_libre", IssueCodes.ValeurSansEquivalent, url));
            return null;
        }

        return url;
    }

    private static List<NetworkRule> Network(SortedDictionary<string, string> cells, ICollection<Issue> issues)
    {
        List<NetworkRule> found = [];
        var typologies = Vocabulaires.Trouver("typologies");
        foreach (var (field, value) in NetworkFields.SelectMany(field => Parts(cells.GetValueOrDefault(field)).Select(value => (field, value))))
        {
            var rule = Networks.GetValueOrDefault((field, value))
                ?? (field == "typologie" && typologies.Reconnaitre(value) is { } same ? new NetworkRule(same, "", "") : null);
            if (rule is null)
            {
                issues.Add(new Issue("typologie", IssueCodes.HorsVocabulaire, value));
            }
            else if (rule is { Typologie: "", Type: "", Dispositif: "" })
            {
                issues.Add(new Issue("typologie", IssueCodes.ValeurSansEquivalent, value));
            }
            else
            {
                found.Add(rule);
            }
        }

        return found;
    }

    private static string[] One(string? text) => text is null ? [] : [text];

    private static string[] Parts(string? cell) => (cell ?? "").Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
