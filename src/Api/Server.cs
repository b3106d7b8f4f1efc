using Maillage.Api.Accueil;
using Maillage.Api.Changements;
using Maillage.Api.Demarches;
using Maillage.Api.Docs;
using Maillage.Api.Exports;
using Maillage.Api.Feed;
using Maillage.Api.Http;
using Maillage.Api.Lieux;
using Maillage.Api.MediationNumerique;
using Maillage.Api.Problemes;
using Maillage.Api.Rapprochements;
using Maillage.Api.Recherche;
using Maillage.Api.Sante;
using Maillage.Api.Schemas;
using Maillage.Api.Services;
using Maillage.Api.Sources;
using Maillage.Catalogue;
using Maillage.Schema.Territoires;
using Maillage.Store;

namespace Maillage.Api;

/// <summary>Puts the web application together: one line a resource.</summary>
internal static class Server
{
    private static readonly string[] ExposedHeaders = ["ETag", "Link", "Maillage-Version", "Maillage-Total", "Maillage-Demonstration", "Maillage-Origine", "Content-Location", "Retry-After"];

    /// <param name="store">Where the data are.</param>
    /// <param name="urls">Where to listen.</param>
    /// <param name="pace">How often it publishes; as soon as anything changes when null.</param>
    /// <param name="clock">What tells the time; the system when null.</param>
    public static WebApplication Build(IStore store, string urls, PublicationPace? pace = null, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // Nobody reads the traces that would be made of each request.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // An address that is taken is said by the command, in a sentence.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        Register(builder.Services, store, clock ?? TimeProvider.System);
        builder.Services.AddSingleton(pace ?? PublicationPace.AtOnce);
        var app = builder.Build();
        Map(app);
        return app;
    }

    private static void Register(IServiceCollection services, IStore store, TimeProvider clock)
    {
        services.AddSingleton(clock);
        services.AddSingleton(store);
        services.AddSingleton<Versions>();
        services.AddSingleton<FeedState>();
        services.AddSingleton<SourcesView>();
        services.AddSingleton(_ => new CommuneSearch(Cog.Courant));
        services.AddHostedService<CatalogueFeeder>();
        services.AddRouting(options => options.SetParameterPolicy<Microsoft.AspNetCore.Routing.Constraints.RegexInlineRouteConstraint>("regex"));
        services.AddCors(options => options.AddDefaultPolicy(policy => policy.AllowAnyOrigin().WithMethods("GET", "HEAD").AllowAnyHeader().WithExposedHeaders(ExposedHeaders)));
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        services.AddDocs();
    }

    private static void Map(WebApplication app)
    {
        app.UseProblems();
        app.UseCors();
        var feed = app.Services.GetRequiredService<FeedState>();
        app.Use((context, next) =>
        {
            if (feed.IsDemonstration)
            {
                context.Response.Headers["Maillage-Demonstration"] = "oui";
            }

            return next(context);
        });

        app.MapAccueil();
        app.MapLieux();
        app.MapRapprochements();
        app.MapChangements();
        app.MapServices();
        app.MapDemarches();
        app.MapCompetences();
        app.MapMediationNumerique();
        app.MapRecherche();
        app.MapSources();
        app.MapSchemas();
        app.MapProblemes();
        app.MapSante();
        app.MapDocs();
    }
}
