using System.Collections.Frozen;
using System.Globalization;
using Maillage.Catalogue;
using Maillage.Schema.Texte;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Api.Http;

/// <summary>The filters that several lists have. They bear the name of their field.</summary>
internal static class FilterParameters
{
    private const int LongestText = 100;
    private const string Theme = "--";

    private static readonly Lazy<FrozenSet<string>> Themes = new(() => Vocabulaires.Trouver("thematiques").Termes.Select(terme => terme.Valeur.Split(Theme)[0]).ToFrozenSet());

    /// <summary>Thématiques, or all of those of a theme.</summary>
    public static Parameter Thematiques { get; } = new()
    {
        Name = "thematiques",
        Description = "Thématiques de data·inclusion ; le début avant « -- » les demande toutes : numerique.",
        Example = "numerique",
        Multiple = true,
        Values = () => Vocabulaires.Trouver("thematiques").Termes.Select(terme => terme.Valeur).SelectMany(value => (string[])[value.Split(Theme)[0], value]).Distinct().Order(StringComparer.Ordinal),
        Take = (request, values) =>
        {
            var list = Vocabulaires.Trouver("thematiques");
            var themes = Themes.Value;
            foreach (var value in values.Where(value => !themes.Contains(value) && list.Reconnaitre(value) is null))
            {
                return ParameterReader.Wrong(
                    "thematiques", value, new("cette thématique n'est pas dans la liste", "this thématique is not in the list"),
                    [Suggestion.PlusProche(value, [.. themes, .. list.Termes.Select(terme => terme.Valeur)])], "numerique");
            }

            request.Query = request.Query.With("thematiques", values.Select(value => themes.Contains(value) ? value : list.Reconnaitre(value)).OfType<string>().Distinct());
            return null;
        },
    };

    /// <summary>What has changed since an instant.</summary>
    public static Parameter ModifieDepuis { get; } = new()
    {
        Name = Filters.ModifieDepuis,
        Description = "Fiches que nous avons modifiées depuis ce jour (2026-07-14) ou cet instant (2026-07-14T10:00:00Z), compris : le champ « modifie_le ». Ce qui n'est plus publié n'y est pas : suivez /api/v1/changements.",
        Example = "2026-01-01",
        Take = (request, values) =>
        {
            if (DateTimeOffset.TryParseExact(values[0], InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            {
                request.Query = request.Query.With(Filters.ModifieDepuis, new AtLeast(Instants.Number(instant)));
                return null;
            }

            return ParameterReader.Wrong(
                Filters.ModifieDepuis, values[0],
                new("un jour AAAA-MM-JJ ou un instant RFC 3339 est attendu (un + de l'adresse s'écrit %2B)", "a day YYYY-MM-DD or an RFC 3339 instant is expected (a + in an address is written %2B)"), [], "2026-01-01");
        },
    };

    /// <summary>What has at least that score.</summary>
    public static Parameter ScoreMinimum { get; } = new()
    {
        Name = Filters.ScoreMinimum,
        Description = "Fiches dont « score_qualite » est au moins ce nombre, de 0 à 1.",
        Example = "0.8",
        Type = "number",
        Take = (request, values) =>
        {
            var understood = PlaceParameters.TryNumber(values[0], out var score) && score is >= 0 and <= 1;
            request.Query = understood ? request.Query.With(Filters.ScoreMinimum, new AtLeast(score)) : request.Query;
            return understood ? null : ParameterReader.Wrong(
                Filters.ScoreMinimum, values[0], new("un nombre de 0 à 1 est attendu, avec un point décimal", "a number from 0 to 1 is expected, with a decimal point"),
                [score > 1 ? "1" : "0"]);
        },
    };

    private static readonly string[] InstantFormats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Words.</summary>
    /// <param name="description">Of what: French description.</param>
    /// <param name="example">An example.</param>
    public static Parameter Words(string description, string example) => new()
    {
        Name = "q",
        Description = description,
        Example = example,
        Take = (request, values) =>
        {
            request.Query = request.Query.With(Filters.Texte, new Words(values[0]));
            return values[0].Length > LongestText ? ParameterReader.Wrong(
                    "q", values[0][..20] + "…", new("100 caractères au plus sont attendus", "100 characters at most are expected"), [])
                : Repli.Plier(values[0]).Length > 0 ? null
                : ParameterReader.Wrong(
                    "q", values[0], new("au moins une lettre ou un chiffre est attendu", "at least a letter or a digit is expected"), []);
        },
    };

    /// <summary>Values of a closed list.</summary>
    /// <param name="name">The filter.</param>
    /// <param name="description">French description.</param>
    /// <param name="example">A valid value.</param>
    /// <param name="list">Name of the vocabulary.</param>
    public static Parameter Closed(string name, string description, string example, string list) => new()
    {
        Name = name,
        Description = description,
        Example = example,
        Multiple = true,
        Values = () => Vocabulaires.Trouver(list).Termes.Select(terme => terme.Valeur),
        Take = (request, values) =>
        {
            var vocabulaire = Vocabulaires.Trouver(list);
            foreach (var value in values.Where(value => vocabulaire.Reconnaitre(value) is null))
            {
                var unpublished = list == "types" && TypesLieu.Trouver(value) is { Publie: false };
                return ParameterReader.Wrong(
                    name, value,
                    unpublished
                        ? new("les lieux de ce type ne sont pas publiés", "lieux of this type are not published")
                        : new("cette valeur n'est pas dans la liste", "this value is not in the list"),
                    [unpublished ? null : vocabulaire.PlusProche(value)],
                    unpublished ? null : example);
            }

            request.Query = request.Query.With(name, values.Select(vocabulaire.Reconnaitre).OfType<string>().Distinct());
            return null;
        },
    };

    /// <summary>Values of an open list: one that nothing has finds nothing.</summary>
    /// <param name="name">The filter.</param>
    /// <param name="description">French description.</param>
    /// <param name="example">A valid value.</param>
    /// <param name="clean">The value as it is published; null when it cannot be one.</param>
    public static Parameter Exact(string name, string description, string example, Func<string, string?>? clean = null) => new()
    {
        Name = name,
        Description = description,
        Example = example,
        Multiple = true,
        Take = (request, values) =>
        {
            List<string> cleaned = [];
            foreach (var value in values)
            {
                if ((clean is null ? value : clean(value)) is not { } published)
                {
                    return ParameterReader.Wrong(name, value, new("cette valeur n'est pas de la forme attendue", "this value is not of the expected form"), [], example);
                }

                cleaned.Add(published);
            }

            request.Query = request.Query.With(name, cleaned.Distinct());
            return null;
        },
    };
}
