using System.Diagnostics;
using Maillage.Store;
using Maillage.Tests.Importers.Reconcile;
using Maillage.Tests.Support;
using Lieu = Maillage.Schema.Lieux.Lieu;

namespace Maillage.Tests.Robustesse;

[Collection(nameof(Robustesse))]
public sealed class SqliteKilledImportTests() : KilledImportTests(SorteDeBase.Sqlite);

[Collection(nameof(Robustesse))]
public sealed class PostgresKilledImportTests() : KilledImportTests(SorteDeBase.Postgres);

/// <summary>An import that is killed (kill -9), as when the machine lacks memory: at whatever moment, it is all there, or nothing of it.</summary>
public abstract class KilledImportTests(SorteDeBase sorte)
{
    private const int Kills = 20;
    private const int Places = 800;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_twenty_random_moments_imports_leave_a_whole_version_and_the_next_one_succeeds()
    {
        await using var atelier = new Atelier(sorte);
        using var scene = new Scene(atelier.Base.Setting, atelier.Store, Places);
        await scene.FillAsync();
        var length = await scene.SucceedAsync(scene.Change());
        var (before, after, ended) = (0, 0, 0);
        foreach (var share in Moments())
        {
            var source = scene.Change();
            var end = await KillAsync(scene.Begin(source), length * share);
            var completed = await scene.WholeOrNothingAsync(source);
            // One that nothing stopped was not held up by those that were killed before it.
            Assert.True(end is null or { Fin.Code: 0 } && (end is null || completed), end?.Fin.Complaint);
            length = end is { Took: var took } && took < length ? took : length;
            (before, after, ended) = (before + (completed ? 0 : 1), after + (completed && end is null ? 1 : 0), ended + (end is null ? 0 : 1));
        }

        await Mesures.SayAsync($"imports tués, {sorte} : {Kills} en tout, {before} avant la publication, {after} juste après elle, {ended} finis avant d'être tués");
        Assert.True(before > Kills / 2, $"{before} seulement.");
        foreach (var source in scene.Sources.All)
        {
            scene.Sources.Change(source);
            await scene.SucceedAsync(source);
        }

        await scene.IsAsIfNewAsync();
        await NoIdDenotedTwoLieuxAsync(atelier.Store);
    }

    // One in each twentieth of the import, in any order; what comes before a fifth of it is .NET, which starts.
    private static double[] Moments()
    {
        var random = new Random(20);
        double[] moments = [.. Enumerable.Range(0, Kills).Select(rank => 0.2 + (0.8 * (rank + random.NextDouble()) / Kills))];
        random.Shuffle(moments);
        return moments;
    }

    /// <summary>Null when it was killed; else how it ended before.</summary>
    private static async Task<(Fin Fin, TimeSpan Took)?> KillAsync(Process begun, TimeSpan delay)
    {
        using var process = begun;
        var start = Stopwatch.GetTimestamp();
        var ending = Commande.EndAsync(process);
        if (await Task.WhenAny(ending, Task.Delay(delay, Cancellation)) == ending)
        {
            return (await ending, Stopwatch.GetElapsedTime(start));
        }

        process.Kill();
        var fin = await ending;
        // It may have ended while it was being killed.
        return fin.Code == 0 ? (fin, Stopwatch.GetElapsedTime(start)) : null;
    }

    private static async Task NoIdDenotedTwoLieuxAsync(SqlStore store)
    {
        var journal = await store.ChangesAsync(0, long.MaxValue, int.MaxValue, Cancellation);
        Dictionary<string, IReadOnlyList<RecordKey>> denoted = [];
        foreach (var lieu in journal.Select(entry => entry.Entite).OfType<Lieu>())
        {
            // It goes on with a record that it had, or with one of the same source that took its place.
            var behind = Monde.Behind(lieu);
            Assert.True(!denoted.TryGetValue(lieu.Id, out var known) || behind.Any(key => known.Any(one => one.Source == key.Source)), lieu.Id);
            denoted[lieu.Id] = behind;
        }

        Assert.All((Operation[])[Operation.Fusion, Operation.Scission, Operation.Modification, Operation.Suppression], one => Assert.Contains(journal, entry => entry.Operation == one));
    }
}
