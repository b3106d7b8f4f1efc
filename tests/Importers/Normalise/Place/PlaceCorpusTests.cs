using System.IO.Compression;
using Maillage.Importers.Normalise.Place;
using Maillage.Importers.Read;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Normalise.Place;

[Trait("Category", "Corpus")]
public sealed class PlaceCorpusTests
{
    public static TheoryData<string, string> Files => new()
    {
        { "annuaire-v4", "service-public/annuaire-v4/2017-france-data.gouv_local.json.gz" },
        { "annuaire-v4", "service-public/annuaire-v4/reel-mairie-breux-sur-avre-2022.json" },
        { "standard-mediation-numerique", "national/standard/v0-pre/conseiller-numerique-national.json" },
        { "standard-mediation-numerique", "national/standard/v0/20230517-hub-du-sud-paca.json" },
        { "standard-mediation-numerique", "national/standard/v1/20240320-nouvelle-caledonie.json" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_place_of_a_real_file_is_within_reach_of_its_commune_and_every_address_reads_again_as_itself(string format, string file)
    {
        var read = 0;
        foreach (var raw in Read(format, file))
        {
            read++;
            if (PlaceNormaliser.Parse(raw, Cog.Courant, null, []) is not { } place)
            {
                continue;
            }

            Assert.True(place.CodePostal is null or { Length: 5 });
            if (place is { Latitude: { } latitude, Longitude: { } longitude })
            {
                Assert.True(Territory.Reaches(place.Commune, new GeoPoint(latitude, longitude)), raw.Nom);
            }

            var address = AddressNormaliser.Parse(raw, place, []);
            List<Issue> issues = [];
            var again = AddressNormaliser.Parse(
                new RawLieu { Adresse = address.Adresse, ComplementAdresse = address.Complement, CodePostal = place.CodePostal, Commune = place.Commune.Nom }, place, issues);
            Assert.Equal(address, again);
            Assert.Empty(issues);
        }

        Assert.NotEqual(0, read);
    }

    private static IEnumerable<RawLieu> Read(string format, string file)
    {
        var reader = SourceFormats.Find(format) as ILieuFormat;
        Assert.NotNull(reader);
        using var stream = File.OpenRead(Path.Combine(Corpus.Dossier, file));
        using var opened = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : (Stream)stream;
        foreach (var item in reader.Read(opened, LecteursSousTest.Declaration(format) with { Identifiant = format == "annuaire-v4" ? "ancien_code_pivot" : null }))
        {
            if (item.Failure is null)
            {
                yield return reader.Map(item.Canonical, []);
            }
        }
    }
}
