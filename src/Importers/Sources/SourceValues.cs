using System.Globalization;
using Maillage.Importers.Fetch.Schedules;

namespace Maillage.Importers.Sources;

/// <summary>The values of one declaration, each with its line.</summary>
internal sealed class SourceValues(string file)
{
    /// <summary>The largest count that makes sense.</summary>
    public const int MostCount = 100;

    private static readonly (string Unit, long Factor)[] Units = [("ko", 1_000), ("Mo", 1_000_000), ("Go", 1_000_000_000)];

    private readonly Dictionary<string, (string Value, long Line)> values = [];

    public List<SourceProblem> Problems { get; } = [];

    public void Add(string key, string value, long line)
    {
        if (!values.TryAdd(key, (value.Trim(), line)))
        {
            Complain(line, $"la clé « {key} » est donnée deux fois.");
        }
    }

    public void Complain(long line, string message) => Problems.Add(new SourceProblem(file, line, message));

    /// <summary>Line of the key of that property; 0 when it is not there.</summary>
    public long LineOf(string property) => values.GetValueOrDefault(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(property)).Line;

    public string? Text(string key) => values.TryGetValue(key, out var found) && found.Value.Length > 0 ? found.Value : null;

    public string Required(string key)
    {
        if (Text(key) is { } value)
        {
            return value;
        }

        Complain(0, $"la clé « {key} » manque.");
        return "";
    }

    public bool YesNo(string key, bool unlessSaid)
    {
        switch (Text(key))
        {
            case null:
                return unlessSaid;
            case "oui" or "true":
                return true;
            case "non" or "false":
                return false;
            case { } other:
                Complain(values[key].Line, $"« {key} » vaut oui ou non, pas « {other} ».");
                return unlessSaid;
        }
    }

    public int Percent(string key, int unlessSaid)
    {
        if (Text(key) is not { } text)
        {
            return unlessSaid;
        }

        if (int.TryParse(text.TrimEnd('%', ' '), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent <= 100)
        {
            return percent;
        }

        Complain(values[key].Line, $"« {key} » est un pourcentage de 0 à 100, pas « {text} ».");
        return unlessSaid;
    }

    public int Count(string key, int unlessSaid)
    {
        if (Text(key) is not { } text)
        {
            return unlessSaid;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MostCount)
        {
            return count;
        }

        Complain(values[key].Line, $"« {key} » est un nombre de 1 à {MostCount}, pas « {text} ».");
        return unlessSaid;
    }

    public long Bytes(string key, long unlessSaid)
    {
        if (Text(key) is not { } text)
        {
            return unlessSaid;
        }

        foreach (var (unit, factor) in Units)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && int.TryParse(text[..^unit.Length].TrimEnd(' ', '\u00A0', '\u202F'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            {
                return number * factor;
            }
        }

        Complain(values[key].Line, $"« {key} » est une taille comme « 500 Mo » ou « 4 Go », pas « {text} ».");
        return unlessSaid;
    }

    public Schedule? Planned(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (Schedule.Parse(text) is { } schedule)
        {
            return schedule;
        }

        Complain(values[key].Line, $"« {key} » ne se lit pas (« {text} ») ; écrivez {Schedule.Examples}.");
        return null;
    }

    public DateOnly? Date(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Complain(values[key].Line, $"« {key} » est une date AAAA-MM-JJ, pas « {text} ».");
        return null;
    }
}
