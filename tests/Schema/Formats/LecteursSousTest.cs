using System.Text;
using System.Text.Json;
using Maillage.Importers.Derive;
using Maillage.Importers.Read;
using Maillage.Importers.Sources;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Parsing;
using Maillage.Schema.Publication;
using Maillage.Schema.Territoires;
using Maillage.Tests.Importers.Officiels;

namespace Maillage.Tests.Schema.Formats;

/// <summary>Every reader of the project, each as a function from bytes to what it said of them, one line a record.</summary>
internal static class LecteursSousTest
{
    private static readonly Dictionary<string, Func<Stream, IEnumerable<string>>> Tous = new()
    {
        ["json lieu"] = stream => JsonFormat.Read<Lieu>(stream).Select(Line),
        ["json standard"] = stream => JsonFormat.Read<LieuMediationNumerique>(stream).Select(Line),
        ["geojson lieu"] = stream => GeoJsonFormat.Read<Lieu>(stream).Select(Line),
        ["csv lieu"] = stream => CsvFormat.Read<Lieu>(stream).Select(Line),
        ["csv standard"] = stream => CsvFormat.Read<LieuMediationNumerique>(stream).Select(Line),
        ["national"] = stream => LectureStandard.Read(stream).Select(item => $"{Head(item)} {(item.Record is null ? null : JsonSerializer.Serialize(item.Record))}"),
        ["source standard"] = stream => Source("standard-mediation-numerique", stream),
        ["source annuaire"] = stream => Source("annuaire-v4", stream),
        ["source annuaire xml"] = stream => Source("annuaire-xml-v2", stream),
        ["source annuaire extrait"] = stream => Source("annuaire-extrait", stream),
        ["source dataspace"] = stream => Source("dataspace-carto", stream),
        ["source data-inclusion structures"] = stream => Source("data-inclusion-structures", stream),
        ["source competence"] = stream => Source("competence-service-public", stream),
        ["source acceslibre"] = stream => Source("acceslibre", stream),
        ["source services"] = stream => Source("data-inclusion-services", stream),
    };

    public static IReadOnlyCollection<string> Noms => Tous.Keys;

    /// <summary>What the reader says; an exception, or more lines than bytes, is a failure of the test.</summary>
    public static IReadOnlyList<string> Lire(string lecteur, Stream stream, int most)
    {
        List<string> lines = [.. Tous[lecteur](stream).Take(most + 2)];
        Assert.True(lines.Count <= most + 1, $"{lecteur} ne finit pas.");
        return lines;
    }

    /// <summary>The same less the excerpt of a broken file, which shows what was in memory.</summary>
    public static IEnumerable<string> SansExtrait(IEnumerable<string> lines) =>
        lines.Select(line => line.StartsWith("0 ", StringComparison.Ordinal) ? line.Split(" (« ")[0] : line);

    public static IReadOnlyList<string> Lire(string lecteur, byte[] bytes) => Lire(lecteur, new MemoryStream(bytes), bytes.Length);

    /// <summary>Small valid files, by format.</summary>
    public static IReadOnlyDictionary<string, byte[]> Fichiers { get; } = new Dictionary<string, byte[]>
    {
        ["json"] = EcrireLireTests.Write("json", [FichiersDeSchema.Exemple<Lieu>()]),
        ["geojson"] = EcrireLireTests.Write("geojson", [FichiersDeSchema.Exemple<Lieu>()]),
        ["csv"] = EcrireLireTests.Write("csv", [FichiersDeSchema.Exemple<Lieu>()]),
        ["json standard"] = EcrireLireTests.Write("json", [FichiersDeSchema.Exemple<LieuMediationNumerique>()]),
        ["csv standard"] = EcrireLireTests.Write("csv", [FichiersDeSchema.Exemple<LieuMediationNumerique>()]),
        ["annuaire"] = Encoding.UTF8.GetBytes(Annuaire),
        ["annuaire xml"] = File.ReadAllBytes(Officiels.Chemin("carsat-34172-01.xml")),
        ["annuaire extrait"] = File.ReadAllBytes(Officiels.Chemin("annuaire-extrait.csv"))[..600],
        ["annuaire api"] = SansFin("annuaire-opendatasoft.json"),
        ["dataspace"] = SansFin("dataspace.json"),
        ["data-inclusion structures"] = SansFin("data-inclusion-structures-v1.json"),
        ["competence"] = SansFin("competence/04070.json"),
        ["acceslibre"] = SansFin("acceslibre-api.json"),
    };

    // Less the last line break: without it, the file is whole.
    private static byte[] SansFin(string name) => Encoding.UTF8.GetBytes(File.ReadAllText(Officiels.Chemin(name)).TrimEnd());

    private const string Annuaire = """
        { "service": [ { "id": "1", "nom": "Mairie - Digne", "pivot": [ { "type_service_local": "mairie", "code_insee_commune": ["04070"] } ],
          "code_insee_commune": "04070", "telephone": [ { "valeur": "04 92 30 52 00", "description": "" } ], "categorie": "SL",
          "adresse": [ { "type_adresse": "Adresse", "numero_voie": "1 rue", "code_postal": "04000", "nom_commune": "Digne-les-Bains", "latitude": "44.09", "longitude": "6.23" } ],
          "plage_ouverture": [ { "nom_jour_debut": "Lundi", "nom_jour_fin": "Vendredi", "valeur_heure_debut_1": "09:00:00", "valeur_heure_fin_1": "12:00:00" } ] } ] }
        """;

    private static string Line<TRecord>(ReadItem<TRecord> item)
        where TRecord : class
    {
        Assert.True(item.Record is not null || item.Issues.Count > 0, "Ni enregistrement ni raison.");
        if (item.Record is null)
        {
            return Head(item);
        }

        // What was read can be written: nothing in it is ill-formed.
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Json.WriterOptions))
        {
            RecordShape.Of<TRecord>().WriteCompact(writer, item.Record);
        }

        return $"{Head(item)} {Encoding.UTF8.GetString(buffer.ToArray())}";
    }

    private static string Head<T>(ReadItem<T> item)
        where T : class => $"{item.Number} {item.Place} {string.Join(';', item.Issues)}";

    // The whole way of a record: read, map, normalise, check.
    private static IEnumerable<string> Source(string name, Stream stream)
    {
        var format = SourceFormats.Find(name) ?? throw new InvalidOperationException(name);
        var source = Declaration(name);
        var derivation = Derivation.Of(source, format, Cog.Courant, new DateOnly(2026, 11, 23));
        foreach (var item in format.Read(stream, source))
        {
            yield return item.Failure is { } failure
                ? $"{item.Number} {item.Place} {failure}"
                : $"{item.Number} {item.Place} {item.Id} {item.Canonical} {string.Join(';', derivation.Derive("x", item).Issues)}";
        }
    }

    public static SourceDeclaration Declaration(string format) => new()
    {
        Id = "essai",
        Nom = "Essai",
        Producteur = "Essai",
        Attribution = "Essai",
        Licence = "etalab-2.0",
        Format = format,
        Chemin = "essai.yaml",
    };
}
