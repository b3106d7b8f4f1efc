using System.Globalization;
using Maillage.Api.Commands;
using Maillage.Store;

namespace Maillage.Api.Schedules;

/// <summary>Compacts the journal once a day: of what is older than a number of days, only the last entry of each entity is kept.</summary>
/// <param name="store">The store.</param>
/// <param name="days">How many days are kept whole.</param>
/// <param name="leads">True when it is for this node to do it, of all those that share the store.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class Compaction(IStore store, int days, Func<CancellationToken, Task<bool>> leads, TimeProvider clock)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromHours(1);
    private static readonly TimeSpan Between = TimeSpan.FromDays(1);

    private DateTimeOffset? last;

    /// <summary>How many days are kept whole; null, with a complaint, when the setting says no number of days.</summary>
    public static int? Days(string? given)
    {
        var value = Settings.Journal.Value(given);
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 36_500)
        {
            return days;
        }

        Terminal.Complain($"« {Settings.Journal.Option} {value} » : écrivez un nombre de jours, de 1 à 36500, par exemple {Settings.Journal.Default}.");
        return null;
    }

    /// <summary>Compacts now.</summary>
    /// <returns>How many entries were removed.</returns>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    public static Task<long> RunAsync(IStore store, int days, TimeProvider clock, CancellationToken cancellationToken) =>
        store.CompactAsync(clock.GetUtcNow() - TimeSpan.FromDays(days), cancellationToken);

    /// <summary>Compacts each day until it is stopped.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, clock);
        do
        {
            await LookAsync(cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Compacts if a day has passed.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() - last < Between || !await leads(cancellationToken))
        {
            return;
        }

        try
        {
            await RunAsync(store, days, clock, cancellationToken);
            last = clock.GetUtcNow();
        }
        catch (StoreException unwritable)
        {
            // The journal is whole without it: the next look does it.
            Terminal.Complain($"le journal n'a pas été compacté. {unwritable.Message}");
        }
    }
}
