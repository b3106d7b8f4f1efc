using Maillage.Api.Schedules;
using Maillage.Importers;
using Maillage.Importers.Fetch;
using Maillage.Importers.Fetch.Schedules;
using Maillage.Importers.Sources;
using Maillage.Tests.Support;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Api.Schedules;

public sealed class ScheduledImportsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_source_is_imported_when_it_is_due_and_not_before()
    {
        await using var atelier = new Atelier();
        var clock = new HorlogeReglee(new DateTimeOffset(2026, 7, 14, 12, 0, 0, TimeSpan.Zero));
        var (imports, times) = await ScheduleAsync(atelier, clock, Annuaire(Record("a")));

        // Never run: at once. Then each day at 05:30 in Paris, 03:30 UTC, however often one looks.
        for (var minute = 0; minute < 3 * 24 * 60; minute += 10)
        {
            await imports.LookAsync(Cancellation);
            clock.Now += TimeSpan.FromMinutes(10);
        }

        Assert.Equal(["14 12:00", "15 03:30", "16 03:30", "17 03:30"], times);
    }

    [Fact]
    public async Task What_was_missed_is_made_up_for_once_and_a_source_without_schedule_is_left_alone()
    {
        await using var atelier = new Atelier();
        var clock = new HorlogeReglee(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
        var (first, _) = await ScheduleAsync(atelier, clock, Annuaire(Record("a")));
        await first.LookAsync(Cancellation);
        clock.Now += TimeSpan.FromDays(10);
        var (imports, times) = await ScheduleAsync(atelier, clock, Annuaire(Record("a")));
        await imports.LookAsync(Cancellation);
        clock.Now += TimeSpan.FromHours(1);
        await imports.LookAsync(Cancellation);

        Assert.Equal(["11 12:00"], times);
    }

    [Fact]
    public async Task A_source_that_is_refused_is_tried_again_later_and_later()
    {
        await using var atelier = new Atelier();
        var clock = new HorlogeReglee(new DateTimeOffset(2026, 7, 14, 12, 0, 0, TimeSpan.Zero));
        var (imports, times) = await ScheduleAsync(atelier, clock, "<html>");
        for (var minute = 0; minute < 16 * 60; minute++)
        {
            await imports.LookAsync(Cancellation);
            clock.Now += TimeSpan.FromMinutes(1);
        }

        Assert.Equal(["14 12:00", "14 12:10", "14 12:40", "14 14:10", "14 18:40", "15 03:30"], times);
    }

    [Fact]
    public async Task What_the_store_does_not_tell_is_not_tried_at_each_look()
    {
        await using var atelier = new Atelier();
        await atelier.Store.MigrateAsync(Cancellation);
        var clock = new HorlogeReglee(new DateTimeOffset(2026, 7, 14, 12, 0, 0, TimeSpan.Zero));
        var tries = 0;
        var imports = new ScheduledImports(atelier.Store, [Scheduled(atelier)], (_, _) => Task.FromResult(tries++), _ => Task.FromResult(true), clock);
        for (var look = 0; look < 20; look++)
        {
            await imports.LookAsync(Cancellation);
            clock.Now += TimeSpan.FromSeconds(30);
        }

        Assert.Equal(2, tries);
    }

    [Fact]
    public async Task A_node_that_does_not_lead_imports_nothing_until_it_does()
    {
        await using var atelier = new Atelier();
        await atelier.Store.MigrateAsync(Cancellation);
        var clock = new HorlogeReglee(new DateTimeOffset(2026, 7, 14, 12, 0, 0, TimeSpan.Zero));
        var (tries, leads) = (0, false);
        var imports = new ScheduledImports(atelier.Store, [Scheduled(atelier)], (_, _) => Task.FromResult(tries++), _ => Task.FromResult(leads), clock);
        await imports.LookAsync(Cancellation);
        Assert.Equal(0, tries);
        leads = true;
        await imports.LookAsync(Cancellation);
        Assert.Equal(1, tries);
    }

    private static SourceDeclaration Scheduled(Atelier atelier) => atelier.Source with { Fetch = new FetchKeys { Planification = Schedule.Parse("chaque jour à 05:30") } };

    private static async Task<(ScheduledImports Imports, List<string> Times)> ScheduleAsync(Atelier atelier, HorlogeReglee clock, string text)
    {
        await atelier.Store.MigrateAsync(Cancellation);
        await File.WriteAllTextAsync(atelier.File, text, Cancellation);
        List<string> times = [];
        var imports = new ScheduledImports(
            atelier.Store,
            [Scheduled(atelier), atelier.Source with { Id = "autre" }],
            (source, token) =>
            {
                times.Add(clock.Now.ToString("dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));
                return new Pipeline(atelier.Store, clock).ImportAsync(source, new ImportOptions(), token);
            },
            _ => Task.FromResult(true),
            clock);
        return (imports, times);
    }
}
