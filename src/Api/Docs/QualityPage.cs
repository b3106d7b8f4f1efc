using System.Globalization;
using System.Text;
using Maillage.Importers.Publish;

namespace Maillage.Api.Docs;

/// <summary>The page on the quality score: generated from the table that it explains.</summary>
internal static class QualityPage
{
    private const string Begin = """
        # La qualité d'une fiche

        `score_qualite` va de 0 à 1 : les points de ce que la fiche du lieu dit, sur le total. `qualite_manques` nomme ce qu'elle ne dit pas, **d'abord ce qui rapporte le plus pour le moins d'effort** : la
        première chose de la liste est la prochaine à corriger. Rien n'y dépend du jour ni du producteur : deux fiches qui disent autant ont le même score.

        `effort` : 1, un regard sur la porte ou sur un site ; 2, une question à poser ; 3, une visite. Un critère est rempli dès qu'un de ses champs est connu. La table est
        [`data/criteres-qualite.csv`](../data/criteres-qualite.csv).

        | rang | manque | champs | points | effort | à quoi cela sert | comment faire |
        |---:|---|---|---:|---:|---|---|

        """;

    private const string End = """

        ```sh
        curl 'http://localhost:5080/api/v1/lieux?limite=3' | jq '.donnees[] | {nom, score_qualite, qualite_manques}'
        ```

        `url_modification`, dans `sources`, est l'adresse où corriger la fiche de chaque source : la correction profite à tous ceux qui la reprennent.

        """;

    /// <summary>The whole page.</summary>
    public static string Write()
    {
        var total = Quality.Criteria.Sum(criterion => criterion.Points);
        var page = new StringBuilder(Begin);
        foreach (var (criterion, rank) in Quality.CheapestFirst.Select((criterion, rank) => (criterion, rank + 1)))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {rank} | `{criterion.Manque}` | {string.Join(", ", criterion.Champs.Select(field => $"`{field}`"))} | {criterion.Points} | {criterion.Effort} | {criterion.Pourquoi} | {criterion.Comment} |\n");
        }

        return page.Append(CultureInfo.InvariantCulture, $"\n{total} points en tout.\n").Append(End).ToString();
    }
}
