using System.Net;
using System.Net.Http.Headers;
using Maillage.Importers.Fetch.Archives;
using Maillage.Schema.Parsing;
using Polly;
using Polly.Retry;

namespace Maillage.Importers.Fetch.Http;

/// <summary>What to download, and what for.</summary>
internal sealed record DownloadOrder
{
    public required Uri Address { get; init; }

    /// <summary>Digest of the address, in memories.</summary>
    public required string Digest { get; init; }

    /// <summary>The file that receives the bytes; what a former run left there is gone on with when it can be.</summary>
    public required string Partial { get; init; }

    /// <summary>The copy at hand: asked only whether it changed. Null: the whole file.</summary>
    public CopyMemory? Known { get; init; }

    public TokenHeader? Token { get; init; }

    public required long MostBytes { get; init; }

    public required FetchReport Report { get; init; }

    /// <summary>Told the bytes of the file so far, and its length where it is known.</summary>
    public required Action<long, long?> Progress { get; init; }

    public string Memory => Partial + ".json";
}

/// <summary>Downloads one file: asks, resumes what was cut, and asks again what may be answered later.</summary>
internal sealed class Download(Exchange exchange, FetcherOptions options, TimeProvider clock)
{
    private const int BufferLength = 1 << 16;

    // What a server answers when asking again later may be worth it (RFC 9110 §15, RFC 6585 §4).
    private static readonly HttpStatusCode[] Passing = [HttpStatusCode.RequestTimeout, (HttpStatusCode)425, HttpStatusCode.TooManyRequests];

    private static readonly string[] WebPages = ["text/html", "application/xhtml+xml"];

    private readonly ResiliencePipeline<Attempt> patience = new ResiliencePipelineBuilder<Attempt> { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions<Attempt>
        {
            ShouldHandle = ended => ValueTask.FromResult(ended.Outcome.Result is { MayRecover: true } attempt && !(attempt.Pause > options.LongestPause)),
            MaxRetryAttempts = options.Attempts - 1,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.FirstPause,
            MaxDelay = options.LongestPause,
            DelayGenerator = ended => ValueTask.FromResult(ended.Outcome.Result?.Pause),
        })
        .Build();

    public async Task<Attempt> RunAsync(DownloadOrder order, CancellationToken cancellationToken)
    {
        var count = 0;
        var last = await patience.ExecuteAsync(
            async token =>
            {
                var attempt = await TryAsync(order, token);
                count++;
                if (attempt is { MayRecover: true, Failure: { } failure })
                {
                    order.Report.Remark($"essai {count} : {failure.Value}");
                }

                return attempt;
            },
            cancellationToken);
        return last is { MayRecover: true, Failure: { } given } ? last with { Failure = new Issue("*", given.Code, $"{given.Value}{Abandon(last, count)}") } : last;
    }

    private string Abandon(Attempt last, int count) => last.Pause > options.LongestPause
        ? $" ; il demande d'attendre {last.Pause.Value.TotalMinutes:0} min"
        : count > 1 ? $" ; {count} essais" : "";

    private async Task<Attempt> TryAsync(DownloadOrder order, CancellationToken cancellationToken)
    {
        try
        {
            var begun = Begun(order);
            var asked = await exchange.AskAsync(order.Address, request => Prepare(request, order, begun), order.Report, cancellationToken);
            if (asked.Value is not { } response)
            {
                return new Attempt(asked.Issue);
            }

            using (response)
            {
                return Refusal(response, order) ?? response.StatusCode switch
                {
                    HttpStatusCode.NotModified when order.Known is not null && begun is null => Attempt.Unchanged,
                    HttpStatusCode.OK => await ReceiveAsync(response, order, Remember(response, order), append: false, cancellationToken),
                    HttpStatusCode.PartialContent when begun is not null && Follows(response, order, begun) => await ReceiveAsync(response, order, begun, append: true, cancellationToken),
                    // An API that has no page after its last one.
                    HttpStatusCode.RequestedRangeNotSatisfiable when begun is null => Attempt.BeyondTheEnd,
                    _ => StartAgain(order, response.StatusCode),
                };
            }
        }
        catch (HttpRequestException unreachable)
        {
            return Attempt.Again($"il ne se laisse pas joindre ({unreachable.HttpRequestError})");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Attempt.Again($"il n'a pas répondu en {options.LongestSilence.TotalSeconds:0} s");
        }
    }

    private static void Prepare(HttpRequestMessage request, DownloadOrder order, CopyMemory? begun)
    {
        order.Token?.Sign(request);
        if (begun?.Validator is { } validator)
        {
            request.Headers.Range = new RangeHeaderValue(new FileInfo(order.Partial).Length, null);
            request.Headers.TryAddWithoutValidation("If-Range", validator);
        }
        else if (order.Known is { } known)
        {
            Put(request, "If-None-Match", known.Etag);
            Put(request, "If-Modified-Since", known.ModifieLe);
        }
    }

    private static void Put(HttpRequestMessage request, string header, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }
    }

    // The part of the same file that an attempt, or a run that was killed, left: worth its rest only if the server can tell that it is the same.
    private static CopyMemory? Begun(DownloadOrder order) =>
        File.Exists(order.Partial) && new FileInfo(order.Partial).Length > 0
        && CopyMemory.Load(order.Memory) is { Validator: not null } memory && memory.Adresse == order.Digest ? memory : null;

    private CopyMemory Remember(HttpResponseMessage response, DownloadOrder order) => new()
    {
        Adresse = order.Digest,
        Etag = response.Headers.ETag?.ToString(),
        ModifieLe = LastModified(response),
        Encodage = Coding(response),
        Longueur = response.Content.Headers.ContentLength,
        RecuLe = clock.GetUtcNow(),
    };

    private static string? Coding(HttpResponseMessage response) =>
        string.Join(", ", response.Content.Headers.ContentEncoding).ToLowerInvariant() is { Length: > 0 } coding and not "identity" ? coding : null;

    private static bool Follows(HttpResponseMessage response, DownloadOrder order, CopyMemory begun) =>
        response.Content.Headers.ContentRange is { From: { } from } range && from == new FileInfo(order.Partial).Length
        && (range.Length is null || begun.Longueur is null || range.Length == begun.Longueur) && Coding(response) == begun.Encodage
        // Some servers do not know If-Range: what they say of the file tells that it is another one.
        && IsSame(response.Headers.ETag?.ToString(), begun.Etag) && IsSame(LastModified(response), begun.ModifieLe);

    private static bool IsSame(string? now, string? before) => now is null || before is null || now == before;

    private static string? LastModified(HttpResponseMessage response) => response.Content.Headers.TryGetValues("Last-Modified", out var dates) ? dates.First() : null;

    private Attempt? Refusal(HttpResponseMessage response, DownloadOrder order)
    {
        var status = (int)response.StatusCode;
        if (status is 401 or 403)
        {
            return Attempt.GiveUp(IssueCodes.TelechargementEchoue, order.Token is null ? $"il répond {status} : l'accès demande sans doute un jeton" : $"il répond {status} : le jeton n'est pas accepté");
        }

        if (Passing.Contains(response.StatusCode) || status >= 500)
        {
            return Attempt.Again($"il répond {status}", Pause(response));
        }

        return status is >= 400 and not 416 ? Attempt.GiveUp(IssueCodes.TelechargementEchoue, $"il répond {status}")
            : status is not (200 or 206) ? null
            : WebPages.Contains(response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant()) ? Attempt.GiveUp(IssueCodes.FichierHtml, $"type {response.Content.Headers.ContentType?.MediaType}")
            : Coding(response) is { } coding && !ContentCodings.Knows(coding) ? Attempt.GiveUp(IssueCodes.FichierIllisible, $"encodage {coding}")
            : response.Content.Headers.ContentLength > order.MostBytes ? TooBig(order)
            : null;
    }

    private TimeSpan? Pause(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => Longer(delta, options.FirstPause),
        { Date: { } date } => Longer(date - clock.GetUtcNow(), options.FirstPause),
        _ => null,
    };

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static Attempt TooBig(DownloadOrder order) => Attempt.GiveUp(IssueCodes.ArchiveTropGrosse, $"plus de {ArchiveBudget.Size(order.MostBytes)}");

    // The server has another file, or no ranges: what was begun is of no use.
    private static Attempt StartAgain(DownloadOrder order, HttpStatusCode status)
    {
        File.Delete(order.Memory);
        File.Delete(order.Partial);
        return Attempt.Again($"il répond {(int)status}");
    }

    private async Task<Attempt> ReceiveAsync(HttpResponseMessage response, DownloadOrder order, CopyMemory memory, bool append, CancellationToken cancellationToken)
    {
        if (!append)
        {
            // Before the memory of the new version is there: killed in between, no part of the old one would pass for it.
            File.Delete(order.Partial);
        }

        memory.Save(order.Memory);
        // Nothing waits in memory: a process that is killed leaves all that it received.
        await using var file = new FileStream(order.Partial, append ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        if (append)
        {
            order.Report.Remark($"repris à {ArchiveBudget.Size(file.Length)}");
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[BufferLength];
        while (true)
        {
            var read = await ReadAsync(body, buffer, cancellationToken);
            if (read is null || (read == 0 && memory.Longueur is { } announced && file.Length < announced))
            {
                await file.FlushAsync(cancellationToken);
                return Attempt.Again($"il s'est interrompu à {ArchiveBudget.Size(file.Length)}{(memory.Longueur is { } whole ? $" sur {ArchiveBudget.Size(whole)}" : "")}");
            }

            if (read == 0)
            {
                file.Flush(flushToDisk: true);
                return Attempt.Whole;
            }

            await file.WriteAsync(buffer.AsMemory(0, read.Value), cancellationToken);
            order.Report.Received += read.Value;
            if (file.Length > order.MostBytes)
            {
                return TooBig(order);
            }

            order.Progress(file.Length, memory.Longueur);
        }
    }

    /// <summary>Bytes read; null when the server stopped in the middle.</summary>
    private async Task<int?> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(options.LongestSilence);
        try
        {
            return await body.ReadAsync(buffer, silence.Token);
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException || (cut is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
