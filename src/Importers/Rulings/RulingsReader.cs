using System.Globalization;
using Maillage.Importers.Publish;
using Maillage.Importers.Reconcile;
using Maillage.Importers.Sources;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Vocabulaires;
using Maillage.Store;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Maillage.Importers.Rulings;

/// <summary>What a folder of decisions says, or every mistake in it, with its file and line.</summary>
public sealed record RulingsReading(HumanRulings Rulings, IReadOnlyList<SourceProblem> Problems);

/// <summary>Reads <c>decisions/*.yaml</c>: lists of decisions, and <c>priorites.yaml</c>.</summary>
public static class RulingsReader
{
    private const string PrioritiesFile = "priorites.yaml";
    private const string Default = "defaut";
    private const int LongestFile = 1_000_000;

    private static readonly string[] Kinds = ["meme", "distinct", "retrait", "niveau_accueil"];
    private static readonly string[] Keys = ["decision", "fiches", "pourquoi", "date", "niveau", "depuis"];

    /// <summary>Everything that a folder decides; nothing when there is no such folder.</summary>
    public static RulingsReading ReadFolder(string folder)
    {
        var under = new Reading();
        if (Directory.Exists(folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
            {
                under.ReadFile(file);
            }
        }

        return under.Problems.Count > 0 ? new RulingsReading(HumanRulings.None, under.Problems) : new RulingsReading(under.Rulings(), []);
    }

    /// <summary>The files read so far.</summary>
    private sealed class Reading
    {
        private readonly List<(RecordKey A, RecordKey B)> same = [];
        private readonly List<(RecordKey A, RecordKey B)> apart = [];
        private readonly Dictionary<RecordKey, RecordRuling> records = [];
        private readonly Dictionary<string, IReadOnlyList<string>> byField = [];
        private IReadOnlyList<string> others = [];
        private string file = "";

        public List<SourceProblem> Problems { get; } = [];

        public HumanRulings Rulings() => new() { Pairs = new Decisions(same, apart), Priorities = new Priorities(byField, others), Records = records };

        public void ReadFile(string path)
        {
            file = path;
            try
            {
                if (new FileInfo(path).Length > LongestFile)
                {
                    Complain(0, "ce fichier est trop long pour des décisions.");
                    return;
                }

                var yaml = new YamlStream();
                yaml.Load(new StringReader(File.ReadAllText(path)));
                foreach (var root in yaml.Documents.Select(document => document.RootNode))
                {
                    Read(root, Path.GetFileName(path) == PrioritiesFile);
                }
            }
            catch (YamlException broken)
            {
                Complain(broken.Start.Line, "le YAML est mal formé : vérifiez les tirets, les deux-points, les guillemets et les retraits.");
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                Complain(0, "ce fichier ne se lit pas.");
            }
        }

        private void Read(YamlNode root, bool arePriorities)
        {
            switch (root)
            {
                case YamlMappingNode priorities when arePriorities:
                    ReadPriorities(priorities);
                    break;
                case YamlSequenceNode list when !arePriorities:
                    foreach (var node in list)
                    {
                        ReadDecision(node);
                    }

                    break;
                case YamlScalarNode { Value: "" or null }:
                    // A file of comments decides nothing.
                    break;
                default:
                    Complain(root.Start.Line, arePriorities ? "des priorités sont des lignes « champ: [source, source] »." : "des décisions sont une liste, chacune commence par « - decision: ».");
                    break;
            }
        }

        private void ReadPriorities(YamlMappingNode priorities)
        {
            foreach (var (key, value) in priorities)
            {
                var field = (key as YamlScalarNode)?.Value ?? "";
                if (value is not YamlSequenceNode list)
                {
                    Complain(key.Start.Line, $"« {field} » attend une liste d'ids de sources, la plus sûre d'abord.");
                    continue;
                }

                IReadOnlyList<string> sources = [.. list.OfType<YamlScalarNode>().Select(one => one.Value ?? "")];
                if (field == Default)
                {
                    others = sources;
                }
                else if (RecordShape.Of<Lieu>().Find(field) is null)
                {
                    Complain(key.Start.Line, $"« {field} » n'est pas un champ d'un lieu{Nearest(field, RecordShape.Of<Lieu>().Fields.Select(one => one.Name))}");
                }
                else
                {
                    byField[field] = sources;
                }
            }
        }

        private void ReadDecision(YamlNode node)
        {
            if (node is not YamlMappingNode decision)
            {
                Complain(node.Start.Line, "une décision commence par « - decision: ».");
                return;
            }

            foreach (var key in decision.Children.Keys.OfType<YamlScalarNode>().Where(key => !Keys.Contains(key.Value)))
            {
                Complain(key.Start.Line, $"la clé « {key.Value} » n'existe pas{Nearest(key.Value ?? "", Keys)}");
            }

            var line = node.Start.Line;
            var fiches = FichesOf(decision, line);
            switch (Text(decision, "decision"))
            {
                case "meme" when AreSeveral(fiches, line):
                    same.AddRange(fiches.Skip(1).Select(other => (fiches[0], other)));
                    break;
                case "distinct" when AreSeveral(fiches, line):
                    apart.AddRange(from rank in Enumerable.Range(0, fiches.Count) from other in fiches.Skip(rank + 1) select (fiches[rank], other));
                    break;
                case "retrait":
                    Rule(fiches, ruling => ruling with { IsWithdrawn = true });
                    break;
                case "niveau_accueil" when LevelOf(decision, line) is { } level:
                    Rule(fiches, ruling => ruling with { Level = level, Since = DayOf(decision, "depuis") });
                    break;
                case var kind when !Kinds.Contains(kind):
                    Complain(line, $"« decision » vaut {string.Join(", ", Kinds)}{(kind is null ? "." : Nearest(kind, Kinds))}");
                    break;
                default:
                    // What is wrong has been said.
                    break;
            }

            if (Text(decision, "pourquoi") is null)
            {
                Complain(line, "dites « pourquoi » : une décision sans raison ne se relit pas.");
            }

            DayOf(decision, "date");
        }

        private void Rule(IEnumerable<RecordKey> fiches, Func<RecordRuling, RecordRuling> rule)
        {
            foreach (var key in fiches)
            {
                records[key] = rule(records.GetValueOrDefault(key) ?? new RecordRuling(false, null, null));
            }
        }

        private bool AreSeveral(List<RecordKey> fiches, long line)
        {
            if (fiches.Distinct().Count() < 2)
            {
                Complain(line, "« meme » et « distinct » demandent au moins deux « fiches ».");
                return false;
            }

            return true;
        }

        private List<RecordKey> FichesOf(YamlMappingNode decision, long line)
        {
            List<RecordKey> fiches = [];
            if (!decision.Children.TryGetValue("fiches", out var node) || node is not YamlSequenceNode { Children.Count: > 0 } list)
            {
                Complain(line, "« fiches » est une liste, comme « - {source: annuaire-04, id: mairie-04070-01} ».");
                return fiches;
            }

            foreach (var one in list)
            {
                if (one is YamlMappingNode fiche && Text(fiche, "source") is { } source && Text(fiche, "id") is { } id && fiche.Children.Count == 2)
                {
                    fiches.Add(new RecordKey(source, id));
                }
                else
                {
                    Complain(one.Start.Line, "une fiche a une « source » et un « id », et rien d'autre.");
                }
            }

            return fiches;
        }

        private int? LevelOf(YamlMappingNode decision, long line)
        {
            if (Text(decision, "niveau") is "1" or "2" or "3")
            {
                return int.Parse(Text(decision, "niveau") ?? "", CultureInfo.InvariantCulture);
            }

            Complain(line, "« niveau » vaut 1, 2 ou 3.");
            return null;
        }

        private DateOnly? DayOf(YamlMappingNode decision, string key)
        {
            if (Text(decision, key) is not { } written)
            {
                return null;
            }

            if (DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }

            Complain(decision.Start.Line, $"« {key}: {written} » n'est pas une date AAAA-MM-JJ.");
            return null;
        }

        private static string? Text(YamlMappingNode node, string key) =>
            node.Children.TryGetValue(key, out var value) && value is YamlScalarNode { Value: { Length: > 0 } text } ? text.Trim() : null;

        private static string Nearest(string given, IEnumerable<string> known) => Suggestion.PlusProche(given, known) is { } nearest ? $" ; vouliez-vous dire « {nearest} » ?" : ".";

        private void Complain(long line, string message) => Problems.Add(new SourceProblem(file, line, message));
    }
}
