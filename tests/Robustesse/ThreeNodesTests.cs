using System.Diagnostics;
using System.Globalization;
using Maillage.Tests.Support;

namespace Maillage.Tests.Robustesse;

/// <summary>Three servers share a PostgreSQL database that another process imports into, while they are read.</summary>
[Collection(nameof(Robustesse))]
public sealed class ThreeNodesTests
{
    private const int Places = 600;
    private const int Imports = 3;

    private const string Leaders = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = 2 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_is_of_a_whole_version_and_the_nodes_follow_each_publication_within_ten_seconds()
    {
        await using var atelier = new Atelier(SorteDeBase.Postgres);
        using var scene = new Scene(atelier.Base.Setting, atelier.Store, Places);
        await scene.FillAsync();
        await using var one = await Serveur.StartAsync(scene.Setting, scene.Folder);
        await using var two = await Serveur.StartAsync(scene.Setting, scene.Folder);
        await using var three = await Serveur.StartAsync(scene.Setting, scene.Folder);
        Serveur[] nodes = [one, two, three];
        var readers = new Lecteurs([.. nodes.Select(node => node.Client)]);
        List<double> seconds = [];
        for (var imports = 0; imports < Imports; imports++)
        {
            seconds.Add(await FollowAsync(scene, nodes));
            Assert.Equal(1L, await atelier.Base.ScalarAsync(Leaders));
        }

        var read = await readers.StopAsync(atelier.Store);
        await Mesures.SayAsync(string.Create(
            CultureInfo.GetCultureInfo("fr-FR"), $"trois nœuds sur une base : {read} lectures pendant {Imports} imports ; les trois servent la nouvelle version en {seconds.Max():N2} s au plus (médiane {seconds.Order().ElementAt(Imports / 2):N2} s)"));
    }

    /// <summary>Imports, and waits for every node to answer what is published; fails after ten seconds.</summary>
    /// <returns>How many seconds went from the publication to the last of the nodes.</returns>
    private static async Task<double> FollowAsync(Scene scene, Serveur[] nodes)
    {
        var source = scene.Change();
        using var import = scene.Begin(source);
        var ending = Commande.EndAsync(import);
        while (!ending.IsCompleted && (await scene.Store.HeadAsync(Cancellation)).Seq == scene.Temoin.Seq)
        {
            await Task.Delay(10, Cancellation);
        }

        var published = Stopwatch.GetTimestamp();
        await Task.WhenAll(nodes.Select(node => node.CatchUpAsync(scene.Store)));
        var seconds = Stopwatch.GetElapsedTime(published).TotalSeconds;
        var end = await ending;
        Assert.True(end.Code == 0, end.Complaint);
        Assert.True(await scene.WholeOrNothingAsync(source));
        return seconds;
    }
}
