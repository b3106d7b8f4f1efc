using System.Text.Json.Nodes;
using Maillage.Importers;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Store;
using Maillage.Tests.Support;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Importers.Geocode;

/// <summary>The stage inside an import: once, in the same transaction, and never in the way of it.</summary>
public sealed class GeocodedImportTests : IAsyncDisposable
{
    private readonly Atelier atelier = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SourceDeclaration AtCommune => atelier.Source with { CentreCommune = true };

    public ValueTask DisposeAsync() => atelier.DisposeAsync();

    [Fact]
    public async Task An_address_without_coordinates_is_located_and_says_by_whom()
    {
        await using var server = await ServerAsync();
        var report = await ImportAsync(server, Annuaire(Unlocated("a"), Record("b"), Unlocated("c", "9 rue inexistante")));
        var lieux = await atelier.PublishedAsync();

        Assert.Equal([(44.093933, 6.230555, "adresse"), (44.1045, 6.2477, "inconnue"), (null, null, null)], lieux.Select(Position));
        Assert.Equal(["geocodeur", "annuaire", null], lieux.Select(lieu => lieu.Provenance.GetValueOrDefault("latitude")));
        Assert.Equal(("geocodeur", "geocodeur", "annuaire"), (lieux[0].Provenance["longitude"], lieux[0].Provenance["precision_localisation"], lieux[0].Provenance["adresse"]));
        Assert.Equal((2, 1, 0, null), (report.Geocoding.Asked, report.Geocoding.Located, report.Geocoding.Waiting, report.Geocoding.Failure));
        Assert.Equal([("introuvable", 1)], report.Geocoding.Refused.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal((1, 1), (report.Issues["coordonnees_geocodees"], report.Issues["geocodage_incertain"]));
        // Coordinates that the source gives are never asked for.
        Assert.DoesNotContain(server.Requests.SelectMany(request => request.Rows), row => row[1].Contains("Mairie", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_geocoder_nobody_is_asked_and_nothing_is_said()
    {
        var report = await atelier.ImportAsync(Annuaire(Unlocated("a")));

        Assert.Equal((0, 0), (report.Geocoding.Asked, report.Geocoding.Waiting));
        Assert.Empty(report.Issues);
        Assert.Equal(1, (await atelier.ImportAsync(Annuaire(Unlocated("a")))).Unchanged);
    }

    [Fact]
    public async Task The_same_import_again_asks_nothing_and_changes_nothing()
    {
        await using var server = await ServerAsync();
        var text = Annuaire(Unlocated("a"), Unlocated("b", "9 rue inexistante"));
        await ImportAsync(server, text);
        var before = await atelier.EntriesAsync();
        var again = await ImportAsync(server, text);
        var without = await atelier.ImportAsync(text);

        Assert.Equal((2, 2), (again.Unchanged, without.Unchanged));
        Assert.Single(server.Requests);
        Assert.Equal(before.Select(entry => entry.Seq), (await atelier.EntriesAsync()).Select(entry => entry.Seq));
    }

    [Fact]
    public async Task What_was_imported_without_a_geocoder_is_asked_when_there_is_one()
    {
        await using var server = await ServerAsync();
        await atelier.ImportAsync(Annuaire(Unlocated("a"), Record("b")));
        var report = await ImportAsync(server, Annuaire(Unlocated("a"), Record("b")));

        Assert.Equal((1, 1), (report.Unchanged, report.Geocoding.Located));
        Assert.Equal(["latitude", "longitude", "precision_localisation", "provenance", "qualite_manques", "score_qualite"], (await atelier.EntriesAsync(2)).Single().Champs.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_geocoder_out_of_order_does_not_stop_the_import_and_is_asked_again_at_the_next()
    {
        await using var server = await ServerAsync();
        server.Fails(4, 503);
        var text = Annuaire(Unlocated("a"), Record("b"));
        var report = await ImportAsync(server, text);

        Assert.Null(report.Failure);
        Assert.Equal((1, "il répond 503"), (report.Geocoding.Waiting, report.Geocoding.Failure));
        Assert.Equal([null, "inconnue"], (await atelier.PublishedAsync()).Select(lieu => lieu.PrecisionLocalisation));

        var next = await ImportAsync(server, text);
        Assert.Equal((1, 1, 1), (next.Unchanged, next.Geocoding.Located, next.Operations[Operation.Modification]));
        Assert.Equal(2, (await ImportAsync(server, text)).Unchanged);
    }

    [Fact]
    public async Task A_position_survives_a_change_of_its_record_that_the_geocoder_does_not_see()
    {
        await using var server = await ServerAsync();
        await ImportAsync(server, Annuaire(Unlocated("a")));
        var changed = Unlocated("a");
        changed["adresse_courriel"] = new JsonArray("mairie@example.fr");
        server.Fails(4, 503);
        await ImportAsync(server, Annuaire(changed.DeepClone().AsObject()));
        Assert.Equal(["courriels", "provenance", "qualite_manques", "score_qualite"], (await atelier.EntriesAsync(1)).Single().Champs.Order(StringComparer.Ordinal));

        changed["nom"] = "Mairie annexe";
        await atelier.ImportAsync(Annuaire(changed.DeepClone().AsObject()));
        Assert.Equal((44.093933, 6.230555, "adresse"), Position(Assert.Single(await atelier.PublishedAsync())));

        // Another address is another place.
        changed["adresse"]![0]!["numero_voie"] = "3 rue Thiers";
        await atelier.ImportAsync(Annuaire(changed));
        var moved = Assert.Single(await atelier.PublishedAsync());
        Assert.Equal((null, null, null), Position(moved));
        Assert.False(moved.Provenance.ContainsKey("latitude"));
    }

    [Fact]
    public async Task One_address_is_asked_once_and_batches_are_bounded()
    {
        await using var server = await ServerAsync();
        var records = Enumerable.Range(0, 30).Select(rank => Unlocated($"r{rank:00}", rank % 3 == 0 ? null : $"{rank} rue Thiers"));
        var report = await ImportAsync(server, Annuaire(records), batch: 8);

        Assert.Equal(30, report.Read);
        Assert.Equal((21, 10), (report.Geocoding.Asked, report.Geocoding.Located));
        Assert.All(server.Requests, request => Assert.InRange(request.Rows.Count, 1, 8));
        Assert.Equal(21, server.Requests.SelectMany(request => request.Rows).Select(row => row[1]).Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task The_journal_follows_the_file_whatever_the_geocoder_answers(int failures)
    {
        await using var server = await ServerAsync();
        server.Fails(failures, 500);
        var records = Enumerable.Range(0, 20).Select(rank => rank % 3 == 1 ? Unlocated($"r{rank:00}", $"{rank} rue Thiers") : Record($"r{rank:00}"));
        await ImportAsync(server, Annuaire(records), batch: 4);

        Assert.Equal(Enumerable.Range(0, 20).Select(rank => $"Mairie r{rank:00}"), (await atelier.EntriesAsync()).Select(entry => entry.Entite?.Nom));
    }

    [Fact]
    public async Task A_dry_run_asks_and_writes_nothing()
    {
        await using var server = await ServerAsync();
        var report = await ImportAsync(server, Annuaire(Unlocated("a")), dryRun: true);

        Assert.Equal((1, 1), (report.Geocoding.Located, report.Operations[Operation.Creation]));
        Assert.Empty(await atelier.PublishedAsync());
    }

    [Fact]
    public async Task An_import_stopped_while_the_geocoder_thinks_writes_nothing()
    {
        await using var server = await ServerAsync();
        await ImportAsync(server, Annuaire(Record("a")));
        using var stop = new CancellationTokenSource();
        server.Accidents.Enqueue(async (context, _) =>
        {
            await stop.CancelAsync();
            await Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted);
        });
        await File.WriteAllTextAsync(atelier.File, Annuaire(Record("a", "Autre nom"), Unlocated("b")), Cancellation);
        using var geocoder = new Geocoder(server.Address, new HorlogePressee());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Pipeline(atelier.Store, TimeProvider.System)
            .ImportAsync(atelier.Source, new ImportOptions { Geocoder = geocoder }, stop.Token));

        Assert.Equal(["Mairie a"], (await atelier.PublishedAsync()).Select(lieu => lieu.Nom));
        Assert.Equal(1, (await atelier.Store.HeadAsync(Cancellation)).Seq);
        // The store is free again, and what was not written is done.
        Assert.Equal(1, (await ImportAsync(server, Annuaire(Record("a"), Unlocated("b")))).Geocoding.Located);
    }

    [Fact]
    public async Task A_broken_file_asks_nobody()
    {
        await using var server = await ServerAsync();
        Assert.NotNull((await ImportAsync(server, Annuaire(Unlocated("a"))[..^2])).Failure);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Where_letters_go_is_not_asked_for()
    {
        await using var server = await ServerAsync();
        var postal = Unlocated("a");
        postal["adresse"]![0]!["type_adresse"] = "Adresse postale";
        await ImportAsync(server, Annuaire(postal));

        Assert.Empty(server.Requests);
        Assert.Equal((null, null, null), Position(Assert.Single(await atelier.PublishedAsync())));
    }

    [Fact]
    public async Task The_centre_of_the_commune_is_taken_only_when_the_source_asks_after_the_geocoder_and_says_so()
    {
        await using var server = await ServerAsync();
        server.Fails(4, 500);
        var text = Annuaire(Unlocated("a"), Unlocated("b", "9 rue inexistante"), Record("c"), Unlocated("d", "BP 14"));
        var down = await ImportAsync(server, text, source: AtCommune);
        Assert.Equal(["commune", "commune", "inconnue", "commune"], (await atelier.PublishedAsync()).Select(lieu => lieu.PrecisionLocalisation));
        Assert.Equal(3, down.Issues["centre_commune"]);

        await ImportAsync(server, text, source: AtCommune);
        var lieux = await atelier.PublishedAsync();
        Assert.Equal(["geocodeur", "cog", "annuaire", "cog"], lieux.Select(lieu => lieu.Provenance["latitude"]));
        // The town hall of Digne-les-Bains, as data/cog/communes.csv has it.
        var commune = Maillage.Schema.Territoires.Cog.Courant.ParCode("04070")?.Commune;
        Assert.Equal((commune?.Latitude, commune?.Longitude, "commune"), Position(lieux[1]));
        Assert.Equal(4, (await ImportAsync(server, text, source: AtCommune)).Unchanged);
    }

    private static Task<FauxGeocodeur> ServerAsync() =>
        FauxGeocodeur.StartAsync().ContinueWith(started => started.Result.Knows("12 avenue Demontzey"), TaskScheduler.Default);

    private static JsonObject Unlocated(string id, string? address = null)
    {
        var record = Record(id);
        var lines = record["adresse"]![0]!.AsObject();
        lines.Remove("latitude");
        lines.Remove("longitude");
        lines["numero_voie"] = address ?? "12 avenue Demontzey";
        return record;
    }

    private static (double? Latitude, double? Longitude, string? Precision) Position(Lieu lieu) => (lieu.Latitude, lieu.Longitude, lieu.PrecisionLocalisation);

    private async Task<ImportReport> ImportAsync(FauxGeocodeur server, string text, int batch = 500, bool dryRun = false, SourceDeclaration? source = null)
    {
        using var geocoder = new Geocoder(server.Address, new HorlogePressee(), new GeocoderOptions { BatchSize = batch });
        return await atelier.ImportAsync(text, new ImportOptions { Geocoder = geocoder, DryRun = dryRun }, source);
    }
}
