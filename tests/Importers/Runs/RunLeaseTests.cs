using Maillage.Importers;
using Maillage.Importers.Runs;
using Maillage.Store;
using Maillage.Tests.Support;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Importers.Runs;

/// <summary>Two runs of one source never overlap, on one machine or on several.</summary>
public abstract class RunLeaseTests(SorteDeBase sorte)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_run_says_who_runs_the_first_and_leaves_no_trace()
    {
        await using var moisson = await Moisson.StartAsync(Annuaire(Record("a")), sorte: sorte);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var rest = new TaskCompletionSource();
        moisson.Server.WaitsAt(10, begun, rest.Task);
        var first = moisson.ImportAsync();
        await begun.Task;
        var second = await moisson.ImportAsync();
        rest.SetResult();

        Assert.Equal("import_en_cours", second.Failure?.Issue.Code.Code);
        Assert.Contains($"processus {Environment.ProcessId}, depuis le", second.Failure?.ToString(), StringComparison.Ordinal);
        Assert.Null((await first).Failure);
        Assert.Single((await moisson.Atelier.Store.SourcesAsync(Cancellation)).Single().Runs);
        Assert.Null((await moisson.ImportAsync()).Failure);
    }

    [Fact]
    public async Task Other_sources_and_rehearsals_do_not_wait()
    {
        await using var moisson = await Moisson.StartAsync(Annuaire(Record("a")), sorte: sorte);
        await moisson.Atelier.Store.TakeLeaseAsync(Of("annuaire", "ailleurs", DateTimeOffset.UtcNow), null, Cancellation);

        Assert.Equal("import_en_cours", (await moisson.ImportAsync()).Failure?.Issue.Code.Code);
        Assert.Null((await moisson.ImportAsync(new ImportOptions { DryRun = true })).Failure);
        Assert.Null((await moisson.Atelier.ImportAsync(Annuaire(Record("a")), source: moisson.Atelier.Source with { Id = "autre" })).Failure);
    }

    [Fact]
    public async Task The_lease_of_a_holder_that_is_silent_expires()
    {
        await using var atelier = new Atelier(sorte);
        await atelier.Store.MigrateAsync(Cancellation);
        var now = new DateTimeOffset(2026, 7, 14, 12, 0, 0, TimeSpan.Zero);
        var lost = Of("annuaire", "un", now);
        Assert.Equal("un", (await atelier.Store.TakeLeaseAsync(lost, null, Cancellation)).Holder);
        Assert.Equal("un", (await atelier.Store.TakeLeaseAsync(Of("annuaire", "deux", now.AddSeconds(119)), null, Cancellation)).Holder);
        Assert.True(await atelier.Store.RenewLeaseAsync(lost, now.AddMinutes(4), Cancellation));
        Assert.Equal("un", (await atelier.Store.TakeLeaseAsync(Of("annuaire", "deux", now.AddMinutes(3)), null, Cancellation)).Holder);
        Assert.Equal("deux", (await atelier.Store.TakeLeaseAsync(Of("annuaire", "deux", now.AddMinutes(4)), null, Cancellation)).Holder);

        // Who wakes up too late has lost it, and takes it from nobody.
        Assert.False(await atelier.Store.RenewLeaseAsync(lost, now.AddMinutes(9), Cancellation));
        await atelier.Store.ReleaseLeaseAsync(lost, Cancellation);
        Assert.Equal("deux", (await atelier.Store.TakeLeaseAsync(Of("annuaire", "trois", now.AddMinutes(5)), null, Cancellation)).Holder);
    }

    [Fact]
    public async Task A_dead_holder_is_not_waited_for_and_only_that_one()
    {
        await using var atelier = new Atelier(sorte);
        await atelier.Store.MigrateAsync(Cancellation);
        var now = new DateTimeOffset(2026, 7, 14, 12, 0, 0, TimeSpan.Zero);
        await atelier.Store.TakeLeaseAsync(Of("annuaire", "mort", now), null, Cancellation);

        Assert.Equal("mort", (await atelier.Store.TakeLeaseAsync(Of("annuaire", "deux", now), "autre", Cancellation)).Holder);
        Assert.Equal("deux", (await atelier.Store.TakeLeaseAsync(Of("annuaire", "deux", now), "mort", Cancellation)).Holder);
        Assert.Equal("deux", (await atelier.Store.TakeLeaseAsync(Of("annuaire", "trois", now), "mort", Cancellation)).Holder);
    }

    [Fact]
    public void Only_a_process_of_this_machine_is_known_to_be_dead()
    {
        var here = RunHolder.New();
        var parts = here.Split('|');

        Assert.NotEqual(here, RunHolder.New());
        Assert.False(RunHolder.IsDead(here));
        Assert.True(RunHolder.IsDead($"{parts[0]}|{parts[1]}|1|7"), "un autre processus, qui avait ce numéro avant");
        Assert.True(RunHolder.IsDead($"{parts[0]}|{int.MaxValue}|1|7"), "un processus qui n'est plus");
        Assert.False(RunHolder.IsDead($"ailleurs|{int.MaxValue}|1|7"), "une autre machine");
        Assert.False(RunHolder.IsDead("autre chose"));
    }

    private static Lease Of(string source, string holder, DateTimeOffset since) => new(source, holder, "une machine, processus 1", since, since.AddMinutes(2));
}

public sealed class RunLeaseOnSqliteTests() : RunLeaseTests(SorteDeBase.Sqlite);

public sealed class RunLeaseOnPostgresTests() : RunLeaseTests(SorteDeBase.Postgres);
