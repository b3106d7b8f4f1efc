using Maillage.Api.Feed;
using Maillage.Catalogue;

namespace Maillage.Api.Exports;

/// <summary>Writes the files of the whole country after a publication, every ten minutes at most, on threads that give way to those that answer.</summary>
internal sealed partial class ExportBuilder(ExportFolder folder, Versions versions, FeedState feed, TimeProvider clock, ILogger<ExportBuilder> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenExports = TimeSpan.FromMinutes(10);

    // The database whose files were looked for: those of an earlier process are served at once.
    private string? looked;

    // Up to which erasure files were forgotten.
    private long erased;
    private long? tried;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (versions.Current is { } snapshot)
            {
                await QuietScheduler.Shared.RunAsync(() => Task.FromResult(Follow(snapshot, stoppingToken)), stoppingToken);
            }

            await Task.Delay(BetweenLooks, clock, stoppingToken);
        }
    }

    // True when it could be done; the next look tries again what could not.
    private bool Follow(Snapshot snapshot, CancellationToken cancellationToken)
    {
        try
        {
            if (looked != snapshot.Origin)
            {
                folder.Look(snapshot.Origin);
                (looked, erased, tried) = (snapshot.Origin, 0, null);
            }

            // Nobody waits ten minutes for what must not be there any more.
            if (feed.ErasedAt is var since && since > erased && snapshot.Version >= since)
            {
                folder.Erase(snapshot.Origin, since);
                (erased, tried) = (since, null);
            }

            if (!folder.IsUpToDate(snapshot) && (tried is not { } instant || clock.GetElapsedTime(instant) >= BetweenExports))
            {
                tried = clock.GetTimestamp();
                if (folder.Prepare(snapshot, cancellationToken) is { } written)
                {
                    var (bytes, taken) = (written.Donnees.Sum(file => file.Octets + file.OctetsGzip), clock.GetElapsedTime(tried.Value));
                    Written(logger, snapshot.Version, written.Total, bytes, taken.TotalSeconds);
                }
            }

            return true;
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            // Whatever it is, lists are served all the same.
            Unwritten(logger, refused.Message, refused is IOException or UnauthorizedAccessException ? null : refused);
            return false;
        }
    }

    [LoggerMessage(EventId = 3, EventName = "exports", Level = LogLevel.Information, Message = "Exports de la version {Version} : {Fichiers} fichiers, {Octets} octets, {Secondes:0.0} s.")]
    private static partial void Written(ILogger logger, long version, int fichiers, long octets, double secondes);

    [LoggerMessage(EventId = 6, EventName = "exports-impossibles", Level = LogLevel.Error, Message = "Les exports n'ont pas pu être écrits ; ceux d'avant restent servis, et un nouvel essai aura lieu dans dix minutes. {Motif}")]
    private static partial void Unwritten(ILogger logger, string motif, Exception? failure);
}
