using Maillage.Importers.Fetch.Archives;
using Maillage.Importers.Sources;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Fetch.Http;

/// <summary>Fetches sources from the web into a folder of copies, and opens them there: what is read is always a whole file of ours.</summary>
public sealed class Fetcher : IDisposable
{
    private readonly string folder;
    private readonly TimeProvider clock;
    private readonly FetcherOptions options;
    private readonly Exchange exchange;
    private readonly Download download;

    /// <param name="folder">Where copies are kept, a folder for each source.</param>
    /// <param name="clock">Measures the pauses, dates the copies.</param>
    /// <param name="options">Unless said, what suits public services.</param>
    public Fetcher(string folder, TimeProvider clock, FetcherOptions? options = null)
    {
        this.folder = folder;
        this.clock = clock;
        this.options = options ?? new FetcherOptions();
        exchange = new Exchange(this.options);
        download = new Download(exchange, this.options, clock);
    }

    /// <summary>Downloads a source if it changed, and opens its copy.</summary>
    /// <param name="source">A source with an address.</param>
    /// <param name="isRehearsal">Keeps no copy and remembers nothing.</param>
    /// <param name="report">Receives what was done.</param>
    /// <param name="progress">Told the bytes, or the records of a paged list, so far, and in all where it is known.</param>
    /// <param name="cancellationToken">Stops; what was received is gone on with at the next run.</param>
    /// <returns>The source, or why it cannot be read.</returns>
    public async Task<Parsed<FetchedSource>> OpenAsync(
        SourceDeclaration source, bool isRehearsal, FetchReport report, Action<long, long?> progress, CancellationToken cancellationToken)
    {
        if (WebAddress.Read(source.Fetch.Telechargement) is not { } address)
        {
            return Parsed.Refused<FetchedSource>(new Issue("*", IssueCodes.SourceSansFichier));
        }

        var token = TokenHeader.Of(source.Fetch, address);
        if (token.Issue is { } absent)
        {
            return Parsed.Refused<FetchedSource>(absent);
        }

        var temporary = isRehearsal ? Directory.CreateTempSubdirectory("maillage-") : null;
        Parsed<FetchedSource> opened = default;
        try
        {
            opened = await OpenAsync(source, address, token.Value, temporary?.FullName, report, progress, cancellationToken);
            return opened;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return Parsed.Refused<FetchedSource>(new Issue("*", IssueCodes.TelechargementEchoue, "le dossier des copies n'est pas accessible en écriture, ou le disque est plein"));
        }
        finally
        {
            if (opened.Value is { } kept)
            {
                kept.Temporary = temporary;
            }
            else
            {
                temporary?.Delete(recursive: true);
            }
        }
    }

    /// <summary>Deletes the copies of a source: what it gave is fetched whole at the next run.</summary>
    /// <param name="folder">Where copies are kept, a folder for each source.</param>
    /// <param name="source">Id of the source.</param>
    /// <returns>True when there were some.</returns>
    /// <exception cref="IOException">A file cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">A file cannot be deleted.</exception>
    public static bool ForgetCopies(string folder, string source)
    {
        var own = new DirectoryInfo(Path.Combine(folder, source));
        if (!own.Exists)
        {
            return false;
        }

        own.Delete(recursive: true);
        return true;
    }

    public void Dispose() => exchange.Dispose();

    private async Task<Parsed<FetchedSource>> OpenAsync(
        SourceDeclaration source, Uri address, TokenHeader? token, string? temporary, FetchReport report, Action<long, long?> progress, CancellationToken cancellationToken)
    {
        var kept = new RawCopies(Path.Combine(folder, source.Id));
        var receiving = temporary is null ? kept : new RawCopies(temporary);
        Directory.CreateDirectory(temporary ?? Path.Combine(folder, source.Id));
        if (source.Fetch.Pages is not null || Directory.Exists(receiving.Partial))
        {
            // Pages of two days do not make a list, nor the beginning of a file.
            receiving.DropPartial();
        }

        var digest = CopyMemory.DigestOf(address, source.Fetch.Pages);
        var latest = kept.Latest(digest);
        var order = new DownloadOrder
        {
            Address = address,
            Digest = digest,
            Partial = receiving.Partial,
            Known = latest?.Memory,
            Token = token,
            MostBytes = source.Fetch.TailleMax,
            Report = report,
            Progress = progress,
        };
        var ended = await ReceiveAsync(order, source, cancellationToken);
        if (ended.IsUnchanged && latest is { } copy)
        {
            report.IsUnchanged = true;
            report.CopyOf = copy.Memory.RecuLe;
            return Open(copy.Path, source);
        }

        if (ended.Failure is { } failure)
        {
            if (failure.Code == IssueCodes.ArchiveTropGrosse)
            {
                // Its rest would not be asked for.
                receiving.DropPartial();
            }

            return Parsed.Refused<FetchedSource>(failure);
        }

        return Keep(receiving, order, source, report);
    }

    private async Task<Attempt> ReceiveAsync(DownloadOrder order, SourceDeclaration source, CancellationToken cancellationToken)
    {
        // A server that gives a byte a minute is never silent, and never done.
        using var whole = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        whole.CancelAfter(options.LongestDownload);
        try
        {
            return source.Fetch.Pages is { } pages && PageStyles.Find(pages) is { } style
                ? await new PagedDownload(download, options).RunAsync(style, order with { Known = null }, whole.Token)
                : await download.RunAsync(order, whole.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Attempt.GiveUp(IssueCodes.TelechargementEchoue, $"il n'a pas tout donné en {options.LongestDownload.TotalMinutes:0} min ; le prochain import reprendra");
        }
    }

    private Parsed<FetchedSource> Keep(RawCopies receiving, DownloadOrder order, SourceDeclaration source, FetchReport report)
    {
        var memory = CopyMemory.Load(receiving.PartialMemory) ?? new CopyMemory { Adresse = order.Digest };
        if (memory.Encodage is { } coding && ContentCodings.Decode(order.Partial, coding, new ArchiveLimits { Bytes = order.MostBytes }) is { } undecodable)
        {
            receiving.DropPartial();
            return Parsed.Refused<FetchedSource>(undecodable);
        }

        var now = clock.GetUtcNow();
        report.CopyOf = now;
        return Open(receiving.Keep(WebAddress.FileName(order.Address), memory with { RecuLe = now }, source.Fetch.Copies), source);
    }

    private static Parsed<FetchedSource> Open(string path, SourceDeclaration source)
    {
        var opened = FetchedSource.Open(path, source);
        if (opened.Value is { } fetched)
        {
            fetched.IsCopy = true;
        }

        return opened;
    }
}
