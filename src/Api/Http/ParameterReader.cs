using System.Collections.Frozen;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Api.Http;

/// <summary>Reads a query string by a table: nothing unknown is ignored, nothing wrong is corrected in silence, everything wrong is said at once.</summary>
internal static class ParameterReader
{
    // Enough to correct a request; more would make a large answer of a small question.
    private const int MostErrors = 20;

    // What people who know other APIs type first, and what to type here instead.
    private static readonly FrozenDictionary<string, Phrase> Habits = new (Phrase Hint, string[] Names)[]
    {
        (Paging(), ["page", "pages", "offset", "start", "skip", "cursor", "after"]),
        (Size(), ["size", "limit", "per_page", "page_size", "rows", "count", "taille"]),
        (Filtering(), ["where", "filter", "refine"]),
        (Instead("code_postal"), ["cp", "postcode"]),
        (Instead("code_region"), ["region"]),
        (Instead("champs"), ["fields", "select"]),
        (Instead("tri"), ["sort", "order_by", "orderby", "order"]),
        (Instead("facettes"), ["facet", "facets", "facette"]),
        (Instead("q"), ["search", "query", "nom", "texte", "recherche"]),
        (Instead("code_insee"), ["insee", "citycode", "commune", "ville"]),
        (Instead("code_departement"), ["departement", "dep"]),
        (Instead("code_epci"), ["epci", "siren_epci"]),
        (Instead("types"), ["category", "categorie", "pivot"]),
        (Instead("lat"), ["latitude"]),
        (Instead("lon"), ["longitude", "lng"]),
        (Instead("rayon"), ["radius", "distance"]),
        (Instead("format"), ["f", "output"]),
    }.SelectMany(row => row.Names.Select(name => (Name: name, row.Hint)))
        .ToFrozenDictionary(pair => pair.Name, pair => pair.Hint, StringComparer.OrdinalIgnoreCase);

    /// <summary>The request, or everything wrong with it.</summary>
    public static (ListRequest Request, IReadOnlyList<ParameterError> Errors) Read(HttpRequest http, ParameterTable table)
    {
        var request = new ListRequest { Limite = table.Limite, Path = http.Path };
        if (!http.QueryString.HasValue && table.Required.Count == 0)
        {
            return (request, []);
        }

        List<ParameterError> errors = [];
        foreach (var (name, parameter, texts) in Given(http.Query, table))
        {
            if (errors.Count == MostErrors)
            {
                break;
            }

            if (parameter is null)
            {
                errors.Add(Unknown(name, string.Join(',', texts), table));
                continue;
            }

            var values = Split(parameter, texts);
            if ((Refuse(parameter, values) ?? parameter.Take(request, values)) is { } error)
            {
                errors.Add(error);
            }
            else if (parameter.IsFilter)
            {
                request.Asked.Add((parameter.Name, values));
            }
        }

        errors.AddRange(table.Required.Where(row => !http.Query.Keys.Any(name => table.Find(name) == row)).Select(Missing));
        return (request, errors);
    }

    // What is given under a name and under its other names is given to one parameter.
    private static List<(string Name, Parameter? Parameter, List<string> Texts)> Given(IQueryCollection query, ParameterTable table)
    {
        List<(string Name, Parameter? Parameter, List<string> Texts)> given = new(query.Count);
        foreach (var (name, texts) in query)
        {
            if (IsLetThrough(name))
            {
                continue;
            }

            var parameter = table.Find(name);
            var same = parameter is null ? -1 : given.FindIndex(one => one.Parameter == parameter);
            List<string> trimmed = [.. texts.Select(text => (text ?? "").Trim())];
            if (same < 0)
            {
                given.Add((parameter?.Name ?? name, parameter, trimmed));
            }
            else
            {
                given[same].Texts.AddRange(trimmed);
            }
        }

        return given;
    }

    /// <summary>An error about the value of a parameter.</summary>
    public static ParameterError Wrong(Parameter parameter, string value, Phrase expected, IEnumerable<string?> propositions) =>
        Wrong(parameter.Name, value, expected, propositions);

    /// <param name="name">The parameter.</param>
    /// <param name="value">What was given.</param>
    /// <param name="expected">What is expected.</param>
    /// <param name="propositions">The nearest valid values, best first; null ones are left out.</param>
    /// <param name="example">A valid value to show when nothing is near.</param>
    public static ParameterError Wrong(string name, string? value, Phrase expected, IEnumerable<string?> propositions, string? example = null)
    {
        IReadOnlyList<string> proposed = [.. propositions.OfType<string>().Distinct()];
        var (fr, en) = (proposed, example) switch
        {
            ([var nearest, ..], _) => ($" Vouliez-vous dire « {nearest} » ?", $" Did you mean “{nearest}”?"),
            ([], { } valid) => ($" Par exemple : « {valid} ».", $" For example: “{valid}”."),
            _ => ("", ""),
        };
        proposed = proposed.Count == 0 && example is not null ? [example] : proposed;
        return new ParameterError(
            name,
            value,
            new Phrase($"« {name}={value} » : {expected.Fr}.{fr}", $"“{name}={value}”: {expected.En}.{en}"),
            proposed);
    }

    private static bool IsLetThrough(string name) =>
        name is "_" or "fbclid" || name.StartsWith("utm_", StringComparison.Ordinal);

    private static List<string> Split(Parameter parameter, List<string> values) =>
        !parameter.Multiple || (values is [var only] && !only.Contains(',')) ? values : [.. values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries)).Distinct()];

    private static ParameterError? Refuse(Parameter parameter, List<string> values) => values switch
    {
        _ when values.Any(value => value.Length == 0) => Wrong(
            parameter, "", new("la valeur est vide ; donnez-en une ou retirez le paramètre", "the value is empty; give one or remove the parameter"), [parameter.Example]),
        { Count: > 1 } when !parameter.Multiple => Wrong(
            parameter, string.Join("&", values), new("ce paramètre ne se donne qu'une fois", "this parameter is given once only"), values[..1]),
        _ => null,
    };

    private static ParameterError Missing(Parameter parameter) => new(
        parameter.Name,
        null,
        new Phrase($"Le paramètre « {parameter.Name} » est obligatoire. Par exemple : « {parameter.Name}={parameter.Example} ».", $"The parameter “{parameter.Name}” is required. For example: “{parameter.Name}={parameter.Example}”."),
        [parameter.Example]);

    private static ParameterError Unknown(string name, string value, ParameterTable table)
    {
        var names = table.Rows.Select(row => row.Name).ToList();
        if (names.Count == 0)
        {
            return new ParameterError(
                name, value, new Phrase($"Le paramètre « {name} » n'existe pas : cette adresse n'en a aucun.", $"There is no parameter “{name}”: this address has none."), [])
            {
                IsUnknownName = true,
            };
        }

        if (Habits.TryGetValue(name, out var habit) && Mentioned(habit, names) is { Count: > 0 } mentioned)
        {
            return new ParameterError(
                name, value, new Phrase($"Le paramètre « {name} » n'existe pas : {habit.Fr}.", $"There is no parameter “{name}”: {habit.En}."), mentioned)
            {
                IsUnknownName = true,
            };
        }

        var nearest = Suggestion.PlusProche(name, names);
        return new ParameterError(
            name,
            value,
            nearest is null
                ? new Phrase(
                    $"Le paramètre « {name} » n'existe pas ici ; les paramètres sont {string.Join(", ", names)}.",
                    $"There is no parameter “{name}” here; the parameters are {string.Join(", ", names)}.")
                : new Phrase(
                    $"Le paramètre « {name} » n'existe pas. Vouliez-vous dire « {nearest} » ?",
                    $"There is no parameter “{name}”. Did you mean “{nearest}”?"),
            nearest is null ? names : [nearest])
        {
            IsUnknownName = true,
        };
    }

    private static List<string> Mentioned(Phrase habit, List<string> names) =>
        [.. names.Where(name => habit.Fr.Contains($"« {name} »", StringComparison.Ordinal))];

    private static Phrase Paging() => new(
        "on avance de page en page en suivant l'adresse « suivant » de la réponse, qui porte le paramètre « curseur »",
        "pages follow each other by the address “suivant” of the answer, which bears the parameter “curseur”");

    private static Phrase Size() => new("le nombre de résultats par page est « limite »", "the number of results in a page is “limite”");

    private static Phrase Filtering() => new(
        "chaque filtre porte le nom de son champ, comme « code_insee » ou « types »", "each filter bears the name of its field, such as “code_insee” or “types”");

    private static Phrase Instead(string name) => new($"utilisez « {name} »", $"use “{name}”");
}
