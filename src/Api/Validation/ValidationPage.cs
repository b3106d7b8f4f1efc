using Maillage.Api.Accueil;
using Maillage.Api.Http;

namespace Maillage.Api.Validation;

/// <summary>A form for who has a file and a browser: the report, or the repaired file, without a command. It works without script.</summary>
internal static class ValidationPage
{
    public const string Address = "/verifier";

    private static readonly (string Schema, Phrase Name, Phrase What)[] Choices =
    [
        ("mediation-numerique", new("Médiation numérique", "Digital help"), new("le standard national des lieux de médiation numérique, celui de la cartographie nationale", "the national standard of places of digital help, that of the national map")),
        ("lieu", new("Lieux", "Lieux"), new("les mêmes champs, et ceux de l'accueil : niveaux, permanences, équipements…", "the same fields, and those of reception: levels, permanences, equipment…")),
        ("structure", new("Structures data·inclusion", "data·inclusion structures"), new("le schéma structure de data·inclusion", "the schema structure of data·inclusion")),
        ("service", new("Services data·inclusion", "data·inclusion services"), new("le schéma service de data·inclusion", "the schema service of data·inclusion")),
    ];

    private const string Style = "<style>input, button { font: inherit; max-width: 100%; } button { padding: .4rem .8rem; margin: 0 .5rem .5rem 0; } h3 { margin: 1.5rem 0 0; } h3 + p { margin: 0 0 .5rem; }</style>";

    public static void MapValidationPage(this IEndpointRouteBuilder app) => app.MapRead(Address, Show).ExcludeFromDescription();

    private static IResult Show(HttpContext http)
    {
        var (file, what, limits, report, repaired) = (
            new Phrase("Votre fichier", "Your file"),
            new Phrase("Ce qu'il décrit", "What it describes"),
            new Phrase(
                "Un tableau CSV ou Excel, ou du JSON ; 60 Mo au plus. Il n'est pas gardé. Le rapport dit, ligne par ligne, ce qui ne va pas et ce qu'il faut écrire ; le fichier réparé contient les lignes que nous avons su mettre en forme.",
                "A CSV or Excel table, or JSON; 60 MB at most. It is not kept. The report says, line by line, what is wrong and what to write; the repaired file holds the lines that we could put right."),
            new Phrase("Voir le rapport", "See the report"),
            new Phrase("Recevoir le fichier réparé", "Get the repaired file"));
        return Html.Page(
            http,
            new Phrase("Vérifier un fichier", "Check a file"),
            $"""
            {Style}
            <form method="post" enctype="multipart/form-data">
            <p><label for="fichier"><strong>{file.In(http)}</strong></label><br><input type="file" id="fichier" name="fichier" required></p>
            <p>{Html.Encode(limits.In(http))}</p>
            <h2>{Html.Encode(what.In(http))}</h2>
            {string.Concat(Choices.Select(choice => $"""
            <h3 id="{choice.Schema}">{Html.Encode(choice.Name.In(http))}</h3>
            <p>{Html.Encode(choice.What.In(http))}</p>
            <p><button aria-describedby="{choice.Schema}" formaction="/api/v1/validation?schema={choice.Schema}&amp;format=html">{Html.Encode(report.In(http))}</button>
            <button aria-describedby="{choice.Schema}" formaction="/api/v1/validation?schema={choice.Schema}&amp;corriger=oui">{Html.Encode(repaired.In(http))}</button></p>
            """))}
            </form>
            """,
            sendsForms: true);
    }
}
