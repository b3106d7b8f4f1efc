namespace Maillage.Api.Http;

/// <summary>A sentence in the two languages of the service: French first, English when the reader asks for it.</summary>
internal sealed record Phrase(string Fr, string En)
{
    public string In(HttpContext context) => PrefersEnglish(context.Request) ? En : Fr;

    public static bool PrefersEnglish(HttpRequest request)
    {
        // The first of the two languages that the reader names, best first; French when neither is.
        var languages = request.GetTypedHeaders().AcceptLanguage
            .Where(language => language.Quality is null or > 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.Value ?? "");
        return languages.FirstOrDefault(tag => IsIn(tag, "fr") || IsIn(tag, "en")) is { } first && IsIn(first, "en");
    }

    private static bool IsIn(string tag, string language) =>
        tag.Equals(language, StringComparison.OrdinalIgnoreCase) || tag.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase);
}
