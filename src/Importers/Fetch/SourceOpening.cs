using Maillage.Importers.Fetch.Http;
using Maillage.Importers.Sources;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Fetch;

/// <summary>Where a run reads its source: the file that the command names, the local one that the declaration names, or the address.</summary>
/// <param name="Name">The path or the address, for the person who runs the command.</param>
/// <param name="File">Name of the file, for anyone; null when there is none.</param>
internal sealed record SourceOpening(string Name, string? File)
{
    /// <summary>How many bytes, or records of a paged list, between two reports.</summary>
    private const long BetweenReports = 1_000_000;

    private string? Local { get; init; }

    public static SourceOpening Of(SourceDeclaration source, string? given)
    {
        if ((given ?? source.CheminFichier) is { } path)
        {
            return new SourceOpening(path, Path.GetFileName(Path.TrimEndingDirectorySeparator(path))) { Local = path };
        }

        return WebAddress.Read(source.Fetch.Telechargement) is { } address
            ? new SourceOpening(WebAddress.Shown(address), WebAddress.FileName(address))
            : new SourceOpening(source.Chemin, null);
    }

    /// <summary>Opens it, downloaded first where it must be.</summary>
    public async Task<Parsed<FetchedSource>> OpenAsync(SourceDeclaration source, ImportOptions options, FetchReport report, CancellationToken cancellationToken)
    {
        if (Local is not null)
        {
            return FetchedSource.Open(Local, source);
        }

        if (options.Fetcher is not { } fetcher || File is null)
        {
            return Parsed.Refused<FetchedSource>(new Issue("*", IssueCodes.SourceSansFichier));
        }

        long said = 0;
        return await fetcher.OpenAsync(source, options.DryRun, report, Say, cancellationToken);

        void Say(long done, long? whole)
        {
            var isPaged = source.Fetch.Pages is not null;
            if (isPaged || done - said >= BetweenReports || done < said || done == whole)
            {
                said = done;
                options.Progress?.Report(new ImportProgress(source.Id, 0, 0) { Fetching = new FetchProgress(done, whole, isPaged) });
            }
        }
    }
}
