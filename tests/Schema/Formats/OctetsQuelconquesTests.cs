using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Maillage.Schema.Formats;
using Maillage.Schema.Lieux;
using Maillage.Tests.Support;

namespace Maillage.Tests.Schema.Formats;

/// <summary>Any bytes into any reader give records or issues, never an exception, and always end.</summary>
public sealed class OctetsQuelconquesTests
{
    private static readonly string[] Members = ["id", "nom", "properties", "geometry", "donnees", "service", "adresse", "courriels", "sources"];

    private static readonly Lazy<IReadOnlyList<byte[]>> Echantillons = new(() =>
    [
        .. LecteursSousTest.Fichiers.Values,
        File.ReadAllBytes(Path.Combine(Depot.Racine, "data", "exemple", "hub-du-sud-04.json"))[..8000],
        Annuaire()[..8000],
    ]);

    public static TheoryData<string> Lecteurs => [.. LecteursSousTest.Noms];

    public static TheoryData<string> Textes =>
    [
        "", " ", "\r\n", "null", "0", "\"", "{", "[", "]", "[]", "{}", "[[]]", "[[[]]]", "[{}]", "{\"donnees\":[]}", "{\"donnees\":{}}", "{\"features\":[{}]}",
        "{\"donnees\":[{}],\"donnees\":[{}]}", "[] []", "[]]", "[1,2,]", "[{\"id\":1e999}]", "[{\"id\":\"a\",\"id\":null,\"id\":\"b\"}]",
        "[\"\\ud800\"]", "{\"\\ud800\":[],\"donnees\":[{}]}", "{\"donne\\ud800\":[]}", "[{\"\\ud800\":1,\"id\":\"\\ud800\",\"nom\":5}]", "[{\"i\\ud800\":1,\"i\\u0064\":\"a\"}]",
        "{\"features\":[{\"\\ud800\":1,\"properties\":{\"\\udc00\":{}},\"geometry\":{\"\\ud800\":1,\"coordinates\":[1e999,null]}}]}",
        "{\"features\":[{\"p\\ud800\":1,\"properties\":null,\"geometry\":[]}]}",
        "{\"service\":[{\"\\ud800\":1,\"n\\ud800m\":\"a\",\"id\":\"\\ud800\",\"adresse\":[{\"\\ud800\":\"\\ud800\"}],\"plage_ouverture\":[[],{},1,null]}]}",
        "{\"service\":[{\"id\":{},\"pivot\":[1,null,{\"code_insee_commune\":{}}],\"adresse\":{},\"telephone\":[[[]]]}]}",
        "<html><body>503</body></html>", "<?xml version=\"1.0\"?><a/>", "id,nom\r\n", "id;nom\n\"", "id,nom\n\"a\"b\"c,\"\n", "\"\"\"", "id\0nom", "nom\tid\n\t\t\t\t\n",
        "nom|id\n|||\n", ",,,,\n,,,\n", "nom,nom,nom\na,b\nc,d,e,f\n", "id,permanences\na,[\n", "nom,latitude\na,1e999\nb,NaN\nc,Infinity\n",
    ];

    [Theory]
    [MemberData(nameof(Textes))]
    public void A_strange_text_gives_records_or_issues_in_every_reader_and_every_encoding(string text)
    {
        Encoding[] encodings = [new UTF8Encoding(false), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, Encoding.Latin1];
        foreach (var encoding in encodings)
        {
            Everywhere(encoding.GetBytes(text));
            Everywhere([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
            Everywhere([0xEF, 0xBB, 0xBF, .. encoding.GetBytes(text)]);
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"donnees\":")]
    [InlineData("{\"a\":[")]
    [InlineData("[{\"permanences\":[")]
    [InlineData("{\"features\":[{\"properties\":")]
    [InlineData("id,provenance\na,\"{")]
    public void Nesting_however_deep_is_an_issue_and_not_a_stack_overflow(string opening)
    {
        var deep = string.Concat(Enumerable.Repeat(opening, 20_000));
        Everywhere(Encoding.UTF8.GetBytes(deep));
        Everywhere(Encoding.UTF8.GetBytes(opening + new string('[', 100_000)));
        Everywhere(Encoding.UTF8.GetBytes(opening + new string('[', 70) + new string(']', 70)));
    }

    [Fact]
    public void Bytes_that_are_no_utf8_give_an_issue_wherever_they_stand()
    {
        byte[] wrong = [0xFF, 0xC3, 0xED, 0xA0, 0x80];
        foreach (var name in Members)
        {
            foreach (var shape in new[] { "[{{\"{0}\":\"#\"}}]", "[{{\"{0}\":[\"#\"]}}]", "[{{\"#\":5,\"{0}\":{{\"#\":\"#\"}}}}]", "[\"#\"]", "{{\"service\":[{{\"{0}\":[{{\"#\":\"#\"}},\"#\"]}}]}}", "{{\"features\":[[\"#\"],{{\"properties\":\"#\",\"geometry\":\"#\"}}]}}", "{{\"#\":1,\"donnees\":[\"#\"]}}" })
            {
                var text = Encoding.UTF8.GetBytes(string.Format(System.Globalization.CultureInfo.InvariantCulture, shape, name));
                Everywhere([.. text.SelectMany(octet => octet == '#' ? wrong : [octet])]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lecteurs))]
    public void Random_bytes_give_records_or_issues(string lecteur) =>
        Loi.Tient(Gen.Choose(0, 255).Select(octet => (byte)octet).ArrayOf(), bytes => LecteursSousTest.Lire(lecteur, bytes), essais: 200);

    [Theory]
    [MemberData(nameof(Lecteurs))]
    public void A_damaged_file_gives_records_or_issues(string lecteur) =>
        Loi.Tient(Damaged(), bytes => LecteursSousTest.Lire(lecteur, bytes), essais: 150);

    [Theory]
    [MemberData(nameof(Lecteurs))]
    public void What_is_read_does_not_depend_on_the_pieces_that_the_stream_gives(string lecteur) =>
        Loi.Tient(
            from bytes in Gen.OneOf(Damaged(), Gen.Elements<byte[]>(Echantillons.Value))
            from sizes in Gen.Choose(1, 5000).NonEmptyListOf()
            select (Bytes: bytes, Sizes: sizes.ToArray()),
            file =>
            {
                var whole = LecteursSousTest.Lire(lecteur, file.Bytes);
                var pieces = LecteursSousTest.Lire(lecteur, new FluxMorcele(file.Bytes, file.Sizes), file.Bytes.Length);
                Assert.Equal(LecteursSousTest.SansExtrait(whole), LecteursSousTest.SansExtrait(pieces));
            },
            essais: 60);

    [Theory]
    [MemberData(nameof(Lecteurs))]
    public void A_stream_that_gives_one_byte_at_a_time_reads_the_same(string lecteur)
    {
        foreach (var bytes in LecteursSousTest.Fichiers.Values)
        {
            var pieces = LecteursSousTest.Lire(lecteur, new FluxMorcele(bytes, 1), bytes.Length);
            Assert.Equal(LecteursSousTest.SansExtrait(LecteursSousTest.Lire(lecteur, bytes)), LecteursSousTest.SansExtrait(pieces));
        }
    }

    [Theory]
    [InlineData("json lieu", "json")]
    [InlineData("geojson lieu", "geojson")]
    [InlineData("json standard", "json standard")]
    [InlineData("source standard", "json standard")]
    [InlineData("source annuaire", "annuaire")]
    [InlineData("source annuaire", "annuaire api")]
    [InlineData("source dataspace", "dataspace")]
    [InlineData("source data-inclusion structures", "data-inclusion structures")]
    [InlineData("source competence", "competence")]
    [InlineData("source acceslibre", "acceslibre")]
    public void A_json_file_cut_anywhere_says_that_it_is_incomplete(string lecteur, string fichier)
    {
        var bytes = LecteursSousTest.Fichiers[fichier];
        for (var length = 1; length < bytes.Length; length++)
        {
            var last = LecteursSousTest.Lire(lecteur, bytes[..length])[^1];
            Assert.Contains("Le fichier est incomplet", last, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("csv lieu", "csv")]
    [InlineData("csv standard", "csv standard")]
    [InlineData("national", "csv standard")]
    public void A_csv_file_cut_anywhere_gives_records_or_issues(string lecteur, string fichier)
    {
        var bytes = LecteursSousTest.Fichiers[fichier];
        for (var length = 0; length < bytes.Length; length++)
        {
            // The row that the cut went through, and when the cut is inside quotes, that the file is not whole (number 0).
            var lines = LecteursSousTest.Lire(lecteur, bytes[..length]);
            Assert.True(lines.Count <= 1 || (lines.Count == 2 && lines[1].StartsWith("0 ", StringComparison.Ordinal)), string.Join('\n', lines));
        }
    }

    [Fact]
    public void The_array_reader_gives_the_elements_of_any_array_of_the_names_it_is_given()
    {
        foreach (var text in new[] { "[1,2,3]", "{\"autre\":[9],\"liste\":[1,2,3],\"fin\":{}}", "\uFEFF { \"n\":null , \"l\\u0069ste\" : [ 1 , 2 , 3 ] } " })
        {
            for (var size = 1; size < 12; size++)
            {
                using var reader = new JsonArrayReader(new FluxMorcele(Encoding.UTF8.GetBytes(text), size), ["liste"]);
                List<int> numbers = [];
                while (reader.MoveNext())
                {
                    numbers.Add(reader.Current.GetInt32());
                }

                Assert.Equal([1, 2, 3], numbers);
                Assert.Equal(3, reader.Count);
                Assert.Null(reader.Failure);
                Assert.Throws<InvalidOperationException>(() => reader.Current);
            }
        }
    }

    [Theory]
    [InlineData("", "fichier_vide")]
    [InlineData("  \n", "fichier_vide")]
    [InlineData("\uFEFF", "fichier_vide")]
    [InlineData("<!DOCTYPE html><title>503</title>", "fichier_html")]
    [InlineData("{}", "fichier_sans_liste")]
    [InlineData("3", "fichier_sans_liste")]
    [InlineData("{\"liste\":3}", "fichier_sans_liste")]
    [InlineData("{\"autre\":[1]}", "fichier_sans_liste")]
    [InlineData("[1,2", "fichier_tronque")]
    [InlineData("[1,", "fichier_tronque")]
    [InlineData("{\"liste\":[1]", "fichier_tronque")]
    [InlineData("{\"liste\":[\"a", "fichier_tronque")]
    [InlineData("{\"liste\":[tru", "fichier_tronque")]
    [InlineData("{\"li", "fichier_tronque")]
    [InlineData("[1 2]", "fichier_illisible")]
    [InlineData("[1]x", "fichier_illisible")]
    [InlineData("[1,]", "fichier_illisible")]
    [InlineData("bonjour", "fichier_illisible")]
    public void A_file_without_its_list_says_why(string text, string code)
    {
        foreach (var size in new[] { 1, 2, 3, 5, 1000 })
        {
            using var reader = new JsonArrayReader(new FluxMorcele(Encoding.UTF8.GetBytes(text), size), ["liste"]);
            while (reader.MoveNext())
            {
                Assert.True(reader.Count < 3);
            }

            Assert.Equal(code, reader.Failure?.Code.Code);
        }
    }

    [Theory]
    [InlineData("[6.2,44.1]", 44.1, 6.2, 0)]
    [InlineData("[6.2,44.1,500]", 44.1, 6.2, 0)]
    [InlineData("[null,44.1]", null, null, 1)]
    [InlineData("[6.2,null]", null, null, 1)]
    [InlineData("[6.2,\"44.1\"]", null, null, 1)]
    [InlineData("[1e999,44.1]", null, null, 1)]
    [InlineData("[6.2]", null, null, 1)]
    [InlineData("{}", null, null, 1)]
    [InlineData("[[6.2,44.1]]", null, null, 1)]
    public void A_geojson_point_gives_both_coordinates_or_none(string coordinates, double? latitude, double? longitude, int issues)
    {
        var text = $$$"""
            {"features":[{"type":"Feature","geometry":{"type":"Point","coordinates":{{{coordinates}}}},
            "properties":{"id":"a","nom":"b","commune":"c","code_insee":"04070","code_departement":"04","code_region":"93"}}]}
            """;
        var item = Assert.Single(GeoJsonFormat.Read<Lieu>(new MemoryStream(Encoding.UTF8.GetBytes(text))));
        Assert.Equal((latitude, longitude), (item.Record?.Latitude, item.Record?.Longitude));
        Assert.Equal(issues, item.Issues.Count);
    }

    [Fact]
    public void A_broken_file_says_where_it_is_broken()
    {
        foreach (var size in new[] { 1, 3, 1000 })
        {
            using var reader = new JsonArrayReader(new FluxMorcele("[1, 2,\n 3, 4 x]"u8.ToArray(), size), []);
            while (reader.MoveNext())
            {
                Assert.True(reader.Count <= 4);
            }

            Assert.Equal(4, reader.Count);
            Assert.Equal(13, reader.Position);
        }
    }

    [Fact]
    public void An_issue_quotes_a_long_value_without_cutting_a_character_in_two()
    {
        var issue = new Maillage.Schema.Parsing.Issue("nom", Maillage.Schema.Parsing.IssueCodes.TypeInvalide, new string('a', 119) + "😀 et la suite");
        Assert.Equal(new string('a', 119) + "…", issue.Value);
    }

    private static void Everywhere(byte[] bytes)
    {
        foreach (var lecteur in LecteursSousTest.Noms)
        {
            LecteursSousTest.Lire(lecteur, bytes);
        }
    }

    // Flips of bits, spans taken away or said twice, in real files.
    private static Gen<byte[]> Damaged() =>
        from sample in Gen.Elements<byte[]>(Echantillons.Value)
        from damages in (from kind in Gen.Choose(0, 3)
                         from place in Gen.Choose(0, sample.Length - 1)
                         from amount in Gen.Choose(1, 200)
                         select (kind, place, amount)).NonEmptyListOf()
        select damages.Take(6).Aggregate(sample, (bytes, damage) => Damage(bytes, damage.kind, damage.place, damage.amount));

    private static byte[] Damage(byte[] bytes, int kind, int place, int amount)
    {
        if (bytes.Length == 0)
        {
            return bytes;
        }

        var start = place % bytes.Length;
        var end = Math.Min(bytes.Length, start + amount);
        switch (kind)
        {
            case 0:
                byte[] flipped = [.. bytes];
                flipped[start] ^= (byte)(1 << (amount % 8));
                return flipped;
            case 1:
                return [.. bytes[..start], .. bytes[end..]];
            case 2:
                return [.. bytes[..end], .. bytes[start..]];
            default:
                return bytes[..start];
        }
    }

    private static byte[] Annuaire()
    {
        using var file = File.OpenRead(Path.Combine(Depot.Racine, "data", "exemple", "annuaire-04.json.gz"));
        using var text = new GZipStream(file, CompressionMode.Decompress);
        using var buffer = new MemoryStream();
        text.CopyTo(buffer);
        return buffer.ToArray();
    }
}
