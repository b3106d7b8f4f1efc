using System.Text.Encodings.Web;
using System.Text.Unicode;
using Maillage.Api.Http;

namespace Maillage.Api.Accueil;

/// <summary>The few pages that the service shows to people: one sober layout, no script, nothing fetched from elsewhere.</summary>
internal static class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Nothing but the page itself, whatever a text in it may hold (Content-Security-Policy).</summary>
    public const string SecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static string Encode(string text) => Encoder.Encode(text);

    private static string Title(string titre) => titre == "Maillage" ? titre : $"{Encode(titre)} · Maillage";

    /// <summary>A page.</summary>
    /// <param name="http">The request.</param>
    /// <param name="titre">Its title.</param>
    /// <param name="body">What follows the title, as HTML.</param>
    /// <param name="sendsForms">Whether it has a form that is sent to this service.</param>
    public static IResult Page(HttpContext http, Phrase titre, string body, bool sendsForms = false)
    {
        var language = Phrase.PrefersEnglish(http.Request) ? "en" : "fr";
        http.Response.Headers.ContentLanguage = language;
        http.Response.Headers.ContentSecurityPolicy = sendsForms ? SecurityPolicy.Replace("form-action 'none'", "form-action 'self'", StringComparison.Ordinal) : SecurityPolicy;
        return new FixedText(
            $$"""
            <!doctype html>
            <html lang="{{language}}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{Title(titre.In(http))}}</title>
            <style>
              :root { color-scheme: light dark; --ink: #1b1b2f; --paper: #fff; --link: #0b4fa8; --line: #d5d5e0; --warn: #fceeac; --warn-ink: #3a2f00; }
              @media (prefers-color-scheme: dark) { :root { --ink: #ececf4; --paper: #16161f; --link: #8db8ff; --line: #3a3a4a; --warn: #4a3f10; --warn-ink: #fff3c4; } }
              body { margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 4rem; font: 1.0625rem/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
              h1 { line-height: 1.2; } a { color: var(--link); } code { overflow-wrap: anywhere; } pre { white-space: pre-wrap; }
              .avertissement { padding: .75rem 1rem; background: var(--warn); color: var(--warn-ink); border-radius: .25rem; font-weight: 600; }
              table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); }
            </style>
            </head>
            <body>
            <h1>{{Encode(titre.In(http))}}</h1>
            {{body}}
            </body>
            </html>
            """,
            "text/html; charset=utf-8",
            vary: "Accept-Language, Accept-Encoding");
    }
}
