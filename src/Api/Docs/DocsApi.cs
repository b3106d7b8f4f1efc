using System.Collections.Concurrent;
using System.Text;
using Maillage.Api.Http;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace Maillage.Api.Docs;

/// <summary>The description of the API (<c>/openapi.yaml</c>, <c>/openapi.json</c>) and the page that shows it (<c>/docs</c>).</summary>
internal static class DocsApi
{
    private const string DocumentName = "v1";

    public static IServiceCollection AddDocs(this IServiceCollection services) => services
        .AddSingleton<DescriptionTexts>()
        .AddEndpointsApiExplorer()
        .AddSwaggerGen(options =>
        {
            options.SwaggerDoc(DocumentName, new OpenApiInfo
            {
                Title = "Maillage",
                Version = "1.0.0",
                Description = "Les lieux où l'on est aidé dans ses démarches et ses usages numériques, en JSON, GeoJSON et CSV. "
                    + "Lecture libre, sans clé. Aucun paramètre inconnu n'est ignoré : l'erreur le nomme et propose le plus proche.",
                Contact = new OpenApiContact { Name = "Qui sert cette instance" },
                License = new OpenApiLicense { Name = "Licence Ouverte 2.0 (données)", Url = new Uri("https://www.etalab.gouv.fr/licence-ouverte-open-licence") },
            });
            options.SupportNonNullableReferenceTypes();
            // HEAD answers like GET on every address: described once.
            options.DocInclusionPredicate((_, description) => description.HttpMethod is "GET" or "POST");
            options.AddServer(new OpenApiServer { Url = "/", Description = "L'instance qui sert cette description." });
            options.OperationFilter<OpenApiOperations>();
            options.DocumentFilter<OpenApiSchemas>();
        });

    public static void MapDocs(this WebApplication app)
    {
        // Apart: every other request would pass by it.
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/docs"), docs => docs.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";
            return next(context);
        }).UseSwaggerUI(options =>
        {
            options.RoutePrefix = "docs";
            options.DocumentTitle = "Maillage : documentation de l'API";
            options.SwaggerEndpoint("/openapi.json", "Maillage");
            options.DefaultModelsExpandDepth(0);
            // The page asks the service itself whether what it serves is demonstration data: sources may change while it runs.
            options.HeadContent = Sober + DemonstrationBanner;
        }));
        app.MapRead("/openapi.{suffixe:regex(^(yaml|json)$)}", Description).ExcludeFromDescription();
    }

    /// <summary>The description as text: what the tree holds in <c>openapi.yaml</c>.</summary>
    public static async Task<string> WriteAsync(ISwaggerProvider provider, bool yaml)
    {
        var document = provider.GetSwagger(DocumentName);
        using var buffer = new MemoryStream();
        await (yaml
            ? document.SerializeAsYamlAsync(buffer, OpenApiSpecVersion.OpenApi3_1, CancellationToken.None)
            : document.SerializeAsJsonAsync(buffer, OpenApiSpecVersion.OpenApi3_1, CancellationToken.None));
        return Encoding.UTF8.GetString(buffer.ToArray()).ReplaceLineEndings("\n").TrimStart('\uFEFF') + "\n";
    }

    private static async Task<IResult> Description(string suffixe, ISwaggerProvider provider, DescriptionTexts texts)
    {
        var yaml = suffixe == "yaml";
        return texts.Find(yaml) ?? texts.Keep(yaml, new(await WriteAsync(provider, yaml), yaml ? "application/yaml; charset=utf-8" : "application/json; charset=utf-8"));
    }

    /// <summary>The description, written when it is first asked for: it takes a tenth of a second.</summary>
    private sealed class DescriptionTexts
    {
        private readonly ConcurrentDictionary<bool, FixedText> known = [];

        public FixedText? Find(bool yaml) => known.GetValueOrDefault(yaml);

        public FixedText Keep(bool yaml, FixedText text) => known.GetOrAdd(yaml, text);
    }

    // One description only: nothing to choose.
    private const string Sober = "<style>.swagger-ui .topbar { display: none }</style>";

    private const string DemonstrationBanner =
        """
        <script>
          fetch('/sante/vive').then(answer => {
            if (answer.headers.get('Maillage-Demonstration')) document.documentElement.classList.add('demonstration');
          });
        </script>
        <style>
          .demonstration body::before { content: "Données de démonstration : extrait réel et daté des Alpes-de-Haute-Provence (2017 à 2023), à ne pas publier."; display: block;
            padding: .75rem 1rem; background: #fceeac; color: #3a2f00; font: 600 1rem/1.4 system-ui, sans-serif; text-align: center; }
        </style>
        """;
}
