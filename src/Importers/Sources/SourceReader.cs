using Maillage.Importers.Fetch;
using Maillage.Importers.Map.Language;
using Maillage.Schema.Vocabulaires;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Maillage.Importers.Sources;

/// <summary>Reads the declarations of <c>sources/*.yaml</c>: every mistake is said, with its file and line, all at once.</summary>
public static class SourceReader
{
    private const int LongestDeclaration = 200_000;
    private const int MostBrackets = 2_000;
    private const int Deepest = 30;

    private static readonly string[] Keys = [.. SourceKeys.All.Select(key => key.Name)];

    // What only a table needs; « identifiant » may name several of its columns.
    private static readonly string[] MappingKeys = ["lecture", "garder", "correspondance"];

    /// <summary>Every declaration of a folder, in order of file name.</summary>
    public static SourceReading ReadFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return new SourceReading([], [new SourceProblem(folder, 0, "ce dossier de sources n'existe pas.")]);
        }

        var readings = Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(ReadFile).ToList();
        List<SourceProblem> problems = [.. readings.SelectMany(reading => reading.Problems)];
        List<SourceDeclaration> declarations = [.. readings.SelectMany(reading => reading.Declarations)];
        problems.AddRange(declarations.GroupBy(declaration => declaration.Id).Where(same => same.Count() > 1).Select(same =>
            new SourceProblem(same.Last().Chemin, 0, $"l'id « {same.Key} » est déjà celui de {same.First().Chemin}.")));
        return new SourceReading(declarations, problems) { Remarks = [.. readings.SelectMany(reading => reading.Remarks)] };
    }

    /// <summary>One declaration.</summary>
    public static SourceReading ReadFile(string file)
    {
        try
        {
            return ReadText(file, File.ReadAllText(file));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Wrong(file, 0, "il n'y a pas de fichier de ce nom.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return Wrong(file, 0, "ce fichier ne se lit pas.");
        }
    }

    /// <summary>One declaration, from its text.</summary>
    /// <param name="file">The file that it is, or will be: relative paths start from its folder.</param>
    /// <param name="text">The YAML.</param>
    public static SourceReading ReadText(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            if (text.Length > LongestDeclaration || text.Count(c => c is '[' or '{') > MostBrackets || IsDeep(text))
            {
                // The YAML reader goes down one call a bracket: enough of them would end the process.
                return Wrong(file, 0, "ce n'est pas une déclaration de source (trop longue, ou trop imbriquée).");
            }

            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return yaml.Documents.Count == 1 && yaml.Documents[0].RootNode is YamlMappingNode root
                ? ReadMapping(file, root)
                : Wrong(file, 0, "une source est une liste de « clé: valeur ».");
        }
        catch (YamlException broken)
        {
            return Wrong(file, broken.Start.Line, "le YAML est mal formé : vérifiez les deux-points, les guillemets, les retraits et les clés écrites deux fois.");
        }
    }

    // Brackets open at once, lists begun on one line, and indentation: the three ways to nest.
    private static bool IsDeep(string text)
    {
        var open = 0;
        foreach (var c in text)
        {
            open += c is '[' or '{' ? 1 : c is ']' or '}' && open > 0 ? -1 : 0;
            if (open > Deepest)
            {
                return true;
            }
        }

        return text.Split('\n').Any(line => line.TakeWhile(c => c is ' ' or '-' or '?').Count() > Deepest * 2);
    }

    private static SourceReading ReadMapping(string file, YamlMappingNode root)
    {
        var values = new SourceValues(file);
        foreach (var (key, value) in root.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (MappingKeys.Contains(name) || (name == "identifiant" && value is YamlSequenceNode))
            {
                continue;
            }

            if (!Keys.Contains(name))
            {
                values.Complain(key.Start.Line, $"la clé « {name} » est inconnue{Nearest(name, Keys)}.");
            }
            else if (value is YamlScalarNode scalar)
            {
                values.Add(name, scalar.Value ?? "", key.Start.Line);
            }
            else
            {
                values.Complain(key.Start.Line, $"« {name} » attend une valeur simple.");
            }
        }

        var mapping = new MappingReader(file);
        var declaration = Declare(file, values) with { Correspondance = root.Children.Keys.Any(key => (key as YamlScalarNode)?.Value == "correspondance") ? mapping.Read(root) : null };
        values.Problems.AddRange(mapping.Problems);
        var (missing, remarks) = SourceColumns.Check(declaration);
        values.Problems.AddRange(missing);
        values.Problems.AddRange(new SourceValidator().Validate(declaration).Errors
            .Select(error => new SourceProblem(file, values.LineOf(error.PropertyName), error.ErrorMessage)));
        return values.Problems.Count > 0 ? new SourceReading([], values.Problems) : new SourceReading([declaration], []) { Remarks = remarks };
    }

    private static SourceDeclaration Declare(string file, SourceValues values) => new()
    {
        Chemin = file,
        Id = values.Required("id"),
        Nom = values.Required("nom"),
        Producteur = values.Required("producteur"),
        Attribution = values.Required("attribution"),
        Licence = values.Required("licence"),
        Format = values.Required("format"),
        Url = values.Text("url"),
        Fichier = values.Text("fichier"),
        Fetch = FetchOf(values),
        DateFichier = values.Date("date_fichier"),
        DateFiable = values.YesNo("date_fiable", true),
        Identifiant = values.Text("identifiant"),
        Territoire = values.Text("territoire"),
        Origine = values.Text("origine"),
        Cible = values.Text("cible"),
        Complete = values.YesNo("complete", true),
        SeuilBaisse = values.Percent("seuil_baisse", 20),
        Actif = values.YesNo("actif", true),
        Publier = values.YesNo("publier", true),
        Mediation = values.YesNo("mediation", false),
        UrlModification = values.Text("url_modification"),
        Demonstration = values.YesNo("demonstration", false),
        CentreCommune = values.YesNo("centre_commune", false),
    };

    private static FetchKeys FetchOf(SourceValues values) => new()
    {
        Telechargement = values.Text("telechargement"),
        Membre = values.Text("membre"),
        Pages = values.Text("pages"),
        Jeton = values.Text("jeton"),
        EnteteJeton = values.Text("entete_jeton"),
        Planification = values.Planned("planification"),
        Copies = values.Count("copies", FetchKeys.None.Copies),
        TailleMax = values.Bytes("taille_max", FetchKeys.None.TailleMax),
    };

    internal static string Nearest(string value, IEnumerable<string> known) =>
        Suggestion.PlusProche(value, known) is { } nearest ? $" ; vouliez-vous dire « {nearest} » ?" : "";

    private static SourceReading Wrong(string file, long line, string message) => new([], [new SourceProblem(file, line, message)]);
}
