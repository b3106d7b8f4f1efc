using System.Globalization;
using System.Text;
using Maillage.Importers.Derive;
using Maillage.Importers.Fetch;
using Maillage.Importers.Read;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Vocabulaires;
using Maillage.Store;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Officiels;

/// <summary>
/// What becomes of every real file of the official sources. The figures are kept in the tree, so that a rule that changes them is seen; MAILLAGE_ECRIRE=oui
/// writes the new ones there instead of comparing.
/// </summary>
[Trait("Category", "Corpus")]
public sealed class OfficielsCorpusTests
{
    [Fact]
    public void Every_file_is_accounted_for()
    {
        var files = Files();
        Assert.DoesNotContain(files, file => Inventaire.Ligne(file) is null);
        // And no row speaks of nothing.
        Assert.Empty(Inventaire.Lignes.Where(line => !files.Exists(file => Inventaire.Ligne(file) == line)).Select(line => line.Motif));
    }

    [Fact]
    public async Task What_becomes_of_the_official_files_is_what_the_tree_says()
    {
        var csv = new StringBuilder("fichier,lecture,quoi,nombre\n");
        foreach (var (name, line, files) in Groups())
        {
            if (line.Lecture is not { } reading)
            {
                csv.Append(CultureInfo.InvariantCulture, $"{name},,{line.Pourquoi.Replace(',', ' ')},{files.Count}\n");
                continue;
            }

            foreach (var (what, count) in Counts(reading, files))
            {
                csv.Append(CultureInfo.InvariantCulture, $"{name},{reading},{what},{count}\n");
            }
        }

        await Fichiers.SameAsTheTree("docs/sources-officielles.csv", csv.ToString());
    }

    // Both were made of the records of November 2017.
    [Fact]
    public void The_lieux_of_the_xml_are_those_of_the_json()
    {
        var json = Lieux("annuaire-v4", [Path.Combine("service-public", "annuaire-v4", "2017-france-data.gouv_local.json.gz")], "ancien_code_pivot");
        var xml = Lieux("annuaire-xml-v2", [.. Files().Where(file => file.StartsWith("service-public/annuaire-v2-xml/", StringComparison.Ordinal))]);

        Assert.True(xml.Count > 150);
        Assert.Empty(xml.Keys.Except(json.Keys));
        var differences = xml.SelectMany(pair => Compared.Where(field => field.Of(pair.Value) != field.Of(json[pair.Key])).Select(field => $"{pair.Key} {field.Name}"));
        Assert.Equal(Explained.SelectMany(one => one.Fields.Select(field => $"{one.Id} {field}")).Order(StringComparer.Ordinal), differences.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_type_of_the_annuaire_is_known()
    {
        using var reference = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(Corpus.Dossier, "reference", "pivots-reference.json")));
        var codes = reference.RootElement.EnumerateArray().Select(row => row.GetProperty("code").GetString() ?? "").ToList();
        Assert.Equal(218, codes.Count);
        Assert.DoesNotContain(codes, code => TypesLieu.Trouver(code) is null);
        Assert.DoesNotContain(codes, code => TypesLieu.Trouver(code) is { Publie: false, Pourquoi: null });
    }

    private const string BoxForStreet = "le JSON a la boîte postale là où va la voie : nous y lisons un nom de bâtiment sans voie, le XML donne sa première ligne";
    private const string LineLost = "le JSON a perdu une des lignes d'adresse du XML";

    private static readonly (string Id, string[] Fields, string Why)[] Explained =
    [
        ("apecita-31113-01", ["adresse", "complement_adresse"], BoxForStreet),
        ("apecita-34129-01", ["adresse", "complement_adresse"], BoxForStreet),
        ("ddcs-06088-01", ["adresse", "complement_adresse"], BoxForStreet),
        ("cij-13007-01", ["complement_adresse"], LineLost),
        ("clic-01103-01", ["complement_adresse"], LineLost),
        ("direccte_ut-06088-01", ["complement_adresse"], "les mêmes lignes, dont l'une est dans le JSON à la place de la voie : « Immeuble B, 3e étage » pour « Immeuble B - 3e étage »"),
    ];

    private static readonly (string Name, Func<Lieu, string> Of)[] Compared =
    [
        ("nom", lieu => lieu.Nom),
        ("code_insee", lieu => lieu.CodeInsee),
        ("code_postal", lieu => lieu.CodePostal ?? ""),
        ("adresse", lieu => lieu.Adresse ?? ""),
        ("complement_adresse", lieu => lieu.ComplementAdresse ?? ""),
        ("coordonnees", lieu => string.Create(CultureInfo.InvariantCulture, $"{lieu.Latitude} {lieu.Longitude}")),
        ("telephone", lieu => $"{lieu.Telephone} {lieu.TelephoneNote}"),
        ("courriels", lieu => string.Join('|', lieu.Courriels)),
        ("site_web", lieu => string.Join('|', lieu.SiteWeb)),
        ("horaires", lieu => $"{lieu.Horaires} {lieu.HorairesNote}"),
        ("presentation", lieu => $"{lieu.PresentationResume} {lieu.PresentationDetail}"),
        ("accessibilite", lieu => $"{lieu.AccessibilitePmr} {lieu.AccessibiliteNote}"),
        ("types", lieu => string.Join('|', lieu.Types)),
        ("date_maj", lieu => $"{lieu.DateMaj}"),
    ];

    private static Dictionary<string, Lieu> Lieux(string format, IReadOnlyList<string> files, string? id = null)
    {
        var source = LecteursSousTest.Declaration(format) with { Identifiant = id };
        var reader = SourceFormats.LieuxOf(source);
        return Read(source, reader, files)
            .Where(item => item is { Failure: null, Id: not null })
            .Select(item => (item.Id, Officiels.Deriver(source, reader, item).Lieu))
            .Where(pair => pair.Lieu is not null)
            .DistinctBy(pair => pair.Id)
            .ToDictionary(pair => pair.Id ?? "", pair => pair.Lieu ?? throw new InvalidOperationException("A lieu was filtered to be there."));
    }

    private static IEnumerable<(string What, int Count)> Counts(string reading, IReadOnlyList<string> files)
    {
        var source = reading.EndsWith(".yaml", StringComparison.Ordinal)
            ? Assert.Single(SourceReader.ReadFile(Officiels.Chemin(reading)).Declarations)
            : LecteursSousTest.Declaration(reading);
        return SourceFormats.Find(source.Format) is IComplementFormat complements
            ? Complements(complements, [.. Read(source, complements, files)])
            : Lieux(source, files);
    }

    private static IEnumerable<(string What, int Count)> Lieux(SourceDeclaration source, IReadOnlyList<string> files)
    {
        var format = SourceFormats.LieuxOf(source);
        var seen = new HashSet<string>();
        var outcomes = Read(source, format, files).Select(item =>
            item.Failure is { } failure ? $"rejetees:{failure.Code.Code}"
            : string.IsNullOrEmpty(item.Id) ? "rejetees:identifiant_absent"
            : !seen.Add(item.Id) ? "rejetees:identifiant_double"
            : Outcome(Officiels.Deriver(source, format, item))).ToList();
        yield return ("lues", outcomes.Count);
        yield return ("publiees", outcomes.Count(outcome => outcome is "publiees" or "reparees"));
        foreach (var group in outcomes.Where(outcome => outcome != "publiees").CountBy(outcome => outcome).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            yield return (group.Key, group.Value);
        }
    }

    private static IEnumerable<(string What, int Count)> Complements(IComplementFormat format, IReadOnlyList<SourceItem> items)
    {
        var targets = items.Where(item => item.Failure is null).Select(item => format.Map(item.Canonical, []).CibleId).ToList();
        yield return ("lues", items.Count);
        yield return ("completent", targets.Count(target => target.Length > 0));
        yield return ("sans_cible", targets.Count(target => target.Length == 0));
        foreach (var group in items.Select(item => item.Failure?.Code.Code).OfType<string>().CountBy(code => code))
        {
            yield return ("rejetees:" + group.Key, group.Value);
        }
    }

    private static string Outcome(Derived derived) => derived.State switch
    {
        RecordState.NonPublie => $"non_publiees:{derived.Reason}",
        RecordState.Rejete => $"rejetees:{derived.Reason}",
        _ => derived.Issues.Any(issue => issue.Code.Severity == Severity.Repaired) ? "reparees" : "publiees",
    };

    private static IEnumerable<SourceItem> Read(SourceDeclaration source, ISourceFormat format, IReadOnlyList<string> files) =>
        format.Read(Members(files), source);

    private static IEnumerable<FetchedMember> Members(IReadOnlyList<string> files)
    {
        foreach (var path in files)
        {
            using var file = FetchedFile.Open(Path.Combine(Corpus.Dossier, path)).Value;
            Assert.NotNull(file);
            yield return new FetchedMember(Path.GetFileName(path), file.Content) { IsOneOfSeveral = files.Count > 1 };
        }
    }

    // A file a group, but for the folders that are one source and for what is not read, a line a row of the inventory.
    private static IEnumerable<(string Name, FichierOfficiel Line, IReadOnlyList<string> Files)> Groups() => Inventaire.Lignes.SelectMany(line =>
    {
        var files = Files().Where(file => Inventaire.Ligne(file) == line).ToList();
        return line.Lecture is null || line.Ensemble
            ? [(line.Motif, line, files)]
            : files.Select(file => (file, line, (IReadOnlyList<string>)[file]));
    });

    private static List<string> Files() =>
    [
        .. Inventaire.Dossiers.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Corpus.Dossier, folder), "*", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Corpus.Dossier, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];
}
