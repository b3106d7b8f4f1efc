using System.Globalization;
using Maillage.Api.Exports;
using Maillage.Importers;
using Maillage.Importers.Fetch.Http;
using Maillage.Importers.Sources;
using Maillage.Store;
using Spectre.Console;

namespace Maillage.Api.Commands;

/// <summary>What commands say: a bar on a terminal, plain lines otherwise. Results go to standard output, complaints to standard error.</summary>
internal static class Terminal
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    private static readonly Dictionary<Operation, string> Names = new()
    {
        [Operation.Creation] = "création",
        [Operation.Modification] = "modification",
        [Operation.Suppression] = "suppression",
        [Operation.Fusion] = "fusion",
        [Operation.Scission] = "séparation",
        [Operation.Retour] = "retour",
        [Operation.Effacement] = "effacement",
    };

    public static void Complain(string message) => Console.Error.WriteLine("Maillage : " + message);

    public static void Complain(IEnumerable<SourceProblem> problems)
    {
        foreach (var problem in problems)
        {
            Complain(problem.ToString());
        }
    }

    /// <summary>Runs an import, showing how far it is.</summary>
    public static async Task<ImportReport> FollowAsync(string source, Func<IProgress<ImportProgress>?, Task<ImportReport>> import)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (!console.Profile.Capabilities.Interactive || Console.IsErrorRedirected)
        {
            return await import(new Lines());
        }

        return await console.Progress().AutoClear(true).StartAsync(async context =>
        {
            var task = context.AddTask(source, maxValue: 1);
            return await import(new Bar(task));
        });
    }

    public static void Show(ImportReport report, bool dryRun)
    {
        if (report.Failure is { } failure)
        {
            Show(report.Fetch);
            Complain($"{report.Source} : rien n'a changé. {failure}");
            return;
        }

        var written = report.Operations.Count == 0 ? "rien à changer" : string.Join(", ", report.Operations.Select(pair => Counted(pair.Value, pair.Key)));
        Console.WriteLine(
            $"{report.Source} : {Number(report.Read)} fiches lues = {Number(report.Published)} publiées + {Number(report.NonPublie.Values.Sum())} non publiées + {Number(report.Rejected.Values.Sum())} rejetées ; {written}{(dryRun ? " (essai : rien n'est écrit)" : "")}.");
        Line("  non publiées", report.NonPublie);
        Line("  rejetées", report.Rejected);
        Line("  remarques", report.Issues);
        if (report.WithoutTarget > 0)
        {
            Console.WriteLine($"  sans lieu pour l'instant : {Number(report.WithoutTarget)} (la source que « cible » nomme ne publie pas la fiche qu'elles désignent)");
        }

        Show(report.Geocoding);
        Show(report.Fetch);
        if (dryRun)
        {
            ShowOperations(report);
        }

        foreach (var rejection in report.Rejections.Take(20))
        {
            Console.WriteLine($"  rejet : {rejection.Place}, {rejection.Id ?? "sans identifiant"} : {rejection.Issue}");
        }

        if (report.Rejections.Count > 20)
        {
            Console.WriteLine($"  … et {Number(report.Rejections.Count - 20)} autres rejets.");
        }
    }

    /// <summary>What changed in the journal, with the first lieux of each kind.</summary>
    public static void ShowOperations(ImportReport report)
    {
        foreach (var (operation, count) in report.Operations)
        {
            var shown = report.Changes.Where(change => change.Operation == operation).ToList();
            foreach (var change in shown)
            {
                Console.WriteLine($"  {Names[operation]} : {change.Nom}{(change.Commune is { } commune ? $" ({commune})" : "")}, {change.Id}{(change.Champs.Count > 0 ? " : " + string.Join(", ", change.Champs) : "")}");
            }

            if (count - shown.Count is > 0 and var others)
            {
                Console.WriteLine($"  … et {Number(others)} {(others > 1 ? "autres" : "autre")} {Plural(others, operation)}.");
            }
        }
    }

    private static void Show(GeocodingReport geocoding)
    {
        if (geocoding.Asked > 0)
        {
            Console.WriteLine($"  géocodage : adresses demandées {Number(geocoding.Asked)}, lieux localisés {Number(geocoding.Located)}");
        }

        Line("  géocodage incertain", geocoding.Refused);
        if (geocoding.Waiting > 0)
        {
            Console.WriteLine(
                $"  géocodage à reprendre au prochain import : lieux {Number(geocoding.Waiting)} (le géocodeur : {geocoding.Failure ?? "sa réponse est incomplète"})");
        }
    }

    private static void Show(FetchReport fetch)
    {
        var copy = fetch.CopyOf is { } received ? $", copie du {received.ToLocalTime().ToString("dd/MM/yyyy à HH:mm", French)}" : "";
        if (fetch.IsUnchanged)
        {
            Console.WriteLine($"  téléchargement : inchangé (304){copy} relue");
        }
        else if (fetch.Received > 0)
        {
            Console.WriteLine($"  téléchargement : {Size(fetch.Received)} reçus");
        }

        foreach (var remark in fetch.Remarks)
        {
            Console.WriteLine($"  téléchargement : {remark}");
        }
    }

    private static string Size(long bytes) => (bytes / 1e6).ToString("N1", French) + " Mo";

    private static string Text(FetchProgress fetching)
    {
        var done = fetching.InRecords ? $"{Number(fetching.Done)} fiches reçues" : $"{Size(fetching.Done)} reçus";
        return fetching.Whole is > 0 and var whole ? $"{done} ({((double)fetching.Done / whole).ToString("P0", French)})" : done;
    }

    private static void Line(string title, SortedDictionary<string, long> counts)
    {
        if (counts.Count > 0)
        {
            Console.WriteLine($"{title} : {string.Join(", ", counts.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {Number(pair.Value)}"))}");
        }
    }

    private static string Counted(long count, Operation operation) => $"{Number(count)} {Plural(count, operation)}";

    private static string Plural(long count, Operation operation) => Names[operation] + (count > 1 ? "s" : "");

    /// <summary>Says that a file of an export is written.</summary>
    public static void Show(ExportPublie file) => Console.WriteLine($"{file.Nom} : {Number(file.Enregistrements)} {(file.Enregistrements > 1 ? "fiches" : "fiche")}, {Number(file.Octets)} octets.");

    private static string Number(long number) => number.ToString("N0", French);

    /// <summary>A plain line every ten thousand records.</summary>
    private sealed class Lines : IProgress<ImportProgress>
    {
        private const int BetweenLines = 10_000;
        private const long BetweenDownloadLines = 20_000_000;
        private long said;
        private long saidRecords;

        public void Report(ImportProgress value)
        {
            if (value.Fetching is { } fetching)
            {
                Report(value.Source, fetching);
            }
            else if (value.Asked is { } asked)
            {
                Console.Error.WriteLine($"{value.Source} : adresses demandées au géocodeur {Number(asked)}");
            }
            else if (value.Read / BetweenLines is var tens && tens > saidRecords && value.Share < 1)
            {
                saidRecords = tens;
                Console.Error.WriteLine($"{value.Source} : {Number(value.Read)} fiches lues ({value.Share.ToString("P0", French)} du fichier)");
            }
        }

        private void Report(string source, FetchProgress fetching)
        {
            var step = fetching.Done / (fetching.InRecords ? BetweenLines : BetweenDownloadLines);
            if (step != said || fetching.Done == fetching.Whole)
            {
                said = step;
                Console.Error.WriteLine($"{source} : téléchargement, {Text(fetching)}");
            }
        }
    }

    private sealed class Bar(ProgressTask task) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.Fetching is { } fetching)
            {
                task.Description = $"{value.Source}, téléchargement : {Text(fetching)}";
                task.Value = fetching.Whole is > 0 and var whole ? (double)fetching.Done / whole : 0;
            }
            else if (value.Asked is { } asked)
            {
                task.Description = $"{value.Source}, {Number(asked)} adresses demandées";
            }
            else
            {
                task.Description = value.Source;
                task.Value = value.Share;
            }
        }
    }
}
