using System.Globalization;
using Maillage.Api.Docs;
using Maillage.Api.Http;
using Maillage.Importers.Fetch;
using Maillage.Importers.Validate;
using Maillage.Schema.Vocabulaires;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Problem = Maillage.Api.Http.Problem;

namespace Maillage.Api.Validation;

/// <summary>Checks a file that is sent, as <c>./maillage validate</c> does: a report, or the file repaired. Nothing of it is kept.</summary>
internal static class ValidationApi
{
    private const long LargestFile = 60_000_000;
    private const int SecondsToWait = 20;
    private static readonly TimeSpan LongestCheck = TimeSpan.FromMinutes(2);

    private static readonly OutputFormat[] Formats = [OutputFormat.Json, OutputFormat.Csv, OutputFormat.Html];
    private static readonly string[] YesOrNo = ["oui", "non"];

    private static readonly ParameterTable Table = new(
    [
        Taken("schema", "Schéma que le fichier doit respecter.", "mediation-numerique", Importers.Validate.Validation.Schemas) with { Required = true },
        Taken("corriger", "« oui » : la réponse est le fichier réparé, en CSV, sans les lignes qu'une personne doit corriger.", "oui", YesOrNo),
        CommonParameters.FormatAmong(Formats),
    ])
    {
        Formats = Formats,
    };

    public static void MapValidation(this IEndpointRouteBuilder app) => app.MapGroup("/api/v1").WithTags("Validation")
        .MapPost("/validation", RunAsync)
        .WithMetadata(Table)
        .WithName("validerFichier")
        .WithSummary("Vérifie un fichier, ligne par ligne, et le répare")
        .WithDescription(
            "Le corps est le fichier, tel quel (CSV, classeur Excel, JSON, NDJSON, GeoJSON, gzip ou non), ou un formulaire (multipart/form-data) qui en contient un ; 60 Mo au plus. "
            + "Le rapport est celui de la commande validate. Rien de ce qui est envoyé n'est gardé.")
        .WithMetadata(new TakesFile(), new ReportOn(Formats),
            new MayFail(ProblemTypes.FichierAbsent, ProblemTypes.FichierTropGros, ProblemTypes.FichierIrreparable, ProblemTypes.ValidationOccupee, ProblemTypes.FormatsContradictoires));

    private static async Task<IResult> RunAsync(HttpContext http, ValidationTurns turns, TimeProvider clock)
    {
        var (request, errors) = ParameterReader.Read(http.Request, Table);
        if (errors.Count > 0)
        {
            return Problem.Of(errors);
        }

        var isRepair = request.Query.ValuesOf("corriger") is ["oui"];
        if (isRepair && request.Format is { } other && other != OutputFormat.Csv.Name)
        {
            return new Problem(ProblemTypes.FormatsContradictoires, new Phrase("« corriger=oui » répond par le fichier réparé, en CSV : retirez « format ».", "“corriger=oui” answers with the repaired file, as CSV: remove “format”."));
        }

        var format = isRepair ? OutputFormat.Csv : request.Format is { } named ? Formats.First(one => one.Name == named) : OutputFormat.Negotiate(http.Request, Formats);
        if (format is null)
        {
            return new Problem(ProblemTypes.FormatIndisponible, new Phrase("Demandez application/json, text/csv ou text/html.", "Ask for application/json, text/csv or text/html."));
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LargestFile;
        }

        try
        {
            var (name, sent) = await OpenAsync(http);
            if (sent is null)
            {
                return new Problem(ProblemTypes.FichierAbsent);
            }

            using var file = await UploadedFile.ReceiveAsync(sent, http.RequestAborted);
            using var turn = await turns.TakeAsync(http.RequestAborted);
            if (turn is null)
            {
                return new Problem(ProblemTypes.ValidationOccupee) { RetryAfterSeconds = SecondsToWait };
            }

            using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
            patience.CancelAfter(LongestCheck);
            return await Task.Run(() => Answer(http, file, name, request.Query.ValuesOf("schema")[0], format, isRepair, Today(clock), patience.Token), patience.Token);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return new Problem(ProblemTypes.FichierTropGros, new Phrase(
                "La vérification de ce fichier prend plus de deux minutes : faites-la sur votre machine avec la commande validate.",
                "Checking this file takes more than two minutes: do it on your own machine with the command validate."));
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new Problem(ProblemTypes.FichierTropGros);
        }
        catch (InvalidDataException)
        {
            // A form that does not follow its own boundaries.
            return new Problem(ProblemTypes.FichierAbsent);
        }
    }

    private static async Task<(string Name, Stream? Content)> OpenAsync(HttpContext http)
    {
        const string unnamed = "fichier";
        if (!http.Request.HasFormContentType)
        {
            return (unnamed, http.Request.ContentLength == 0 ? null : http.Request.Body);
        }

        if (http.Request.GetTypedHeaders().ContentType?.Boundary.Value?.Trim('"') is not { Length: > 0 } boundary)
        {
            return (unnamed, null);
        }

        var parts = new MultipartReader(boundary, http.Request.Body);
        try
        {
            while (await parts.ReadNextSectionAsync(http.RequestAborted) is { } part)
            {
                if (part.GetContentDispositionHeader() is { } disposition && disposition.FileName.Value is { Length: > 0 } name)
                {
                    return (name.Trim('"'), part.Body);
                }
            }
        }
        catch (IOException cut) when (cut is not BadHttpRequestException)
        {
            // A form that ends before its first file: nothing was sent.
        }

        return (unnamed, null);
    }

    private static IResult Answer(HttpContext http, UploadedFile file, string name, string schema, OutputFormat format, bool isRepair, DateOnly today, CancellationToken cancellationToken)
    {
        using var repaired = new MemoryStream();
        var options = new ValidationOptions { Today = today, Repaired = isRepair ? repaired : null };
        var report = Importers.Validate.Validation.Run(file.Content, schema, options, cancellationToken);
        if (file.Refusal is { } refusal)
        {
            return new Problem(ProblemTypes.FichierTropGros, new Phrase($"{refusal.Code.Libelle} : {refusal.Value}.", $"Decompressed, the file is larger than what is accepted ({refusal.Value})."));
        }

        Tell(http.Response.Headers, report);
        if (!isRepair)
        {
            http.Response.Headers.ContentSecurityPolicy = Accueil.Html.SecurityPolicy;
            var written = ReportFormat.Find(format.Name) ?? throw new InvalidOperationException($"There is no report as {format.Name}.");
            return TypedResults.Bytes(written.Bytes(report, name), format.ContentType);
        }

        return report.Failure is null && report.AsIs + report.Repairable > 0
            ? TypedResults.Bytes(repaired.ToArray(), OutputFormat.Csv.ContentType, fileDownloadName: $"{schema}.csv")
            : new Problem(ProblemTypes.FichierIrreparable, new Phrase(ReportWords.Verdict(report), "Nothing of this file can be written before a person corrects it; ask for the report."));
    }

    private static void Tell(IHeaderDictionary headers, ValidationReport report)
    {
        headers.CacheControl = "no-store";
        headers["Maillage-Valide"] = report.IsValid ? "oui" : "non";
        headers["Maillage-Lignes"] = Text(report.Records);
        headers["Maillage-Lignes-A-Corriger"] = Text(report.ToCorrect);
        headers["Maillage-Reparations"] = Text(report.RepairCount);

        static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    }

    // Where the data is French, so is the day.
    private static DateOnly Today(TimeProvider clock) =>
        DateOnly.FromDateTime(TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Paris", out var paris) ? TimeZoneInfo.ConvertTime(clock.GetUtcNow(), paris).DateTime : clock.GetLocalNow().DateTime);

    private static Parameter Taken(string name, string description, string example, IReadOnlyList<string> values) => new()
    {
        Name = name,
        Description = description,
        Example = example,
        Values = () => values,
        Take = (request, given) =>
        {
            request.Query = request.Query.With(name, given);
            return values.Contains(given[0]) ? null : ParameterReader.Wrong(
                name, given[0], new($"les valeurs sont {string.Join(", ", values)}", $"the values are {string.Join(", ", values)}"), [Suggestion.PlusProche(given[0], values)], example);
        },
    };
}

/// <summary>Who is checking a file, and who waits: one after the other, so that the lists keep their answers.</summary>
internal sealed class ValidationTurns : IDisposable
{
    private const int MostWaiting = 8;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim turn = new(1);
    private int waiting;

    /// <summary>Waits for one's turn; null when there are too many before.</summary>
    public async Task<IDisposable?> TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Interlocked.Increment(ref waiting) <= MostWaiting && await turn.WaitAsync(LongestWait, cancellationToken) ? new Turn(turn) : null;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    public void Dispose() => turn.Dispose();

    private sealed class Turn(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
