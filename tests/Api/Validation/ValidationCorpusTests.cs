using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api.Validation;

/// <summary>
/// What the service says of each real file that a partner, a producer of the standard or data·inclusion published, by each schema. The figures are kept in the tree, so that a rule that
/// changes them is seen; MAILLAGE_ECRIRE=oui writes the new ones there.
/// </summary>
[Trait("Category", "Corpus")]
public sealed class ValidationCorpusTests
{
    private static readonly string[] Schemas = ["mediation-numerique", "lieu", "structure", "service"];
    private static readonly string[] Folders = ["national/partners", "national/standard", "national/data-inclusion/samples"];

    private static HttpClient Client => Territoire.Current.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_said_of_the_real_files_is_what_the_tree_says_and_what_is_repaired_is_valid()
    {
        var csv = new StringBuilder("fichier,schema,statut,lignes,telles_quelles,reparees,a_corriger,remarques,bloquantes,reparations,echec,fichier_repare\n");
        foreach (var path in Files())
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(Corpus.Dossier, path), Cancellation);
            foreach (var schema in Schemas)
            {
                csv.Append(await RowAsync(path, bytes, schema));
            }
        }

        await Fichiers.SameAsTheTree("docs/validation-fichiers.csv", csv.ToString());
    }

    private static async Task<string> RowAsync(string path, byte[] bytes, string schema)
    {
        var (status, text) = await SendAsync(schema, "", bytes, Path.GetFileName(path));
        Assert.True(status == HttpStatusCode.OK, $"{path}, {schema} : {text}");
        var report = JsonNode.Parse(text)!;
        foreach (var format in (string[])["csv", "html"])
        {
            var (other, page) = await SendAsync(schema, "&format=" + format, bytes, Path.GetFileName(path));
            Assert.Equal((HttpStatusCode.OK, false), (other, string.IsNullOrWhiteSpace(page)));
        }

        var repaired = await RepairedAsync(path, bytes, schema);
        return string.Create(CultureInfo.InvariantCulture, $"{path},{schema},{(int)status},{report["lieux"]},{report["publiables_tels_quels"]},{report["publiables_repares"]},{report["a_corriger"]},{report["nombre_remarques"]},{report["nombre_bloquantes"]},{report["nombre_reparations"]},{report["echec"]?["code"]},{repaired}\n");
    }

    // What was repaired is as the schema wants it, or the service says that nothing is left to repair.
    private static async Task<string> RepairedAsync(string path, byte[] bytes, string schema)
    {
        var (status, text) = await SendAsync(schema, "&corriger=oui", bytes, Path.GetFileName(path));
        if (status != HttpStatusCode.OK)
        {
            return JsonNode.Parse(text)!["type"]!.GetValue<string>()["/problemes/".Length..];
        }

        var again = JsonNode.Parse((await SendAsync(schema, "", Encoding.UTF8.GetBytes(text), "repare.csv")).Text)!;
        Assert.True(again["valide"]!.GetValue<bool>(), $"{path}, {schema} : {again["verdict"]}");
        return "valide";
    }

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(string schema, string more, byte[] bytes, string name)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "fichier", name } };
        using var answer = await Client.PostAsync($"/api/v1/validation?schema={schema}{more}", form, Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    // What explains a file to another program is no file of lieux.
    private static IEnumerable<string> Files() => Folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Corpus.Dossier, folder), "*", SearchOption.AllDirectories))
        .Select(path => Path.GetRelativePath(Corpus.Dossier, path).Replace('\\', '/'))
        .Where(path => !path.Contains("/schemas/", StringComparison.Ordinal) && !path.EndsWith(".config.json", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}
