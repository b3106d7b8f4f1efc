using Maillage.Importers.Derive;
using Maillage.Importers.Normalise.Place;
using Maillage.Importers.Read;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Partenaires;

/// <summary>A file that was published from the raw file of a partner.</summary>
/// <param name="Source">Folder of the partner.</param>
/// <param name="File">The published file, under <c>national/standard</c>.</param>
/// <param name="Of">The records of it that come from the partner; null: all of them.</param>
/// <param name="FirstRank">The id of the first record, when ids are the ranks of the raw file; null: records are found by name and place.</param>
internal sealed record PublishedFile(string Source, string File, string? Of, int? FirstRank);

/// <summary>A published record, as our own reader of the standard understands it.</summary>
/// <param name="Raw">What the file says.</param>
/// <param name="Lieu">The lieu that it makes, translated to v1 by the tables of the project; null when it makes none.</param>
internal sealed record PublishedRecord(RawLieu Raw, Lieu? Lieu);

/// <summary>One field of one record, compared.</summary>
/// <param name="Source">Folder of the partner.</param>
/// <param name="Id">Id of the published record.</param>
/// <param name="Field">Published name of the field; <c>*</c>: the whole record.</param>
/// <param name="Published">What the published file says.</param>
/// <param name="Ours">What the mapping gives.</param>
internal sealed record Compared(string Source, string Id, string Field, string Published, string Ours)
{
    public bool Same { get; init; }
}

/// <summary>Compares what mappings give with what was published from the same raw files.</summary>
internal static class Accord
{
    private const double Near = 2_000;

    /// <summary>Fields on which 95 records of 100 agree, the errors of the published file apart.</summary>
    public static IReadOnlyList<string> Guarded { get; } = ["nom", "code_insee", "services", "frais_a_charge", "modalites_accompagnement"];

    private static readonly string[] Reported = ["adresse", "telephone", "courriels", "site_web", "horaires", "typologie", "publics_specifiquement_adresses", "dispositif_programmes_nationaux"];

    public static IReadOnlyList<PublishedFile> Files { get; } =
    [
        new("paca-2022", "v0/20230517-hub-du-sud-paca.json", "cr93", null),
        new("nouvelle-caledonie", "v0/20240320-nouvelle-caledonie.json", null, 0),
        new("bus-france-services-charente", "v0/bus-france-services-charente.json", null, 1),
    ];

    public static IEnumerable<Compared> Compare(PublishedFile file)
    {
        var published = Published(file).ToList();
        // A field that the published file never fills cannot be compared.
        var filled = Guarded.Concat(Reported).Where(field => published.Exists(record => Text(field, record).Length > 0)).ToList();
        var records = Partenaires.Records(Partenaires.InCorpus(file.Source)).ToList();
        foreach (var record in published)
        {
            var id = record.Raw.Id ?? "";
            if (Find(record, records, file)?.Derived?.Lieu is not { } ours)
            {
                yield return new Compared(file.Source, id, "*", $"{record.Raw.Nom}, {record.Raw.Commune}", "");
                continue;
            }

            foreach (var field in filled)
            {
                var (theirs, our) = (Text(field, record), Text(field, new PublishedRecord(record.Raw with { Nom = ours.Nom, CodeInsee = null }, ours)));
                yield return new Compared(file.Source, id, field, theirs, our) { Same = Folded(field, theirs) == Folded(field, our) };
            }
        }
    }

    private static IEnumerable<PublishedRecord> Published(PublishedFile file)
    {
        var source = LecteursSousTest.Declaration("standard-mediation-numerique");
        var format = SourceFormats.LieuxOf(source);
        var derivation = new LieuDerivation(source, format, Cog.Courant, Partenaires.Day);
        using var stream = File.OpenRead(Path.Combine(Corpus.Dossier, "national", "standard", file.File));
        foreach (var item in format.Read(stream, source).ToList())
        {
            var raw = format.Map(item.Canonical, []);
            if (file.Of is null || raw.Source == file.Of)
            {
                yield return new PublishedRecord(raw, derivation.Derive("00000000-0000-5000-8000-000000000000", item).Lieu);
            }
        }
    }

    private static RecordRead? Find(PublishedRecord published, List<RecordRead> records, PublishedFile file) =>
        file.FirstRank is { } first ? records[int.Parse(published.Raw.Id ?? "", System.Globalization.CultureInfo.InvariantCulture) - first]
        : records.Where(record => record.Derived?.Lieu is { } lieu && Repli.Plier(lieu.Nom) == Repli.Plier(published.Raw.Nom))
            .OrderBy(record => Distance(record.Derived?.Lieu, published.Lieu))
            .FirstOrDefault(record => Distance(record.Derived?.Lieu, published.Lieu) <= Near || record.Derived?.Lieu?.CodeInsee == published.Lieu?.CodeInsee);

    private static double Distance(Lieu? ours, Lieu? published) =>
        ours is { Latitude: { } latitude, Longitude: { } longitude } && published is { Latitude: { } theirLatitude, Longitude: { } theirLongitude }
            ? new GeoPoint(latitude, longitude).DistanceTo(theirLatitude, theirLongitude)
            : double.PositiveInfinity;

    // The name and the INSEE code as the file writes them: our reader repairs them. Without a code, the commune that the postal code and the name tell.
    private static string Text(string field, PublishedRecord record) => field switch
    {
        "nom" => record.Raw.Nom ?? "",
        "code_insee" => record.Raw.CodeInsee ?? record.Lieu?.CodeInsee ?? "",
        _ when record.Lieu is null => "",
        _ => RecordShape.Of<Lieu>().Find(field) is { } known && !known.IsUnknown(record.Lieu) ? string.Join('|', known.Texts(record.Lieu).Order(StringComparer.Ordinal)) : "",
    };

    private static string Folded(string field, string text) => field is "nom" or "adresse" ? Repli.Plier(text) : text;
}
