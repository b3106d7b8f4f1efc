using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Maillage.Importers.Normalise;
using Maillage.Importers.Normalise.Place;
using Maillage.Importers.Read;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Normalise;

/// <summary>
/// Phones, SIRET, INSEE and postal codes of every record of the real files, read by the product and by tests/oracles/valeurs.mjs, which was
/// written from the rules alone, in another language and another way. Where the two part, one of them is wrong.
/// </summary>
public sealed class IndependentCheckTests
{
    private const int Batch = 10_000;
    private const int ShownDifferences = 20;

    private static readonly string[] StandardVersions = ["v0", "v0-pre", "v1"];

    private static readonly Lazy<IReadOnlyList<RawLieu>> Records = new(() => [.. Annuaire(), .. CasLimites(), .. Standard()]);

    private static readonly SourceDeclaration Source = LecteursSousTest.Declaration("annuaire-v4");

    private static readonly Dictionary<string, (Func<RawLieu, IEnumerable<string?>> Cells, Func<Cell, JudgedValue> Product)> Kinds = new()
    {
        ["telephone"] = (lieu => lieu.Telephones, Phone),
        ["siret"] = (lieu => [lieu.Siret, lieu.Pivot], Siret),
        ["insee"] = (lieu => [lieu.CodeInsee], Insee),
        ["code_postal"] = (lieu => [lieu.CodePostal], PostalCode),
    };

    [Theory]
    [Trait("Category", "Corpus")]
    [InlineData("telephone", 58_818)]
    [InlineData("siret", 3_035)]
    [InlineData("insee", 57_268)]
    [InlineData("code_postal", 61_259)]
    public async Task Every_cell_of_the_real_files_says_the_same_to_an_independent_reading(string kind, int expectedCells)
    {
        var (cellsOf, product) = Kinds[kind];
        var cells = Records.Value.SelectMany(lieu => cellsOf(lieu).OfType<string>().Select(raw => new Cell(raw, lieu))).ToList();
        List<Difference> differences = [];
        SortedDictionary<string, int> read = [], independent = [];
        foreach (var batch in cells.Chunk(Batch))
        {
            var answers = await Oracle.Current.Values(kind, batch.Select(cell => ((string?)cell.Raw, cell.Lieu.CodeInsee)));
            Assert.Equal(batch.Length, answers.Count);
            foreach (var (cell, answer) in batch.Zip(answers))
            {
                var value = product(cell);
                Count(read, value.State);
                Count(independent, answer.State);
                if (value != answer)
                {
                    differences.Add(new Difference(cell, value, answer));
                }
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{kind} : {Text(independent)}");
        Assert.True(differences.Count == 0, Report(differences, read, independent));
        Assert.Equal(independent, read);
        Assert.Equal(expectedCells, cells.Count);
    }

    private static JudgedValue Phone(Cell cell)
    {
        var phone = PhoneNormaliser.Parse(cell.Raw, cell.Lieu.CodeInsee);
        return Judged(phone.HasValue, phone.Value?.Number, phone.Issue);
    }

    private static JudgedValue Siret(Cell cell)
    {
        var siret = IdentifierNormaliser.Siret(cell.Raw);
        return Judged(siret.HasValue, siret.Value, siret.Issue);
    }

    private static JudgedValue Insee(Cell cell)
    {
        var found = Cog.Courant.ParCode(cell.Raw)?.Commune.Code;
        return Judged(found is not null, found, string.IsNullOrWhiteSpace(cell.Raw) ? null : new Issue("code_insee", IssueCodes.CodeInseeInconnu));
    }

    // What the cell says, before it is held against the commune.
    private static JudgedValue PostalCode(Cell cell)
    {
        var code = PostalCell.Of(cell.Raw, null).Code;
        return Judged(code is not null, code, string.IsNullOrWhiteSpace(cell.Raw) ? null : new Issue("code_postal", IssueCodes.CodePostalInvalide));
    }

    private static JudgedValue Judged(bool hasValue, string? value, Issue? issue) =>
        hasValue ? new JudgedValue { State = "ok", Value = value }
        : new JudgedValue { State = issue is null ? "vide" : "refuse" };

    private static IEnumerable<RawLieu> Annuaire()
    {
        var format = (SourceFormats.Find(Source.Format) as ILieuFormat) ?? throw new InvalidOperationException(Source.Format);
        using var file = File.OpenRead(Path.Combine(Corpus.Dossier, "service-public/annuaire-v4/2017-france-data.gouv_local.json.gz"));
        using var stream = new GZipStream(file, CompressionMode.Decompress);
        foreach (var item in format.Read(stream, Source))
        {
            yield return item.Failure is null ? format.Map(item.Canonical, []) : throw new InvalidDataException(item.Failure.ToString());
        }
    }

    private static IEnumerable<RawLieu> Standard() =>
        StandardVersions
            .SelectMany(version => Directory.EnumerateFiles(Path.Combine(Corpus.Dossier, "national/standard", version)).Order(StringComparer.Ordinal))
            .SelectMany(path =>
            {
                using var stream = File.OpenRead(path);
                return LectureStandard.Read(stream).Select(item => item.Record ?? throw new InvalidDataException($"{path} {item.Place}")).ToList();
            });

    // GeoJSON features of the 2017 shape, which no reader of the product takes: a member is a text, an object with its text under $t, or a list.
    private static IEnumerable<RawLieu> CasLimites() =>
        File.ReadLines(Path.Combine(Corpus.Dossier, "service-public/cas-limites/cas-limites.ndjson")).SelectMany(line =>
        {
            using var document = JsonDocument.Parse(line);
            var properties = document.RootElement.GetProperty("feature").GetProperty("properties");
            var phones = Members(properties, "CoordonnéesNum").SelectMany(contact => Members(contact, "Téléphone")).Select(Text).OfType<string>().ToList();
            return Members(properties, "Adresse").Select((address, index) => new RawLieu
            {
                CodeInsee = Text(properties.GetProperty("codeInsee")),
                Commune = Members(address, "NomCommune").Select(Text).FirstOrDefault(),
                CodePostal = Members(address, "CodePostal").Select(Text).FirstOrDefault(),
                Telephones = index == 0 ? phones : [],
            }).ToList();
        });

    private static IEnumerable<JsonElement> Members(JsonElement element, string name) =>
        element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var member) ? []
        : member.ValueKind == JsonValueKind.Array ? [.. member.EnumerateArray()]
        : [member];

    private static string? Text(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? Members(element, "$t").Select(Text).FirstOrDefault() : element.GetString();

    private static void Count(SortedDictionary<string, int> counts, string state) => counts[state] = counts.GetValueOrDefault(state) + 1;

    private static string Text(SortedDictionary<string, int> counts) => string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"));

    private static string Report(List<Difference> differences, SortedDictionary<string, int> read, SortedDictionary<string, int> independent)
    {
        var report = new StringBuilder($"{differences.Count} differences. Product: {Text(read)}. Independent reading: {Text(independent)}.");
        foreach (var same in differences.GroupBy(difference => difference.ToString()).Take(ShownDifferences))
        {
            report.Append(CultureInfo.InvariantCulture, $"\n{same.Count()} × {same.Key}");
        }

        return report.ToString();
    }

    private sealed record Cell(string Raw, RawLieu Lieu);

    private sealed record Difference(Cell Cell, JudgedValue Product, JudgedValue Independent)
    {
        public override string ToString() =>
            $"« {Cell.Raw} » (INSEE {Cell.Lieu.CodeInsee ?? "?"}, {Cell.Lieu.CodePostal} {Cell.Lieu.Commune}) : "
            + $"product {Product.State} {Product.Value}, independent reading {Independent.State} {Independent.Value}";
    }
}
