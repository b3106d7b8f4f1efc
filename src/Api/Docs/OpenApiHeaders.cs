using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Maillage.Api.Docs;

/// <summary>The headers of answers, described once.</summary>
internal static class OpenApiHeaders
{
    /// <summary>Those of any answer, problems included.</summary>
    public static readonly IReadOnlyList<string> OfAll = ["Maillage-Version", "RateLimit", "RateLimit-Policy", "Maillage-Demonstration"];

    /// <summary>Those of an answer made from a version of the catalogue.</summary>
    public static readonly IReadOnlyList<string> OfVersion = ["ETag", "Last-Modified", "Cache-Control", "Vary"];

    /// <summary>Those of a page of a list.</summary>
    public static readonly IReadOnlyList<string> OfList = ["Maillage-Total", "Link"];

    /// <summary>Those of a file.</summary>
    public static readonly IReadOnlyList<string> OfFile =
        ["ETag", "Last-Modified", "Cache-Control", "Vary", "Repr-Digest", "Accept-Ranges", "Content-Range", "Content-Disposition", "Link"];

    /// <summary>Those of a report on a file that was sent.</summary>
    public static readonly IReadOnlyList<string> OfReport =
        ["Maillage-Valide", "Maillage-Lignes", "Maillage-Lignes-A-Corriger", "Maillage-Reparations", "Content-Disposition", "Content-Security-Policy", "Cache-Control"];

    /// <summary>Those of a problem.</summary>
    public static readonly IReadOnlyList<string> OfProblem = ["Cache-Control", "Vary", "Content-Language", "Retry-After"];

    private static readonly Dictionary<string, (string Description, string Example)> All = new(StringComparer.Ordinal)
    {
        ["Maillage-Version"] = ("Version du catalogue.", "482"),
        ["Maillage-Total"] = ("Nombre de résultats, toutes pages comprises.", "87"),
        ["Maillage-Demonstration"] = ("« oui » quand des données de démonstration sont servies ; absent sinon.", "oui"),
        ["Maillage-Origine"] = ("« origine » du journal : celle de la base de données.", "3f9a0c1e"),
        ["Maillage-Valide"] = ("« oui » quand toutes les lignes sont publiables telles quelles.", "non"),
        ["Maillage-Lignes"] = ("Nombre de lignes lues.", "42"),
        ["Maillage-Lignes-A-Corriger"] = ("Nombre de lignes qu'une personne doit corriger.", "3"),
        ["Maillage-Reparations"] = ("Nombre de valeurs réparées.", "118"),
        ["Link"] = ("Page suivante (next), schéma (describedby), licence (license) : RFC 8288.", "<https://www.etalab.gouv.fr/licence-ouverte-open-licence>; rel=\"license\""),
        ["ETag"] = ("À rendre dans If-None-Match : 304 tant que rien n'a changé. Absent des réponses qui dépendent de l'heure.", "W/\"482-0.1.0-json\""),
        ["Last-Modified"] = ("Dernier changement de ce qui est servi.", "Sun, 22 Nov 2026 06:00:01 GMT"),
        ["Cache-Control"] = ("Ce qu'un cache peut en faire.", "no-cache"),
        ["Vary"] = ("Les en-têtes de la demande dont la réponse dépend.", "Accept, Accept-Encoding"),
        ["Repr-Digest"] = ("Empreinte SHA-256 du fichier (RFC 9530).", "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"),
        ["Accept-Ranges"] = ("« bytes » : un téléchargement interrompu peut reprendre.", "bytes"),
        ["Content-Range"] = ("La partie envoyée, quand « Range » la demande (206).", "bytes 0-1023/121493"),
        ["Content-Disposition"] = ("Nom du fichier.", "inline; filename=\"lieux-france-v482-3f9a0c1e.csv\""),
        ["Content-Language"] = ("Langue du problème : fr, ou en quand Accept-Language le préfère.", "fr"),
        ["Content-Location"] = ("Adresse de la fiche.", "/api/v1/lieux/5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93"),
        ["Content-Security-Policy"] = ("Ce qu'une page peut charger : rien d'ailleurs.", "default-src 'none'"),
        ["Location"] = ("Adresse à lire.", "/api/v1/lieux/5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93"),
        ["Retry-After"] = ("Secondes à attendre avant de redemander, quand cela a un sens.", "2"),
        ["RateLimit"] = ("Demandes qui restent (r) avant t secondes (draft-ietf-httpapi-ratelimit-headers).", "\"adresse\";r=5998;t=42"),
        ["RateLimit-Policy"] = ("Demandes qu'une adresse peut faire (q) en w secondes.", "\"adresse\";q=6000;w=60"),
    };

    /// <summary>The components that answers refer to.</summary>
    public static Dictionary<string, IOpenApiHeader> Components => All.ToDictionary(
        row => row.Key,
        IOpenApiHeader (row) => new OpenApiHeader
        {
            Description = row.Value.Description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Examples = [JsonValue.Create(row.Value.Example)] },
        });

    /// <summary>These, by reference.</summary>
    public static Dictionary<string, IOpenApiHeader> Of(OpenApiDocument document, params IEnumerable<string>[] names) =>
        names.SelectMany(some => some).Distinct().ToDictionary(name => name, IOpenApiHeader (name) => new OpenApiHeaderReference(name, document));
}
