using Maillage.Api.Docs;
using Maillage.Api.Http;
using Maillage.Catalogue;
using Maillage.Schema.Demarches;
using Maillage.Schema.Publication;
using Maillage.Schema.Territoires;

namespace Maillage.Api.Demarches;

/// <summary>The démarches: a list with its filters, one by its number, and its guichets for a commune.</summary>
internal static class DemarchesApi
{
    public static void MapDemarches(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1").WithTags("Démarches");
        group.MapList("/demarches", DemarchesParameters.Liste, List, route => route
            .WithName("listerDemarches")
            .WithSummary("Démarches de « Vos droits et démarches », filtrées et page par page")
            .WithDescription("De quoi trouver une fiche, et à quels guichets elle dit de s'adresser. Son texte est à l'adresse « url » ; « mention_source » est à afficher avec ce qui est repris.")
            .WithMetadata(new ListOf(JeuDeDonnees.Demarche)));
        group.MapRead("/demarches/{id}", One)
            .Reads(DemarchesParameters.Une, answersOne: true)
            .WithName("lireDemarche")
            .WithSummary("Une démarche, avec tous ses champs")
            .WithDescription("404 : identifiant inconnu. 410 : la démarche a été publiée et ne l'est plus.")
            .WithMetadata(new OneOf(JeuDeDonnees.Demarche), new MayFail(ProblemTypes.DemarcheInconnue, ProblemTypes.DemarcheSupprimee));
        group.MapRead("/demarches/{id}/lieux", Lieux)
            .Reads(DemarchesParameters.Lieux, answersOne: true)
            .WithName("lireGuichetsDeLaDemarche")
            .WithSummary("Les guichets d'une démarche pour les habitants d'une commune")
            .WithDescription(
                "Pour chaque guichet, trois lieux au plus, le plus proche d'abord, et « choix » : « competence » quand une source dit qu'ils répondent pour la commune, "
                + "« plus_proche » quand ce sont les plus proches de leur type dans le territoire que ce type respecte (« ressort »), « aucun » avec son « motif » sinon. "
                + "À côté, les centres de contact et les services en ligne.")
            .WithMetadata(new JsonOf(GuichetsSchema.Name, "Les guichets"), new MayFail(ProblemTypes.DemarcheInconnue, ProblemTypes.DemarcheSupprimee));
    }

    private static IResult List(HttpContext http)
    {
        var answer = http.Answer();
        var query = answer.Query;
        if (query.ValuesOf("theme") is [var asked, ..])
        {
            var themes = answer.Snapshot.Themes;
            if (themes.Find(asked) is not { Count: > 0 } ids)
            {
                return Problem.Of([ParameterReader.Wrong("theme", asked, new("aucune démarche n'a ce thème", "no démarche has this theme"), [.. themes.Nearest(asked).Take(5)])]);
            }

            query = query.With("theme", ids);
        }

        return answer.PageOf(JeuDeDonnees.Demarche, answer.Snapshot.Demarches.Run(query));
    }

    private static IResult One(HttpContext http, string id)
    {
        var answer = http.Answer();
        return answer.Snapshot.Demarches.FindRendered(KeyOf(id)) is { } demarche ? new SingleRecord<Demarche>(answer, JeuDeDonnees.Demarche, demarche) : Missing(answer.Snapshot, id);
    }

    private static IResult Lieux(HttpContext http, string id)
    {
        var answer = http.Answer();
        if (answer.Snapshot.Demarches.Find(KeyOf(id)) is not { } demarche)
        {
            return Missing(answer.Snapshot, id);
        }

        var commune = Cog.Courant.ParCode(answer.Query.ValuesOf("code_insee")[0])?.Commune
            ?? throw new InvalidOperationException("The code was checked with the parameters.");
        return new GuichetsAnswer(answer, demarche, commune);
    }

    // « f1342 » is the same number.
    private static string KeyOf(string id) => id.ToUpperInvariant();

    private static Problem Missing(Snapshot snapshot, string id)
    {
        var key = KeyOf(id);
        if (snapshot.Demarches.WasSuppressed(key))
        {
            return new Problem(ProblemTypes.DemarcheSupprimee);
        }

        var number = string.Concat(key.Where(char.IsAsciiDigit));
        var expected = snapshot.Themes.Find(id).Count > 0
            ? new Phrase($"c'est un thème ; ses démarches sont à /api/v1/demarches?theme={Uri.EscapeDataString(id)}", $"this is a theme; its démarches are at /api/v1/demarches?theme={Uri.EscapeDataString(id)}")
            : key is ['F', .. var rest] && rest == number
                ? new Phrase("aucune démarche publiée n'a ce numéro ; cherchez-la par /api/v1/demarches?q=…", "no published démarche has this number; search for it with /api/v1/demarches?q=…")
                : new Phrase("un identifiant est la lettre F et un numéro, comme F1342", "an identifier is the letter F and a number, such as F1342");
        var error = ParameterReader.Wrong("id", id, expected, [.. Nearest(snapshot, "F" + number)]);
        return new Problem(ProblemTypes.DemarcheInconnue, error.Detail, [error]);
    }

    // The number without its letter, else those that begin like it.
    private static IEnumerable<string> Nearest(Snapshot snapshot, string key) => snapshot.Demarches.Has(key) ? [key]
        : key.Length < 3 ? []
        : snapshot.Demarches.Ids
            .Where(one => one.Length == key.Length && one.Zip(key).Count(pair => pair.First != pair.Second) == 1)
            .Order(StringComparer.Ordinal)
            .Take(5);
}
