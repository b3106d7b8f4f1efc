using System.Globalization;
using System.Text.RegularExpressions;
using Maillage.Schema.Horaires.Ouverture;

namespace Maillage.Bench.Heures;

/// <summary>Agreements and differences, by class.</summary>
internal sealed partial class Comparison(IReadOnlyList<DateTimeOffset> instants)
{
    private const string Residue = "inexpliqué";
    private const int ExamplesShown = 3;

    private static readonly CivilTime paris = CivilTime.Of("04");
    private static readonly PublicHolidays holidays = PublicHolidays.Of("04");

    private readonly List<DateTime> locals = [.. instants.Select(paris.Local)];
    private readonly Dictionary<char, int> agreed = [];
    private readonly SortedDictionary<string, (int Count, HashSet<string> Texts, List<string> Examples)> differences = new(StringComparer.Ordinal);
    private readonly List<string> unread = [];
    private int texts;

    public bool HasResidue => differences.ContainsKey(Residue);

    public void Add(string text, Schedule? schedule, string? theirs)
    {
        texts++;
        if (schedule is null || theirs is null)
        {
            unread.Add($"{(schedule is null ? "nous" : "")} {(theirs is null ? "opening_hours" : "")} : {text}");
            return;
        }

        for (var at = 0; at < locals.Count; at++)
        {
            var ours = Letter(schedule.IsOpen(locals[at], holidays));
            if (ours == theirs[at])
            {
                agreed[ours] = agreed.GetValueOrDefault(ours) + 1;
            }
            else
            {
                Differ(Class(text, schedule, locals[at], ours, theirs[at]), text, $"{locals[at].ToString("yyyy-MM-dd ddd HH:mm", CultureInfo.InvariantCulture)} nous {ours}, opening_hours {theirs[at]} : {text}");
            }
        }
    }

    public void Print()
    {
        Console.WriteLine($"{texts} textes × {locals.Count} instants = {(long)texts * locals.Count} réponses ; illisibles : {unread.Count}");
        unread.Take(ExamplesShown).ToList().ForEach(Console.WriteLine);
        Console.WriteLine($"accords : {agreed.Values.Sum()} ({string.Join(", ", agreed.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"))})");
        foreach (var (name, (count, inTexts, examples)) in differences)
        {
            Console.WriteLine($"{name} : {count} différences dans {inTexts.Count} textes");
            examples.ForEach(example => Console.WriteLine($"    {example}"));
        }
    }

    private static string Class(string text, Schedule schedule, DateTime local, char ours, char theirs)
    {
        var rules = Comments().Replace(text, "");
        if (ours != 'u')
        {
            return Residue;
        }

        // Without holidays we would say what they say.
        return theirs == 'o' && !rules.Contains("PH", StringComparison.Ordinal) && schedule.IsOpen(local, PublicHolidays.None) == true ? "jour férié dont les horaires ne disent rien"
            : rules.Contains("SH", StringComparison.Ordinal) ? $"vacances scolaires, inconnues ici (opening_hours : {theirs})"
            : Residue;
    }

    private void Differ(string name, string text, string example)
    {
        var (count, inTexts, examples) = differences.GetValueOrDefault(name, (0, [], []));
        if (inTexts.Add(text) && examples.Count < ExamplesShown)
        {
            examples.Add(example);
        }

        differences[name] = (count + 1, inTexts, examples);
    }

    private static char Letter(bool? isOpen) => isOpen switch
    {
        true => 'o',
        false => 'c',
        _ => 'u',
    };

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Comments();
}
