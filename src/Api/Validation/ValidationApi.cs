using System.Globalization;
using System.Net;
using Maillage.Api.Docs;
using Maillage.Api.Http;
using Maillage.Importers.Fetch;
using Maillage.Importers.Validate;
using Maillage.Schema.Vocabulaires;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.WebUtilities;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;
using Problem = Maillage.Api.Http.Problem;

namespace Maillage.Api.Validation;

/// <summary>Checks a file that is sent, as <c>./maillage validate</c> does: a report, or the file repaired. Nothing of it is kept.</summary>
internal static class ValidationApi
{
    private const long LargestFile = 60_000_000;
    private const int SecondsToWait = 20;
    // RFC 2046 § 5.1.1.
    private const int LongestBoundary = 70;

    private static readonly MinDataRate SlowestFile = new(bytesPerSecond: 4096, gracePeriod: TimeSpan.FromSeconds(10));
    private static readonly TimeSpan LongestArrival = TimeSpan.FromMinutes(10);
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
            new MayFail(ProblemTypes.FichierAbsent, ProblemTypes.FichiersPlusieurs, ProblemTypes.FichierTropGros, ProblemTypes.FichierIrreparable, ProblemTypes.ValidationOccupee, ProblemTypes.FormatsContradictoires));

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

        // Before anything is received, until the answer is sent: that much disk is lent, and no more.
        if (turns.Enter(http.Connection.RemoteIpAddress) is not { } place)
        {
            return new Problem(ProblemTypes.ValidationOccupee) { RetryAfterSeconds = SecondsToWait };
        }

        http.Response.RegisterForDispose(place);
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } sending && http.Features.Get<IHttpMinResponseDataRateFeature>() is { } reading)
        {
            (sending.MinDataRate, reading.MinDataRate) = (SlowestFile, SlowestFile);
        }

        try
        {
            using var arrival = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
            arrival.CancelAfter(LongestArrival);
            UploadedFile file;
            string name;
            try
            {
                (name, var sent, var form) = await OpenAsync(http, arrival.Token);
                if (sent is null)
                {
                    return new Problem(ProblemTypes.FichierAbsent);
                }

                file = await UploadedFile.ReceiveAsync(sent, arrival.Token);
                if (form is not null && await NextFileAsync(form, arrival.Token) is not null)
                {
                    file.Dispose();
                    return new Problem(ProblemTypes.FichiersPlusieurs);
                }
            }
            catch (InvalidDataException)
            {
                // A form that does not follow its own boundaries.
                return new Problem(ProblemTypes.FichierAbsent);
            }

            using var received = file;
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
                "Ce fichier n'est pas arrivé en dix minutes, ou sa vérification en prend plus de deux : vérifiez-le sur votre machine avec la commande validate.",
                "This file did not come within ten minutes, or checking it takes more than two: check it on your own machine with the command validate."));
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new Problem(ProblemTypes.FichierTropGros);
        }
    }

    // What was sent, and the form that it came in; null when it is no form.
    private static async Task<(string Name, Stream? Content, MultipartReader? Form)> OpenAsync(HttpContext http, CancellationToken cancellationToken)
    {
        const string unnamed = "fichier";
        // What curl sends says that it is a form, and is the file: only what has parts is one.
        if (http.Request.GetTypedHeaders().ContentType is not { } type || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return (unnamed, http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } ? null : http.Request.Body, null);
        }

        if (type.Boundary.Value?.Trim('"') is not { Length: > 0 and <= LongestBoundary } boundary)
        {
            return (unnamed, null, null);
        }

        var form = new MultipartReader(boundary, http.Request.Body);
        return await NextFileAsync(form, cancellationToken) is var (name, content) ? (name, content, form) : (unnamed, null, null);
    }

    private static async Task<(string Name, Stream Content)?> NextFileAsync(MultipartReader form, CancellationToken cancellationToken)
    {
        try
        {
            while (await form.ReadNextSectionAsync(cancellationToken) is { } part)
            {
                if (part.GetContentDispositionHeader() is { } disposition && disposition.FileName.Value is { Length: > 0 } name)
                {
                    return (name.Trim('"'), part.Body);
                }
            }
        }
        catch (IOException cut) when (cut is not BadHttpRequestException)
        {
            // A form that ends before its next file: there is none.
        }

        return null;
    }

    private static IResult Answer(HttpContext http, UploadedFile file, string name, string schema, OutputFormat format, bool isRepair, DateOnly today, CancellationToken cancellationToken)
    {
        // As large as what was sent, or more: on the disk, not in memory, for as long as it is read.
        var repaired = isRepair ? TemporaryFile.Create() : null;
        if (repaired is not null)
        {
            http.Response.RegisterForDispose(repaired);
        }

        var options = new ValidationOptions { Today = today, Repaired = repaired };
        var report = Importers.Validate.Validation.Run(file.Content, schema, options, cancellationToken);
        if (file.Refusal is { } refusal)
        {
            return new Problem(ProblemTypes.FichierTropGros, new Phrase($"{refusal.Code.Libelle} : {refusal.Value}.", $"Decompressed, the file is larger than what is accepted ({refusal.Value})."));
        }

        Tell(http.Response.Headers, report);
        if (repaired is null)
        {
            http.Response.Headers.ContentSecurityPolicy = Accueil.Html.SecurityPolicy;
            var written = ReportFormat.Find(format.Name) ?? throw new InvalidOperationException($"There is no report as {format.Name}.");
            return TypedResults.Bytes(written.Bytes(report, name), format.ContentType);
        }

        repaired.Position = 0;
        return report.Failure is null && report.AsIs + report.Repairable > 0
            ? TypedResults.Stream(repaired, OutputFormat.Csv.ContentType, fileDownloadName: $"{schema}.csv")
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

/// <summary>Who sends, has checked or reads a file: a few at a time, two from one address; and who is checking, one after the other, so that the lists keep their answers.</summary>
internal sealed class ValidationTurns : IDisposable
{
    private const int Places = 8;
    private const int PlacesOfOne = 2;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim turn = new(1);
    private readonly List<IPAddress?> inside = [];

    /// <summary>Takes a place, given back when it is disposed of; null when there is none left, or none for this address.</summary>
    public IDisposable? Enter(IPAddress? address)
    {
        lock (inside)
        {
            if (inside.Count >= Places || inside.Count(one => Equals(one, address)) >= PlacesOfOne)
            {
                return null;
            }

            inside.Add(address);
        }

        return new Left(() =>
        {
            lock (inside)
            {
                inside.Remove(address);
            }
        });
    }

    /// <summary>Waits for one's turn; null when it does not come.</summary>
    public async Task<IDisposable?> TakeAsync(CancellationToken cancellationToken) =>
        await turn.WaitAsync(LongestWait, cancellationToken) ? new Left(() => turn.Release()) : null;

    public void Dispose() => turn.Dispose();

    private sealed class Left(Action leave) : IDisposable
    {
        private Action? leave = leave;

        public void Dispose() => Interlocked.Exchange(ref leave, null)?.Invoke();
    }
}
