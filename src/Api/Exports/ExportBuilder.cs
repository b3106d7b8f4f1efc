using Maillage.Api.Feed;
using Maillage.Catalogue;

namespace Maillage.Api.Exports;

/// <summary>Writes the files of the whole country after a publication, every ten minutes at most, on threads that give way to those that answer.</summary>
internal sealed partial class ExportBuilder(ExportFolder folder, Versions versions, TimeProvider clock, ILogger<ExportBuilder> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenExports = TimeSpan.FromMinutes(10);

    // The database whose files were looked for: those of an earlier process are served at once.
    private string? looked;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = versions.Current is { } snapshot && await QuietScheduler.Shared.RunAsync(() => Task.FromResult(Prepare(snapshot, stoppingToken)), stoppingToken) ? BetweenExports : BetweenLooks;
            await Task.Delay(wait, clock, stoppingToken);
        }
    }

    // True when files were written, or could not be.
    private bool Prepare(Snapshot snapshot, CancellationToken cancellationToken)
    {
        try
        {
            if (looked != snapshot.Origin)
            {
                folder.Look(snapshot.Origin);
                looked = snapshot.Origin;
            }

            if (folder.Kept is [var last, ..] && last.Version == snapshot.VersionText)
            {
                return false;
            }

            folder.Prepare(snapshot, cancellationToken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Unwritten(logger, refused.Message);
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Les exports n'ont pas pu être écrits ; ceux d'avant restent servis, et un nouvel essai aura lieu dans dix minutes. {Reason}")]
    private static partial void Unwritten(ILogger logger, string reason);
}
