using System.CommandLine;
using System.Net.Sockets;
using Maillage.Api.Feed;
using Maillage.Api.Protection;
using Maillage.Api.Schedules;
using Maillage.Api.Traces;
using Maillage.Catalogue;
using Maillage.Importers;
using Maillage.Importers.Fetch.Http;
using Maillage.Importers.Sources;
using Maillage.Schema.Horaires.Ouverture;
using Maillage.Store;
using Maillage.Store.Sqlite;

namespace Maillage.Api.Commands;

/// <summary><c>maillage serve</c>: imports the active sources, serves, and imports again those that have a schedule.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var store = new Option<string?>(Settings.Store.Option) { Description = Settings.Store.Description };
        var urls = new Option<string?>(Settings.Urls.Option) { Description = Settings.Urls.Description };
        var folder = new Option<string?>(Settings.Sources.Option) { Description = Settings.Sources.Description };
        var decisions = RulingsOpener.Option();
        var geocoder = new Option<string?>(Settings.Geocoder.Option) { Description = Settings.Geocoder.Description };
        var journal = new Option<string?>(Settings.Journal.Option) { Description = Settings.Journal.Description };
        var publications = new Option<string?>(Settings.Publications.Option) { Description = Settings.Publications.Description };
        var exports = new Option<string?>(Settings.Exports.Option) { Description = Settings.Exports.Description };
        var quota = new Option<string?>(Settings.Quota.Option) { Description = Settings.Quota.Description };
        var proxies = new Option<string?>(Settings.Proxies.Option) { Description = Settings.Proxies.Description };
        var traces = new Option<string?>(Settings.Traces.Option) { Description = Settings.Traces.Description };
        var command = new Command("serve", "Sert l'API et la documentation.") { store, urls, folder, decisions, geocoder, journal, publications, exports, quota, proxies, traces };
        var fetching = new FetcherSettings();
        fetching.AddTo(command);
        command.SetAction((call, cancellationToken) => RunAsync(
            new Call(
                call.GetValue(store),
                Settings.Urls.Value(call.GetValue(urls)),
                Settings.SourcesFolder(call.GetValue(folder)),
                call.GetValue(decisions),
                call.GetValue(geocoder),
                call.GetValue(journal),
                call.GetValue(publications),
                call.GetValue(exports),
                call.GetValue(quota),
                call.GetValue(proxies),
                call.GetValue(traces),
                () => fetching.Open(call, call.GetValue(store))),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var traces = TraceFormat.Read(call.Traces);
        var reading = SourceReader.ReadFolder(call.Folder);
        Terminal.Complain(reading.Problems);
        Terminal.Complain(reading.Remarks);
        var rulings = RulingsOpener.Open(call.Decisions);
        using var geocoder = GeocoderOpener.Open(call.Geocoder);
        var days = Compaction.Days(call.Journal);
        var pace = PublicationPace.Read(call.Publications);
        var exports = Settings.ExportsFolder(call.Exports, call.Store);
        var quota = RequestQuota.Read(call.Quota);
        var proxies = TrustedProxies.Read(call.Proxies);
        using var fetcher = call.OpenFetcher();
        if (rulings is null || geocoder is null || days is null || pace is null || exports is null || quota is null || proxies is null || traces is null || fetcher is null || !Directory.Exists(call.Folder) || !AreUrls(call.Urls) || !HasClocks())
        {
            return ExitCode.WrongCall;
        }

        return await StoreOpener.UseAsync(call.Store, async store =>
        {
            try
            {
                await store.MigrateAsync(cancellationToken);
                var import = new ImportOptions { Geocoder = geocoder.Geocoder, Fetcher = fetcher, Rulings = rulings };
                return await ServeAsync(store, new SourceCatalog(reading.Declarations), call.Urls, import, new(days.Value, new() { Pace = pace, Exports = exports, Quota = quota, Proxies = proxies, Traces = traces }), cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return ExitCode.Fine;
            }
        });
    }

    private static async Task<int> ServeAsync(
        SqlStore store, SourceCatalog sources, string urls, ImportOptions options, Upkeep upkeep, CancellationToken cancellationToken)
    {
        // The first time, nothing could be served before; later, what is stored is served at once and the import follows.
        var first = (await store.HeadAsync(cancellationToken)).Seq == 0;
        await using var leader = new Leader(store);
        // Of the nodes that share a database, one imports and the others serve; a file that is empty is filled by whoever opens it.
        var imports = await leader.IsUsAsync(cancellationToken) || (first && store is SqliteStore);
        if (first && imports)
        {
            await ImportAsync(store, AtStart(sources).Where(IsLocal), options, cancellationToken);
        }

        await using var app = Server.Build(store, urls, upkeep.Serving);
        if (!await ListensAsync(app, urls, cancellationToken))
        {
            return ExitCode.WrongCall;
        }

        await ReadyAsync(app.Services.GetRequiredService<Versions>(), cancellationToken);
        Announce(app);
        var atStart = AtStart(sources).Where(source => imports && !(first && IsLocal(source)));
        var stopping = app.Lifetime.ApplicationStopping;
        await Task.WhenAll(
            UntilStoppedAsync(() => FollowAsync(store, atStart, sources, options, leader, stopping), stopping),
            UntilStoppedAsync(() => new Compaction(store, upkeep.Days, leader.IsUsAsync, TimeProvider.System).RunAsync(stopping), stopping),
            app.WaitForShutdownAsync(cancellationToken));
        return ExitCode.Fine;
    }

    private static async Task<bool> ListensAsync(WebApplication app, string urls, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
            return true;
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            Terminal.Complain($"l'adresse {urls} est déjà prise, ou n'est pas de cette machine ; donnez-en une autre avec {Settings.Urls.Option}.");
            return false;
        }
    }

    /// <summary>Imports what was not before listening, then what its schedule asks for, until the server stops.</summary>
    private static async Task FollowAsync(
        IStore store, IEnumerable<SourceDeclaration> atStart, SourceCatalog sources, ImportOptions options, Leader leader, CancellationToken stopping)
    {
        await ImportAsync(store, atStart, options, stopping);
        await new ScheduledImports(store, sources.Active, (source, token) => ImportAsync(store, [source], options, token), leader.IsUsAsync, TimeProvider.System).RunAsync(stopping);
    }

    private static async Task UntilStoppedAsync(Func<Task> run, CancellationToken stopping)
    {
        try
        {
            await run();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What was under way is undone; it begins again at the next start.
        }
    }

    private static Task<int> ImportAsync(IStore store, IEnumerable<SourceDeclaration> sources, ImportOptions options, CancellationToken cancellationToken) =>
        ImportCommand.ImportAllAsync(store, [.. sources], options, cancellationToken);

    private static IEnumerable<SourceDeclaration> AtStart(SourceCatalog sources) =>
        sources.Active.Where(source => source.Fetch.Planification is null && (IsLocal(source) || source.Fetch.Telechargement is not null));

    private static bool IsLocal(SourceDeclaration source) => source.Fichier is not null;

    // Listening is not yet serving: « prêt » is said when the catalogue is loaded.
    private static async Task ReadyAsync(Versions versions, CancellationToken cancellationToken)
    {
        while (versions.Current is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
    }

    private static void Announce(WebApplication app)
    {
        if (app.Services.GetRequiredService<FeedState>().IsDemonstration)
        {
            Console.WriteLine("Données de démonstration : extrait réel et daté des Alpes-de-Haute-Provence, à ne pas publier.");
        }

        foreach (var url in app.Urls)
        {
            Console.WriteLine($"Maillage est prêt : {url} (documentation : {url}/docs). Ctrl+C pour arrêter.");
        }
    }

    // Said once, at start, rather than at each question about hours.
    private static bool HasClocks()
    {
        try
        {
            CivilTime.Verify();
            return true;
        }
        catch (InvalidOperationException unknown)
        {
            Terminal.Complain(unknown.Message);
            return false;
        }
    }

    private static bool AreUrls(string urls)
    {
        foreach (var url in urls.Split(';'))
        {
            // « * » and « + » stand for every address of the machine.
            if (!Uri.TryCreate(url.Replace('*', 'x').Replace('+', 'x'), UriKind.Absolute, out var uri) || uri.Scheme is not "http")
            {
                // Certificates belong to the proxy in front.
                Terminal.Complain($"« {Settings.Urls.Option} {urls} » : écrivez http://HÔTE:PORT, par exemple {Settings.Urls.Default}.");
                return false;
            }
        }

        return true;
    }

    /// <summary>What is done while serving.</summary>
    private sealed record Upkeep(int Days, ServerOptions Serving);

    /// <summary>What the command was called with.</summary>
    private sealed record Call(string? Store, string Urls, string Folder, string? Decisions, string? Geocoder, string? Journal, string? Publications, string? Exports, string? Quota, string? Proxies, string? Traces, Func<Fetcher?> OpenFetcher);
}
