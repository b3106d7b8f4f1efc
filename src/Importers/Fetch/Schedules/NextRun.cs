namespace Maillage.Importers.Fetch.Schedules;

/// <summary>What the last runs of a source were.</summary>
/// <param name="Begun">Beginning of the last one; null when there was none.</param>
/// <param name="Ended">End of the last one.</param>
/// <param name="Failures">How many were refused since the last accepted one.</param>
public readonly record struct PastRuns(DateTimeOffset? Begun, DateTimeOffset? Ended, int Failures);

/// <summary>When a scheduled source is next imported: a pure function of its schedule and of its past.</summary>
public static class NextRun
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(10);
    private const int PauseFactor = 3;
    private const int LongestPower = 5;

    /// <summary>
    /// The instant; one that is past is due now. A source that never ran is due at once, runs missed while nothing ran are made up for by one, and a run that
    /// was refused is tried again before its hour: 10 min later, then 30, then 90 and so on.
    /// </summary>
    public static DateTimeOffset Of(Schedule schedule, PastRuns past, DateTimeOffset now)
    {
        if (past.Begun is not { } begun)
        {
            return now;
        }

        var due = schedule.After(begun);
        if (past.Failures == 0 || past.Ended is not { } ended)
        {
            return due;
        }

        var retry = ended + (FirstPause * Math.Pow(PauseFactor, Math.Min(past.Failures - 1, LongestPower)));
        return retry < due ? retry : due;
    }
}
