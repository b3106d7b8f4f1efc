using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Maillage.Api;
using Maillage.Api.Exports;
using Maillage.Catalogue;
using Maillage.Importers.Rulings;
using Maillage.Importers.Upkeep;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Publication;
using Maillage.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Maillage.Tests.Api;

/// <summary>Whole datasets as files.</summary>
public sealed class ExportsTests
{
    private const string Root = "/api/v1/exports";

    private static HttpClient Client => Territoire.Current.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_manifest_says_what_each_file_holds_and_all_formats_hold_the_same()
    {
        var manifest = await ManifestAsync();
        var files = manifest["donnees"]!.AsArray();
        Assert.Equal(files.Count, manifest["total"]!.GetValue<int>());
        Assert.Equal(ExportedDataset.All.Sum(dataset => dataset.Formats.Count), files.Count);
        foreach (var file in files)
        {
            var bytes = await Client.GetByteArrayAsync(file!["url"]!.GetValue<string>(), Cancellation);
            var compressed = await Client.GetByteArrayAsync(file["url"]!.GetValue<string>() + ".gz", Cancellation);
            Assert.Equal((Sha(bytes), bytes.LongLength), (file["sha256"]!.GetValue<string>(), file["octets"]!.GetValue<long>()));
            Assert.Equal((Sha(compressed), compressed.LongLength), (file["sha256_gzip"]!.GetValue<string>(), file["octets_gzip"]!.GetValue<long>()));
            Assert.Equal(bytes, await UnzipAsync(compressed));
            using var schema = await Client.GetAsync(file["schema"]!.GetValue<string>(), Cancellation);
            Assert.Equal(HttpStatusCode.OK, schema.StatusCode);
        }

        Assert.All(files.GroupBy(file => file!["jeu"]!.GetValue<string>()), dataset =>
            Assert.Single(dataset.Select(file => (file!["enregistrements"]!.GetValue<int>(), file["sha256_identifiants"]!.GetValue<string>())).Distinct()));
    }

    [Fact]
    public async Task The_lieux_of_each_format_are_the_same_field_by_field()
    {
        var files = (await ManifestAsync())["donnees"]!.AsArray().Where(file => file!["jeu"]!.GetValue<string>() == "lieux").ToDictionary(file => file!["format"]!.GetValue<string>());
        var json = Read(await BytesAsync("json"), JsonFormat.Read<Lieu>);
        Assert.Equal(401, json.Count);
        Assert.Equal(Sha(Encoding.UTF8.GetBytes(string.Concat(json.Select(lieu => lieu.Id + "\n")))), files["json"]!["sha256_identifiants"]!.GetValue<string>());

        Same(json, Read(await BytesAsync("geojson"), GeoJsonFormat.Read<Lieu>));
        Same(json, Read(await BytesAsync("csv"), CsvFormat.Read<Lieu>));
        var lines = Encoding.UTF8.GetString(await BytesAsync("ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Same(json, Read(Encoding.UTF8.GetBytes($"[{string.Join(',', lines)}]"), JsonFormat.Read<Lieu>));

        var spreadsheet = await BytesAsync("tableur.csv");
        Assert.Equal([0xEF, 0xBB, 0xBF], spreadsheet[..3]);
        Assert.StartsWith("id;pivot;", Encoding.UTF8.GetString(spreadsheet[3..]), StringComparison.Ordinal);

        var layer = Path.Combine(Path.GetTempPath(), $"maillage-{Guid.NewGuid():N}.gpkg");
        try
        {
            await File.WriteAllBytesAsync(layer, await BytesAsync("gpkg"), Cancellation);
            await SameInGeoPackageAsync(json, layer);
        }
        finally
        {
            File.Delete(layer);
        }

        Task<byte[]> BytesAsync(string format) => Client.GetByteArrayAsync(files[format]!["url"]!.GetValue<string>(), Cancellation);
    }

    [Fact]
    public async Task Every_file_of_every_dataset_is_valid_by_its_schema()
    {
        var files = (await ManifestAsync())["donnees"]!.AsArray();
        foreach (var file in files.OfType<JsonNode>())
        {
            var (jeu, format) = (file["jeu"]!.GetValue<string>(), file["format"]!.GetValue<string>());
            var bytes = await Client.GetByteArrayAsync(file["url"]!.GetValue<string>(), Cancellation);
            var schema = JsonNode.Parse(await Client.GetStringAsync(file["schema"]!.GetValue<string>(), Cancellation))!;
            var text = Encoding.UTF8.GetString(bytes);
            switch (format)
            {
                case "json":
                    Assert.Empty(await Oracle.Current.JsonSchema(schema, JsonNode.Parse(bytes)!.AsArray()));
                    break;
                case "ndjson":
                    Assert.Empty(await Oracle.Current.JsonSchema(schema, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line))));
                    break;
                case "geojson":
                    Assert.Empty(await Oracle.Current.GeoJson(text));
                    break;
                case "csv":
                    Assert.Empty(await Oracle.Current.TableSchema(schema, text));
                    break;
            }

            if (jeu == "mediation-numerique" && format == "csv")
            {
                var official = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Depot.Racine, "tests", "Schema", "MediationNumerique", "schema-v1.0.2.json"), Cancellation))!;
                Assert.Empty(await Oracle.Current.TableSchema(official, text));
            }
        }
    }

    // The columns, the cells, the points and the spatial index; then what GDAL, that is QGIS, sees.
    private static async Task SameInGeoPackageAsync(List<Lieu> lieux, string path)
    {
        var fields = RecordShape.Of<Lieu>().Fields.Where(field => field.Name is not ("latitude" or "longitude")).ToList();
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False;Mode=ReadOnly"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT geom, {string.Join(", ", fields.Select(field => $"\"{field.Name}\""))} FROM lieu ORDER BY fid";
            using var rows = command.ExecuteReader();
            foreach (var lieu in lieux)
            {
                Assert.True(rows.Read());
                Assert.Equal(GeoPackageFeature.PointOf(lieu) is { } point ? GeoPackageFeature.Geometry(point) : DBNull.Value, rows.GetValue(0));
                Assert.Equal(GeoPackageFeature.Columns<Lieu>().Select(column => column.Value(lieu)?.ToString() is var text && column.Type == "BOOLEAN" ? text is null ? "" : text == "True" ? "1" : "0" : text ?? ""), Enumerable.Range(1, fields.Count).Select(rank => rows.IsDBNull(rank) ? "" : rows.GetValue(rank).ToString()!));
            }

            Assert.False(rows.Read());
        }

        var seen = await OgrInfo.Read(path, Cancellation);
        Assert.Equal((lieux.Count, "Point", ""), ((int)seen.FeatureCount, seen.GeometryType, seen.Warnings));
        Assert.Equal(fields.Select(field => field.Name).Order(StringComparer.Ordinal), seen.Fields.Keys.Order(StringComparer.Ordinal));

        // Digne-les-Bains, through the spatial index.
        var around = lieux.Count(lieu => lieu is { Latitude: > 44.05 and < 44.15, Longitude: > 6.15 and < 6.30 });
        Assert.True(around > 0);
        using var query = Process.Start(new ProcessStartInfo("ogrinfo", ["-ro", "-q", path, "-sql", "SELECT COUNT(*) AS nombre FROM rtree_lieu_geom WHERE minx > 6.15 AND maxx < 6.30 AND miny > 44.05 AND maxy < 44.15"]) { RedirectStandardOutput = true })!;
        var said = await query.StandardOutput.ReadToEndAsync(Cancellation);
        await query.WaitForExitAsync(Cancellation);
        Assert.Contains($"nombre (Integer) = {around}", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_asked_whole_in_part_compressed_or_not_at_all()
    {
        var file = (await ManifestAsync())["donnees"]![0]!;
        var url = file["url"]!.GetValue<string>();
        var whole = await Client.GetByteArrayAsync(url, Cancellation);

        using var part = await AskAsync(url, request => request.Headers.Range = new RangeHeaderValue(100, 199));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(whole[100..200], await part.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(whole))}:", Assert.Single(part.Headers.GetValues("Repr-Digest")));
        Assert.Contains("immutable", part.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.False(part.Headers.ETag?.IsWeak);

        using var preferred = await AskAsync(url, request => request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip;q=0.1, identity"));
        Assert.Empty(preferred.Content.Headers.ContentEncoding);

        using var coded = await AskAsync(url, request => request.Headers.AcceptEncoding.Add(new("gzip")));
        Assert.Equal("gzip", Assert.Single(coded.Content.Headers.ContentEncoding));
        Assert.Equal(whole, await UnzipAsync(await coded.Content.ReadAsByteArrayAsync(Cancellation)));
        Assert.NotEqual(part.Headers.ETag, coded.Headers.ETag);

        using var known = await AskAsync(url, request => request.Headers.IfNoneMatch.Add(part.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        using var beyond = await AskAsync(url, request => request.Headers.Range = new RangeHeaderValue(whole.Length + 5, null));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        using var head = await AskAsync(url, request => request.Method = HttpMethod.Head);
        Assert.Equal(whole.Length, head.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("departement-04", "code_departement=04")]
    [InlineData("commune-04070", "code_insee=04070")]
    [InlineData("epci-200067437", "code_epci=200067437")]
    [InlineData("region-93", "code_region=93")]
    [InlineData("region-11", "code_region=11")]
    public async Task The_file_of_a_territory_is_its_list(string territory, string filter)
    {
        foreach (var dataset in (string[])["lieux", "mediation-numerique", "services"])
        {
            var list = JsonNode.Parse(await Client.GetStringAsync($"/api/v1/{dataset}?{filter}&limite=1000&champs=id", Cancellation))!["donnees"]!.AsArray();
            var file = JsonNode.Parse(await Client.GetStringAsync($"{Root}/{dataset}-{territory}.json", Cancellation))!.AsArray();
            Assert.Equal(list.Select(one => one!["id"]!.GetValue<string>()), file.Select(one => one!["id"]!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task A_name_without_version_leads_to_that_of_the_moment_and_an_old_code_to_the_current_one()
    {
        await ManifestAsync();
        await using var atelier = new Atelier();
        await atelier.Store.MigrateAsync(Cancellation);
        await using var noeud = await Noeud.StartAsync(atelier.Store, new ServerOptions { Exports = Path.Combine(atelier.Folder, "exports") });
        var origin = (await atelier.Store.HeadAsync(Cancellation)).Origin;
        foreach (var (name, expected) in new[]
        {
            ("lieux-departement-04.csv", $"/lieux-departement-04-v0-{origin}.csv"), ("lieux-departement-04-v0.csv", $"/lieux-departement-04-v0-{origin}.csv"),
            ("lieux-commune-04198-v0.json", $"/lieux-commune-04033-v0-{origin}.json"), ("lieux-departement-2a.csv", $"/lieux-departement-2A-v0-{origin}.csv"),
        })
        {
            using var answer = await noeud.Client.GetAsync($"{Root}/{name}", Cancellation);
            Assert.Equal((HttpStatusCode.TemporaryRedirect, Root + expected), (answer.StatusCode, answer.Headers.Location?.ToString()));
        }

        using var mentions = await noeud.Client.GetAsync(Root + "/ATTRIBUTION.txt", Cancellation);
        Assert.Equal("/api/v1/attributions.txt", mentions.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("lieux-france.cvs", 404, "export-inconnu")]
    [InlineData("demarches-departement-04.csv", 404, "export-inconnu")]
    [InlineData("demarches-france.geojson", 404, "export-inconnu")]
    [InlineData("lieux-departement-99.csv", 404, "export-inconnu")]
    [InlineData("..%2F..%2Fmaillage.db", 404, "export-inconnu")]
    [InlineData("lieux-france-v1.csv", 410, "export-perdu")]
    [InlineData("lieux-departement-04-v1.csv", 410, "export-perdu")]
    [InlineData("lieux-departement-04-v1-00000000.csv", 410, "export-perdu")]
    [InlineData("lieux-departement-04-v100000.csv", 503, "pas-encore-pret")]
    [InlineData("lieux-departement-04-v999999999999999999.csv", 404, "export-inconnu")]
    [InlineData("lieux-departement-04.csv.gz", 404, "export-inconnu")]
    [InlineData("lieux-france.csv?page=2", 400, "parametre-inconnu")]
    public async Task What_there_is_not_is_a_problem(string name, int status, string type)
    {
        using var answer = await Client.GetAsync($"{Root}/{name}", Cancellation);
        Assert.Equal((status, "/problemes/" + type), ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["type"]!.GetValue<string>()));
    }

    [Fact]
    public async Task What_was_erased_is_in_no_export_any_more_and_a_broken_manifest_is_written_anew()
    {
        await using var atelier = new Atelier();
        var histoire = await Histoire.WriteAsync(atelier);
        // As an operator names it, from where the program stands.
        var exports = Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(atelier.Folder, "exports"));
        var origin = (await atelier.Store.HeadAsync(Cancellation)).Origin;
        long before;
        await using (var noeud = await Noeud.StartAsync(atelier.Store, new ServerOptions { Exports = exports }))
        {
            before = await ExportedAsync(noeud, 0);
            Assert.Contains(histoire.Kept.Id, await noeud.Client.GetStringAsync($"{Root}/lieux-france-v{before}-{origin}.ndjson", Cancellation), StringComparison.Ordinal);
            Assert.Contains(histoire.Kept.Id, await noeud.Client.GetStringAsync($"{Root}/lieux-departement-04-v{before}-{origin}.csv", Cancellation), StringComparison.Ordinal);

            await new Erasure(atelier.Store, HumanRulings.None).EraseAsync([histoire.Kept.Id], dryRun: false, Cancellation);

            var after = await ExportedAsync(noeud, before);
            foreach (var name in (string[])[$"lieux-france-v{before}-{origin}.ndjson", $"lieux-departement-04-v{before}-{origin}.csv"])
            {
                using var gone = await noeud.Client.GetAsync($"{Root}/{name}", Cancellation);
                Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
            }

            Assert.DoesNotContain(histoire.Kept.Id, await noeud.Client.GetStringAsync($"{Root}/lieux-france-v{after}-{origin}.ndjson", Cancellation), StringComparison.Ordinal);
            Assert.False(Directory.Exists(Path.Combine(exports, $"{origin}-{before}")));
            before = after;
        }

        await File.WriteAllTextAsync(Path.Combine(exports, $"{origin}-{before}", "exports.json"), "", Cancellation);
        await using var again = await Noeud.StartAsync(atelier.Store, new ServerOptions { Exports = exports });
        Assert.Equal(before, await ExportedAsync(again, before - 1));
    }

    private static async Task<long> ExportedAsync(Noeud noeud, long after)
    {
        for (var begun = Environment.TickCount64; ; await Task.Delay(100, Cancellation))
        {
            using var answer = await noeud.Client.GetAsync(Root, Cancellation);
            var text = await answer.Content.ReadAsStringAsync(Cancellation);
            if (answer.IsSuccessStatusCode && long.Parse(JsonNode.Parse(text)!["version"]!.GetValue<string>(), CultureInfo.InvariantCulture) is var version && version > after)
            {
                return version;
            }

            Assert.True(Environment.TickCount64 - begun < 30_000, text);
        }
    }

    [Fact]
    public void Three_versions_are_kept_and_the_last_of_each_day_for_a_week_and_nothing_else_is_touched()
    {
        var root = Directory.CreateTempSubdirectory("maillage-exports-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(root, "abc-999"));
            File.WriteAllText(Path.Combine(root, "abc-999", "photos.txt"), "à moi");
            var clock = new HorlogeReglee(new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero));
            var folder = new ExportFolder(root, clock);
            var snapshot = Snapshot.EmptyOf("abc");
            for (var version = 1; version <= 20; version++)
            {
                snapshot = snapshot.Apply(version, [new Delta(TypeEntite.Lieu, "a", new Lieu { Id = "a", Nom = $"Lieu {version}", Commune = "Digne-les-Bains", CodeInsee = "04070", CodeDepartement = "04", CodeRegion = "93" })]);
                folder.Prepare(snapshot, Cancellation);
                clock.Now += TimeSpan.FromHours(12);
            }

            // Two a day: the second of each of the seven days before, and the last three.
            string[] expected = ["20", "19", "18", "16", "14", "12", "10", "8", "6"];
            Assert.Equal(expected, folder.Kept.Select(one => one.Version));
            Assert.Equal([.. expected.Append("999").Order(StringComparer.Ordinal)], Directory.EnumerateDirectories(root).Select(path => Path.GetFileName(path)[4..]).Order(StringComparer.Ordinal));

            // Another process finds them again.
            var again = new ExportFolder(root, clock);
            again.Look("abc");
            Assert.Equal(expected, again.Kept.Select(one => one.Version));
            again.Look("def");
            Assert.Empty(again.Kept);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void Two_processes_in_one_folder_share_what_each_has_written_and_lose_nothing_of_the_other()
    {
        var root = Directory.CreateTempSubdirectory("maillage-exports-").FullName;
        try
        {
            var clock = new HorlogeReglee(new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero));
            using var first = new ExportFolder(root, clock);
            using var second = new ExportFolder(root, clock);
            Assert.NotNull(second.Prepare(Version(2), Cancellation));
            Assert.NotNull(first.Prepare(Version(4), Cancellation));
            // It had not seen the fourth.
            Assert.NotNull(second.Prepare(Version(6), Cancellation));
            Assert.Equal(["6", "4", "2"], second.Kept.Select(one => one.Version));
            Assert.True(first.IsUpToDate(Version(4)));

            // What one has written the other does not write again.
            var written = File.GetLastWriteTimeUtc(Path.Combine(root, "abc-6", "lieux-france-v6-abc.json"));
            Assert.False(first.IsUpToDate(Version(6)));
            Assert.Null(first.Prepare(Version(6), Cancellation));
            Assert.True(first.IsUpToDate(Version(6)));
            Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(root, "abc-6", "lieux-france-v6-abc.json")));

            // One that is stopped in the middle takes away what it was making, and nothing else: another may have made the rest.
            using var stopped = new CancellationTokenSource();
            stopped.Cancel();
            Assert.Throws<OperationCanceledException>(() => second.Prepare(Version(8), stopped.Token));
            Assert.Equal(["abc-2", "abc-4", "abc-6"], Directory.EnumerateDirectories(root).Select(Path.GetFileName).Order(StringComparer.Ordinal));

            // What a killed process was making goes after an hour, what belongs to somebody else never.
            var (left, notOurs) = (Directory.CreateDirectory(Path.Combine(root, $"abc-7.{Guid.NewGuid():N}.en-cours")), Directory.CreateDirectory(Path.Combine(root, $"abc-9.{Guid.NewGuid():N}.en-cours")));
            File.WriteAllText(Path.Combine(left.FullName, "lieux-france-v7-abc.json"), "[");
            File.WriteAllText(Path.Combine(notOurs.FullName, "photos.txt"), "à moi");
            foreach (var folder in new[] { left, notOurs })
            {
                folder.LastWriteTimeUtc = clock.Now.UtcDateTime;
            }

            first.Prepare(Version(8), Cancellation);
            Assert.True(Directory.Exists(left.FullName));
            clock.Now += TimeSpan.FromHours(2);
            first.Prepare(Version(10), Cancellation);
            Assert.False(Directory.Exists(left.FullName));
            Assert.True(Directory.Exists(notOurs.FullName));

            // Another that has more versions to forget may forget one of these.
            Directory.Delete(Path.Combine(root, "abc-10"), recursive: true);
            Assert.False(first.IsUpToDate(Version(10)));
            Assert.NotNull(first.Prepare(Version(10), Cancellation));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }

        static Snapshot Version(int version) => Of("abc", version);
    }

    [Fact]
    public async Task A_record_erased_while_the_file_of_its_territory_waits_to_be_written_is_not_in_it()
    {
        var root = Directory.CreateTempSubdirectory("maillage-exports-").FullName;
        try
        {
            using var folder = new ExportFolder(root, TimeProvider.System);
            var (dataset, snapshot) = (ExportedDataset.Find("lieux")!, Of("abc", 4));
            var name = ExportName.Parse("lieux-departement-04-v4-abc.json")!;
            Assert.NotNull(await folder.TerritoryAsync(snapshot, dataset, name));
            folder.Erase("abc", 5);
            Assert.Null(await folder.TerritoryAsync(snapshot, dataset, name));
            Assert.Empty(Directory.EnumerateFileSystemEntries(root));
            Assert.NotNull(await folder.TerritoryAsync(Of("abc", 5), dataset, name with { Version = 5 }));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void Two_databases_in_one_folder_keep_their_files_and_what_is_forgotten_is_sent_to_its_end()
    {
        var root = Directory.CreateTempSubdirectory("maillage-exports-").FullName;
        try
        {
            var clock = new HorlogeReglee(new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero));
            using var ours = new ExportFolder(root, clock);
            using var theirs = new ExportFolder(root, clock);
            for (var version = 1; version <= 6; version++)
            {
                ours.Prepare(Of("aaaaaaaa", version), Cancellation);
                theirs.Prepare(Of("bbbbbbbb", version), Cancellation);
            }

            // The first has the GeoPackage of the day.
            Assert.Equal(["6", "5", "4", "1"], ours.Kept.Select(one => one.Version));
            Assert.Equal(["6", "5", "4", "1"], theirs.Kept.Select(one => one.Version));
            Assert.All(theirs.Kept, one => Assert.All(one.Donnees, file => Assert.NotNull(theirs.Find("bbbbbbbb", long.Parse(one.Version, CultureInfo.InvariantCulture), file.Nom))));

            var path = ours.Find("aaaaaaaa", 4, "lieux-france-v4-aaaaaaaa.json") ?? throw new InvalidOperationException();
            using var sending = new FileStream(path, new FileStreamOptions { Share = FileShare.Read | FileShare.Delete });
            var (whole, digest) = (new FileInfo(path).Length, DigestOf(ours, "lieux-france-v4-aaaaaaaa.json", path));
            ours.Erase("aaaaaaaa", 7);
            Assert.Empty(ours.Kept);
            Assert.False(File.Exists(path));
            Assert.Equal(whole, sending.Length);
            Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(sending)));
            Assert.Equal(4, theirs.Kept.Count);
            Assert.Equal(["bbbbbbbb-1", "bbbbbbbb-4", "bbbbbbbb-5", "bbbbbbbb-6"], Directory.EnumerateDirectories(root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static Snapshot Of(string origin, int version) => Snapshot.EmptyOf(origin).Apply(version, [new Delta(TypeEntite.Lieu, "a", new Lieu { Id = "a", Nom = $"Lieu {version}", Commune = "Digne-les-Bains", CodeInsee = "04070", CodeDepartement = "04", CodeRegion = "93" })]);

    private static string DigestOf(ExportFolder folder, string name, string path)
    {
        using var file = File.OpenRead(path);
        return folder.DigestOf(ExportName.Parse(name) ?? throw new ArgumentException(name), file);
    }

    internal static async Task<JsonNode> ManifestAsync()
    {
        for (var begun = Environment.TickCount64; ; await Task.Delay(100, Cancellation))
        {
            using var answer = await Client.GetAsync(Root, Cancellation);
            if (answer.IsSuccessStatusCode)
            {
                return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
            }

            Assert.True(Environment.TickCount64 - begun < 30_000, await answer.Content.ReadAsStringAsync(Cancellation));
        }
    }

    private static void Same(List<Lieu> expected, List<Lieu> found)
    {
        Assert.Equal(expected.Count, found.Count);
        Assert.All(expected.Zip(found), pair => Assert.Equal([], RecordShape.Of<Lieu>().Differences(pair.First, pair.Second)));
    }

    private static List<Lieu> Read(byte[] bytes, Func<Stream, IEnumerable<ReadItem<Lieu>>> read) => [.. read(new MemoryStream(bytes)).Select(item => item.Record ?? throw new InvalidOperationException(item.Place))];

    private static string Sha(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static async Task<byte[]> UnzipAsync(byte[] compressed)
    {
        await using var gzip = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        await gzip.CopyToAsync(plain, Cancellation);
        return plain.ToArray();
    }

    private static async Task<HttpResponseMessage> AskAsync(string url, Action<HttpRequestMessage> with)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        with(request);
        return await Client.SendAsync(request, Cancellation);
    }
}
