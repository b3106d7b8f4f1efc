using Maillage.Api.Schedules;
using Maillage.Tests.Support;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Api.Schedules;

public sealed class CompactionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_leader_compacts_what_is_old_once_a_day()
    {
        await using var atelier = new Atelier();
        await atelier.ImportAsync(Annuaire(Record("a")));
        await atelier.ImportAsync(Annuaire(Record("a", "Autre")));
        var clock = new HorlogeReglee(DateTimeOffset.UtcNow);
        var leads = false;
        var compaction = new Compaction(atelier.Store, days: 30, _ => Task.FromResult(leads), clock);

        // Too young, then of another node's concern.
        leads = true;
        await compaction.LookAsync(Cancellation);
        leads = false;
        clock.Now += TimeSpan.FromDays(31);
        await compaction.LookAsync(Cancellation);
        Assert.Equal(0, await HorizonAsync(atelier));

        leads = true;
        await compaction.LookAsync(Cancellation);
        Assert.Equal(1, await HorizonAsync(atelier));

        await atelier.ImportAsync(Annuaire(Record("a", "Encore")));
        clock.Now += TimeSpan.FromHours(23);
        await compaction.LookAsync(Cancellation);
        Assert.Equal(1, await HorizonAsync(atelier));
        clock.Now += TimeSpan.FromDays(31);
        await compaction.LookAsync(Cancellation);
        Assert.Equal(2, await HorizonAsync(atelier));
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("365", 365)]
    [InlineData("0", null)]
    [InlineData("-3", null)]
    [InlineData("trente", null)]
    [InlineData("99999", null)]
    public void The_number_of_days_is_checked(string given, int? days) => Assert.Equal(days, Compaction.Days(given));

    private static async Task<long> HorizonAsync(Atelier atelier) => (await atelier.Store.HeadAsync(Cancellation)).Horizon;
}
