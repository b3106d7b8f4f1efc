using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Maillage.Importers;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Store;
using Maillage.Tests.Schema.Formats;

namespace Maillage.Tests.Support;

/// <summary>A folder, a store and an annuaire source of a test's own; gone when the test ends.</summary>
internal sealed class Atelier : IAsyncDisposable
{
    /// <param name="sorte">The kind of its database.</param>
    /// <param name="clock">What tells it, and imports, the time; the system when null.</param>
    public Atelier(SorteDeBase sorte = SorteDeBase.Sqlite, TimeProvider? clock = null)
    {
        Clock = clock ?? TimeProvider.System;
        Base = Base.New(sorte, Folder);
        Store = Base.Open(Clock);
    }

    private TimeProvider Clock { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("maillage-").FullName;

    public Base Base { get; }

    public SqlStore Store { get; }

    public string File => Path.Combine(Folder, "annuaire.json");

    public SourceDeclaration Source => LecteursSousTest.Declaration("annuaire-v4") with { Chemin = Path.Combine(Folder, "annuaire.yaml"), Id = "annuaire", Fichier = "annuaire.json" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>An annuaire record: a mairie of Digne-les-Bains unless said, at a place of its own: nothing takes two of them for one lieu.</summary>
    public static JsonObject Record(string id, string? nom = null, string type = "mairie", string codeInsee = "04070") => new()
    {
        ["id"] = id,
        ["nom"] = nom ?? "Mairie " + id,
        ["categorie"] = "SL",
        ["code_insee_commune"] = codeInsee,
        ["pivot"] = new JsonArray(new JsonObject { ["type_service_local"] = type, ["code_insee_commune"] = new JsonArray(codeInsee) }),
        ["adresse"] = new JsonArray(new JsonObject
        {
            ["type_adresse"] = "Adresse",
            ["numero_voie"] = $"{1 + Place(id)} place de la Mairie",
            ["code_postal"] = "04000",
            ["nom_commune"] = "Digne-les-Bains",
            ["latitude"] = Math.Round(44.0925 + (Place(id) * 0.0005), 4).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["longitude"] = Math.Round(6.2357 + (Place(id) * 0.0005), 4).ToString(System.Globalization.CultureInfo.InvariantCulture),
        }),
        ["statut_de_diffusion"] = "true",
    };

    // Steady from one run to the next; the first of each kind is where the mairie is.
    private static int Place(string id) => id is "a" or "dora--1" ? 0 : id.Aggregate(7, (sum, letter) => ((sum * 31) + letter) % 97);

    public static string Annuaire(params IEnumerable<JsonObject> records) =>
        new JsonObject { ["service"] = new JsonArray([.. records]) }.ToJsonString();

    public static byte[] Gzip(string text)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return buffer.ToArray();
    }

    public Task<ImportReport> ImportAsync(string text, ImportOptions? options = null, SourceDeclaration? source = null) =>
        ImportAsync(Encoding.UTF8.GetBytes(text), options, source);

    public async Task<ImportReport> ImportAsync(byte[] bytes, ImportOptions? options = null, SourceDeclaration? source = null)
    {
        await System.IO.File.WriteAllBytesAsync(File, bytes, Cancellation);
        await Store.MigrateAsync(Cancellation);
        return await new Pipeline(Store, Clock).ImportAsync(source ?? Source, options ?? new ImportOptions(), Cancellation);
    }

    /// <summary>The published lieux, by name.</summary>
    public async Task<IReadOnlyList<Lieu>> PublishedAsync() =>
        [.. (await EntriesAsync()).Select(entry => entry.Entite).OfType<Lieu>().OrderBy(lieu => lieu.Nom, StringComparer.Ordinal)];

    public async Task<IReadOnlyList<JournalEntry>> EntriesAsync(long depuis = 0)
    {
        List<JournalEntry> entries = [];
        await foreach (var some in Store.ReadAsync(depuis, Cancellation))
        {
            entries.AddRange(some);
        }

        return entries;
    }

    public ValueTask DisposeAsync()
    {
        Store.Dispose();
        Base.Dispose();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
