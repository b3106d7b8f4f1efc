using Maillage.Api.Accueil;
using Maillage.Api.Attributions;
using Maillage.Api.Changements;
using Maillage.Api.Demarches;
using Maillage.Api.Docs;
using Maillage.Api.Exports;
using Maillage.Api.Feed;
using Maillage.Api.Http;
using Maillage.Api.Lieux;
using Maillage.Api.MediationNumerique;
using Maillage.Api.Metrics;
using Maillage.Api.Problemes;
using Maillage.Api.Protection;
using Maillage.Api.Rapprochements;
using Maillage.Api.Recherche;
using Maillage.Api.Sante;
using Maillage.Api.Schemas;
using Maillage.Api.Services;
using Maillage.Api.Sources;
using Maillage.Api.Territoires;
using Maillage.Api.Traces;
using Maillage.Api.Validation;
using Maillage.Catalogue;
using Maillage.Schema.Territoires;
using Maillage.Store;

namespace Maillage.Api;

/// <summary>Puts the web application together: one line a resource.</summary>
internal static class Server
{
    private const string Anyone = "*";

    private static readonly TimeSpan PreflightKept = TimeSpan.FromDays(1);

    /// <param name="store">Where the data are.</param>
    /// <param name="urls">Where to listen.</param>
    /// <param name="asked">How.</param>
    public static WebApplication Build(IStore store, string urls, ServerOptions? asked = null)
    {
        var options = asked ?? new();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(urls);
        builder.WebHost.UseSockets(sockets => sockets.Limit());
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.Limit();
        });
        options.Traces.Apply(builder.Logging, options.Clock);
        Register(builder.Services, store, options);
        var app = builder.Build();
        Pass(app, options);
        Map(app);
        return app;
    }

    private static void Register(IServiceCollection services, IStore store, ServerOptions options)
    {
        services.AddSingleton(options.Clock);
        services.AddSingleton(options.Pace);
        services.AddSingleton(store);
        services.AddSingleton<Versions>();
        services.AddSingleton<FeedState>();
        services.AddSingleton<RequestMetrics>();
        services.AddSingleton<ValidationTurns>();
        services.AddSingleton<SourcesView>();
        services.AddSingleton(_ => new CommuneSearch(Cog.Courant));
        services.AddHostedService<CatalogueFeeder>();
        services.AddSingleton(new ExportFolder(options.Exports ?? Path.Combine(Path.GetTempPath(), "maillage-exports"), options.Clock));
        if (options.Exports is not null)
        {
            services.AddHostedService<ExportBuilder>();
        }

        if (options.Traces.Json is not null)
        {
            services.AddHostedService<RequestTraces>();
        }

        services.AddRouting(options => options.SetParameterPolicy<Microsoft.AspNetCore.Routing.Constraints.RegexInlineRouteConstraint>("regex"));
        services.AddCors(options => options.AddDefaultPolicy(policy => policy.AllowAnyOrigin().WithMethods("GET", "HEAD", "POST").AllowAnyHeader().WithExposedHeaders(Anyone).SetPreflightMaxAge(PreflightKept)));
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        services.AddCompression();
        services.AddDocs();
    }

    // What every request passes by, in order.
    private static void Pass(WebApplication app, ServerOptions options)
    {
        options.Proxies.Use(app);
        app.Use(app.Services.GetRequiredService<RequestMetrics>().CountAsync);
        // What is sent as it is, is.
        app.UseWhen(context => context.GetEndpoint()?.Metadata.GetMetadata<AsItIs>() is null, branch => branch.UseResponseCompression());
        app.UseProblems();
        app.UseCors();
        var (feed, versions) = (app.Services.GetRequiredService<FeedState>(), app.Services.GetRequiredService<Versions>());
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            // Whoever asks: a cache that was first asked by a program would refuse browsers what it has kept.
            (headers.AccessControlAllowOrigin, headers.AccessControlExposeHeaders) = (Anyone, Anyone);
            headers["Maillage-Version"] = versions.Current?.VersionText;
            if (feed.IsDemonstration)
            {
                headers["Maillage-Demonstration"] = "oui";
            }

            return next(context);
        });
        app.UseQuota(options.Quota, options.Clock);
    }

    private static void Map(WebApplication app)
    {
        app.MapAccueil();
        app.MapLieux();
        app.MapRapprochements();
        app.MapChangements();
        app.MapServices();
        app.MapDemarches();
        app.MapCompetences();
        app.MapExports();
        app.MapMediationNumerique();
        app.MapRecherche();
        app.MapSources();
        app.MapAttributions();
        app.MapTerritoires();
        app.MapValidation();
        app.MapValidationPage();
        app.MapSchemas();
        app.MapProblemes();
        app.MapSante();
        app.MapMetrics();
        app.MapDocs();
    }
}
