using System.Globalization;
using Maillage.Api.Docs;
using Maillage.Api.Feed;
using Maillage.Api.Http;
using Maillage.Catalogue;
using Maillage.Schema.Vocabulaires;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Maillage.Api.Exports;

/// <summary>Whole datasets as files: those of the whole country, written after each publication, and those of territories, written when they are first asked for.</summary>
internal static class ExportsApi
{
    /// <summary>Address of the exports, from the root.</summary>
    public const string Root = "/api/v1/exports";

    private const int SecondsToWait = 10;

    // Compressed already, or not worth it: files are sent by the system as they are.
    private static readonly AsItIs AsItIs = new();

    private static readonly ParameterTable Table = new(
    [
        new()
        {
            Name = "version",
            Description = "Version dont on veut les fichiers, parmi celles qui sont gardées (« versions ») ; la dernière, si rien n'est dit.",
            Example = "482",
            IsFilter = false,
            Take = (request, values) =>
            {
                request.Depuis = long.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;
                return request.Depuis >= 0 ? null : ParameterReader.Wrong("version", values[0], new("une version est un nombre entier", "a version is a whole number"), []);
            },
        },
    ])
    {
        Formats = [OutputFormat.Json],
    };

    private const long MostAhead = 1_000_000;

    private static readonly OutputFormat[] Files =
    [
        OutputFormat.Json, OutputFormat.GeoJson, OutputFormat.Csv, OutputFormat.Ndjson, OutputFormat.GeoPackage, OutputFormat.Gzip,
    ];

    private static readonly ParameterTable None = new([]) { Formats = [.. OutputFormat.OfLists, OutputFormat.Texte] };

    public static void MapExports(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(Root).WithTags("Exports");
        group.MapRead("", List)
            .Reads(Table, answersOne: true)
            .WithName("listerExports")
            .WithSummary("Les fichiers : nombre de fiches, taille, empreintes")
            .WithDescription(
                "Toute la France, dans tous les formats, écrite après une publication, toutes les dix minutes au plus ; en GeoPackage, une fois par jour. Les trois dernières versions sont gardées, et la dernière de chaque jour pendant une semaine. "
                + "Les mentions à afficher sont à /api/v1/exports/ATTRIBUTION.txt.")
            .WithMetadata(new JsonOf(nameof(ListeExports), "Les fichiers"), new MayFail(ProblemTypes.ExportPerdu));
        group.MapRead("/{fichier}", FileAsync)
            .WithMetadata(None, AsItIs, new FileOf(Files), new MayMove(StatusCodes.Status307TemporaryRedirect, "Le nom sans version, ou écrit autrement, mène à celui qui ne change jamais."),
                new MayFail(ProblemTypes.ExportInconnu, ProblemTypes.ExportPerdu, ProblemTypes.ExportImpossible, ProblemTypes.ConditionRefusee, ProblemTypes.PlageImpossible))
            .WithName("telechargerExport")
            .WithSummary("Un fichier")
            .WithDescription(
                "Un nom sans version mène, par 307, à celui de la version du moment, qui ne change jamais. Un territoire : lieux-departement-04.csv. Une reprise (Range) est possible, et l'empreinte est dans "
                + "Repr-Digest. 410 : cette version n'est plus gardée.");
    }

    private static IResult List(HttpContext http, ExportFolder folder)
    {
        var answer = http.Answer();
        var kept = folder.Kept;
        var asked = answer.Depuis == 0 ? (kept is [var last, ..] ? last : null) : kept.FirstOrDefault(one => one.Version == answer.Depuis.ToString(CultureInfo.InvariantCulture));
        return asked is not null
                ? new JsonAnswer<ListeExports>(
                    answer, $".{asked.Origine}.{asked.Version}.{kept[0].Version}.{kept.Count}", ApiJson.Default.ListeExports, () => asked with { Versions = [.. kept.Select(one => one.Version)] })
            : answer.Depuis == 0 ? new Problem(ProblemTypes.PasEncorePret) { RetryAfterSeconds = SecondsToWait }
            : new Problem(ProblemTypes.ExportPerdu);
    }

    private static async Task<IResult> FileAsync(HttpContext http, string fichier, ExportFolder folder, Versions versions, FeedState feed)
    {
        var (_, errors) = ParameterReader.Read(http.Request, new ParameterTable([]));
        if (errors.Count > 0)
        {
            return Problem.Of(errors);
        }

        if (fichier == ExportFile.Mentions)
        {
            return To(http, "/api/v1/attributions.txt");
        }

        if (versions.Current is not { } current)
        {
            return new Problem(ProblemTypes.PasEncorePret) { RetryAfterSeconds = SecondsToWait };
        }

        if (ExportName.Parse(fichier) is not { } name || ExportedDataset.Find(name.Jeu) is not { } dataset || !dataset.Formats.Contains(name.Format) || !(dataset.HasTerritories || name.Territoire == ExportTerritory.France))
        {
            return Unknown(fichier);
        }

        var isWhole = name.Territoire == ExportTerritory.France;
        // Those of territories are compressed on their way only.
        if (name.IsGzip && !isWhole)
        {
            return Unknown(fichier);
        }

        if (name.Version is null)
        {
            // That of the whole country is the last that was written.
            return (isWhole ? folder.LastOf(name) : current.Version) is { } version ? To(http, $"{Root}/{name with { Version = version, Origin = current.Origin }}")
                : new Problem(ProblemTypes.PasEncorePret) { RetryAfterSeconds = SecondsToWait };
        }

        // Another node may be a little ahead; nobody is that much.
        if (name.Version > current.Version + MostAhead)
        {
            return Unknown(fichier);
        }

        if (name.Version < feed.ErasedAt || (name.Origin ?? current.Origin) != current.Origin)
        {
            return new Problem(ProblemTypes.ExportPerdu);
        }

        try
        {
            return await SendAsync(http, fichier, folder, versions, current, dataset, name with { Origin = current.Origin });
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new Problem(ProblemTypes.ExportImpossible) { RetryAfterSeconds = SecondsToWait };
        }
    }

    private static async Task<IResult> SendAsync(HttpContext http, string asked, ExportFolder folder, Versions versions, Snapshot current, ExportedDataset dataset, ExportName name)
    {
        var version = name.Version ?? current.Version;
        var written = folder.Find(current.Origin, version, name.ToString());
        var snapshot = written is null && name.Territoire != ExportTerritory.France && versions.Find(version) is { } found && found.Origin == current.Origin ? found : null;
        if (written is null && snapshot is null)
        {
            return version <= current.Version ? new Problem(ProblemTypes.ExportPerdu) : new Problem(ProblemTypes.PasEncorePret) { RetryAfterSeconds = SecondsToWait };
        }

        // One name for one file: an old code, another case or a shorter name leads to it.
        if (name.ToString() != asked)
        {
            return To(http, $"{Root}/{name}");
        }

        // Who accepts gzip has the compressed file as the coding of this one.
        var coded = !name.IsGzip && AcceptsGzip(http.Request) ? folder.Find(current.Origin, version, (name with { IsGzip = true }).ToString()) : null;
        var path = coded ?? written ?? await folder.TerritoryAsync(snapshot!, dataset, name);
        return path is null ? new Problem(ProblemTypes.ExportPerdu) : Send(http, folder, dataset, name, path, isCoded: coded is not null);
    }

    private static SentFile Send(HttpContext http, ExportFolder folder, ExportedDataset dataset, ExportName name, string path, bool isCoded)
    {
        // Opened now: whatever becomes of its name, what was found is sent to its end.
        var file = new FileStream(path, new FileStreamOptions { Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        http.Response.RegisterForDispose(file);
        var digest = folder.DigestOf(name with { IsGzip = name.IsGzip || isCoded }, file);
        var headers = http.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = "Accept-Encoding";
        headers["Maillage-Version"] = name.Version?.ToString(CultureInfo.InvariantCulture);
        headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(digest))}:";
        headers.Link = $"</{dataset.Jeu.Dossier}/{name.Format.SchemaFile}>; rel=\"describedby\", <{ExportFile.Licence}>; rel=\"license\"";
        headers.ContentDisposition = $"inline; filename=\"{name}\"";
        if (isCoded)
        {
            headers.ContentEncoding = "gzip";
        }

        // Only a GET has parts, and only of bytes (RFC 9110 §14.2): whatever else is asked, the whole answers it.
        if (!HttpMethods.IsGet(http.Request.Method) || http.Request.Headers.Range is not [var range] || range?.TrimStart().StartsWith("bytes=", StringComparison.OrdinalIgnoreCase) != true)
        {
            http.Request.Headers.Remove(HeaderNames.Range);
        }

        var type = name.IsGzip ? "application/gzip" : name.Format.ContentType;
        return new(TypedResults.Stream(file, type, lastModified: File.GetLastWriteTimeUtc(file.SafeFileHandle), entityTag: new EntityTagHeaderValue($"\"{digest[..32]}\""), enableRangeProcessing: true));
    }

    /// <summary>A file, or the problem of a request that no part of it answers.</summary>
    private sealed class SentFile(FileStreamHttpResult file) : IResult
    {
        public async Task ExecuteAsync(HttpContext context)
        {
            await file.ExecuteAsync(context);
            var refused = context.Response.StatusCode switch
            {
                StatusCodes.Status412PreconditionFailed => ProblemTypes.ConditionRefusee,
                StatusCodes.Status416RangeNotSatisfiable => ProblemTypes.PlageImpossible,
                _ => null,
            };
            if (refused is not null)
            {
                await new Problem(refused).ExecuteAsync(context);
            }
        }
    }

    // RFC 9110 § 12.5.3: what is not named is worth what « * » is.
    private static bool AcceptsGzip(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        var (gzip, identity) = (Worth("gzip") ?? Worth("*") ?? 0, Worth("identity") ?? 0);
        return gzip > 0 && gzip >= identity;

        double? Worth(string coding) => accepted.FirstOrDefault(one => one.Value.Equals(coding, StringComparison.OrdinalIgnoreCase)) is { } named ? named.Quality ?? 1 : null;
    }

    private static RedirectHttpResult To(HttpContext http, string path)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Redirect(http.Request.PathBase.ToUriComponent() + path, permanent: false, preserveMethod: true);
    }

    private static Problem Unknown(string file)
    {
        var known = ExportedDataset.All.SelectMany(dataset => dataset.Formats.Select(format => new ExportName(dataset.Nom, ExportTerritory.France, null, format).ToString())).ToList();
        var error = ParameterReader.Wrong(
            "fichier", file,
            new("aucun export n'a ce nom ; ils sont à /api/v1/exports, et un territoire se demande comme lieux-departement-04.csv", "no export has this name; they are at /api/v1/exports, and a territory is asked for as lieux-departement-04.csv"),
            [Suggestion.PlusProche(file, known)]);
        return new Problem(ProblemTypes.ExportInconnu, error.Detail, [error]);
    }
}

/// <summary>Endpoint metadata: what is sent is not compressed on its way.</summary>
internal sealed record AsItIs;
