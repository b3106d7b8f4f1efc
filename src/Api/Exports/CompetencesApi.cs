using System.Text;
using Maillage.Api.Docs;
using Maillage.Api.Http;
using Maillage.Catalogue;
using Maillage.Schema.Territoires;

namespace Maillage.Api.Exports;

/// <summary>Which lieu answers for which commune, as one table: what a municipal website needs to show the right counters.</summary>
internal static class CompetencesApi
{
    public static void MapCompetences(this IEndpointRouteBuilder app) => app.MapGroup("/api/v1/exports").WithTags("Exports")
        .MapRead("/competences.csv", Competences)
        .Reads(new ParameterTable([]) { Formats = [OutputFormat.Csv] }, answersOne: false)
        .WithName("exporterCompetences")
        .WithSummary("Compétences : commune, type de guichet, lieu")
        .WithDescription(
            "Une ligne par commune (code INSEE actuel), type et lieu compétent, d'après une source de compétences ; le siège d'un organisme n'est pas sa compétence. "
            + "Sans source de compétences, il n'y a que l'en-tête.")
        .WithMetadata(new TableOf("Les compétences"));

    private static CompetencesFile Competences(HttpContext http) => new CompetencesFile(http.Answer());

    /// <summary>The table, written commune by commune from one snapshot.</summary>
    private sealed class CompetencesFile(ListAnswer answer) : IResult
    {
        private const int RowsOnce = 64 * 1024;

        public async Task ExecuteAsync(HttpContext context)
        {
            answer.WriteHeaders(context);
            context.Response.ContentType = OutputFormat.Csv.ContentType;
            if (HttpMethods.IsHead(context.Request.Method))
            {
                return;
            }

            var text = new StringBuilder("code_insee,type,lieu_id\r\n");
            foreach (var commune in Cog.Courant.Communes)
            {
                Write(text, commune, answer.Snapshot);
                if (text.Length >= RowsOnce)
                {
                    await FlushAsync(context, text);
                }
            }

            await FlushAsync(context, text);
        }

        private static void Write(StringBuilder text, Commune commune, Snapshot snapshot)
        {
            var rows = snapshot.CompetentFor(commune)
                .SelectMany(lieu => lieu.Types.Select(type => (Type: type, lieu.Id)))
                .OrderBy(row => row.Type, StringComparer.Ordinal)
                .ThenBy(row => row.Id, StringComparer.Ordinal);
            foreach (var (type, id) in rows)
            {
                text.Append(commune.Code).Append(',').Append(type).Append(',').Append(id).Append("\r\n");
            }
        }

        private static async Task FlushAsync(HttpContext context, StringBuilder text)
        {
            await context.Response.WriteAsync(text.ToString(), context.RequestAborted);
            text.Clear();
        }
    }
}
