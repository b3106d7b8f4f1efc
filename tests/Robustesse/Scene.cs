using System.Diagnostics;
using Maillage.Store;
using Maillage.Tests.Support;

namespace Maillage.Tests.Robustesse;

/// <summary>A database that two sources are imported into by the command, while things happen to it, and the witness of what it must hold.</summary>
/// <param name="setting">The database, as MAILLAGE_STORE names it.</param>
/// <param name="store">The same, opened by the test.</param>
/// <param name="places">How many places there are for lieux.</param>
internal sealed class Scene(string setting, IStore store, int places) : IDisposable
{
    private const int Seed = 20261122;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("maillage-scene-");
    private DeuxSources? sources;
    private int turn;

    /// <summary>Where the files are.</summary>
    public string Folder => folder.FullName;

    public IStore Store => store;

    public string Setting => setting;

    public Temoin Temoin { get; } = new();

    public DeuxSources Sources => sources ??= new DeuxSources(Folder, Seed, places);

    private Commande Commande => new(Folder, setting);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Imports both sources for the first time.</summary>
    public async Task FillAsync()
    {
        foreach (var source in Sources.All)
        {
            await Temoin.ImportAsync(store, Sources.Yaml(source));
            await AgreeAsync(source);
        }

        await Temoin.IsSameAsync(store);
    }

    /// <summary>Changes the file of one source, each in its turn.</summary>
    /// <returns>The source.</returns>
    public string Change(double changed = 0.3)
    {
        var source = Sources.All[turn++ % Sources.All.Count];
        Sources.Change(source, changed);
        return source;
    }

    /// <summary>Begins to import the file of a source.</summary>
    public Process Begin(string source) => Commande.Start("import", Sources.Yaml(source));

    /// <summary>Imports the file of a source, which must succeed: the database is then what it must be.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> SucceedAsync(string source)
    {
        var begun = Stopwatch.GetTimestamp();
        var end = await Commande.RunAsync("import", Sources.Yaml(source));
        var took = Stopwatch.GetElapsedTime(begun);
        Assert.True(end.Code == 0, end.Complaint);
        await AgreeAsync(source);
        await Temoin.IsSameAsync(store);
        return took;
    }

    /// <summary>Imports the file of a source, which must fail with a sentence for a person.</summary>
    /// <returns>The sentence.</returns>
    public async Task<string> FailAsync(string source) => Refusal(await Commande.RunAsync("import", Sources.Yaml(source)));

    /// <summary>Fails unless the import failed with a sentence for a person.</summary>
    public static string Refusal(Fin end)
    {
        Assert.True(end.Code is 1 or 2, $"code {end.Code} : {end.Output}{end.Complaint}");
        Assert.StartsWith("Maillage : ", end.Complaint, StringComparison.Ordinal);
        foreach (var forbidden in (string[])["Exception", "   at ", "à signaler", "SqliteE", "Npgsql"])
        {
            Assert.DoesNotContain(forbidden, end.Complaint, StringComparison.Ordinal);
        }

        return end.Complaint;
    }

    /// <summary>After the server was stopped: the first who finds a connection lost is told so, and nobody after it.</summary>
    public async Task FindAgainAsync()
    {
        try
        {
            await store.HeadAsync(Cancellation);
        }
        catch (StoreException)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.HeadAsync(Cancellation)));
        }
    }

    /// <summary>After an import that may have been completed or not: it is all there, or nothing of it.</summary>
    /// <returns>True when it was completed.</returns>
    public async Task<bool> WholeOrNothingAsync(string source)
    {
        // Whoever wrote writes no more, and holds nobody up.
        await using (await store.BeginAsync(rehearsal: false, Cancellation))
        {
        }

        var completed = (await store.HeadAsync(Cancellation)).Seq != Temoin.Seq;
        if (completed)
        {
            await AgreeAsync(source);
        }

        await Temoin.IsSameAsync(store);
        return completed;
    }

    /// <summary>Fails unless the values published are those of a database into which only the last files were imported.</summary>
    public async Task IsAsIfNewAsync()
    {
        using var fresh = new Temoin();
        foreach (var source in Sources.All.Reverse())
        {
            Sources.TakeBack(source);
            await fresh.ImportAsync(Sources.Yaml(source));
        }

        Assert.Equal(await fresh.ValuesAsync(), await Temoin.ValuesAsync());
    }

    public void Dispose()
    {
        Temoin.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task AgreeAsync(string source)
    {
        await Temoin.ImportAsync(Sources.Yaml(source));
        Sources.Accept(source);
    }
}
