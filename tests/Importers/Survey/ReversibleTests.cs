using System.IO.Compression;
using System.Text.Json;
using Maillage.Importers.Derive;
using Maillage.Importers.Read;
using Maillage.Importers.Sources;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Survey;

/// <summary>What was repaired, refused or put in doubt can be read as it was written in the record that the store keeps, and is derived from it again.</summary>
public sealed class ReversibleTests
{
    private static readonly IssueCode[] Communes = [IssueCodes.CommuneContredite, IssueCodes.CodeInseeContredit, IssueCodes.CommuneRectifiee];

    [Fact]
    public void Every_reported_value_of_the_sample_is_in_its_kept_record()
    {
        var reported = Check(LecteursSousTest.Declaration("annuaire-v4") with { Identifiant = "ancien_code_pivot" }, () => Gunzip("data", "exemple", "annuaire-04.json.gz"))
            + Check(LecteursSousTest.Declaration("standard-mediation-numerique"), () => File.OpenRead(Path.Combine(Depot.Racine, "data", "exemple", "hub-du-sud-04.json")));
        Assert.True(reported > 20, $"{reported}");
    }

    [Fact]
    [Trait("Category", "Corpus")]
    public void Every_reported_value_of_the_real_files_is_in_its_kept_record()
    {
        var annuaire = LecteursSousTest.Declaration("annuaire-v4") with { Identifiant = "ancien_code_pivot" };
        var reported = Check(annuaire, () => new GZipStream(
            File.OpenRead(Path.Combine(Corpus.Dossier, "service-public", "annuaire-v4", "2017-france-data.gouv_local.json.gz")), CompressionMode.Decompress));
        reported += Check(annuaire, CasLimites.Open);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Corpus.Dossier, "national", "standard"), "*", SearchOption.AllDirectories).Where(path => !path.Contains("schemas", StringComparison.Ordinal)))
        {
            reported += Check(LecteursSousTest.Declaration("standard-mediation-numerique"), () => File.OpenRead(path));
        }

        Assert.True(reported > 20_000, $"{reported}");
    }

    private static int Check(SourceDeclaration source, Func<Stream> open)
    {
        var format = (SourceFormats.Find(source.Format) as ILieuFormat) ?? throw new InvalidOperationException(source.Format);
        var derivation = new LieuDerivation(source, format, Cog.Courant, new DateOnly(2026, 11, 22));
        var again = new LieuDerivation(source, format, Cog.Courant, new DateOnly(2026, 11, 22));
        var reported = 0;
        using var file = open();
        foreach (var item in format.Read(file, source).Where(item => item.Failure is null))
        {
            var derived = derivation.Derive("x", item);
            var kept = Words(item.Canonical);
            foreach (var issue in derived.Issues.Where(issue => issue.Value is not null && !issue.IsFatal))
            {
                reported++;
                var missing = Quoted(issue).FirstOrDefault(word => !kept.Contains(word, StringComparison.Ordinal));
                Assert.True(missing is null, $"« {missing} » de {issue} n'est pas dans {item.Canonical}");
            }

            // The kept record is all that a better rule will have.
            Assert.Equal(derived.Issues, again.Derive("x", item with { Place = "", Number = 1 }).Issues);
        }

        return reported;
    }

    // Communes are quoted as they are today, whatever code and name the source gives them; a long value is cut, perhaps within a word.
    private static IEnumerable<string> Quoted(Issue issue)
    {
        // The name of a person is taken out of what is quoted.
        var words = Repli.Plier(issue.Value?.Replace("[nom retiré]", "", StringComparison.Ordinal).Replace("[numéro retiré]", "", StringComparison.Ordinal)).Split(' ');
        return Communes.Contains(issue.Code) ? [] : issue.Value?.EndsWith('…') == true ? words.SkipLast(1) : words;
    }

    private static string Words(string canonical)
    {
        using var document = JsonDocument.Parse(canonical);
        return Repli.Plier(string.Join(' ', Texts(document.RootElement)));
    }

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [element.GetString() ?? ""],
        _ => [element.GetRawText()],
    };

    private static GZipStream Gunzip(params string[] path) => new(File.OpenRead(Path.Combine([Depot.Racine, .. path])), CompressionMode.Decompress);
}
