using Maillage.Api;
using Maillage.Importers.Publish;
using Maillage.Importers.Reconcile;
using Maillage.Schema.Lieux;
using Maillage.Store;
using Maillage.Tests.Support;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Api;

public sealed class CompetencesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_commune_of_a_zone_has_its_row_and_the_seat_alone_none()
    {
        await using var atelier = new Atelier();
        await atelier.ImportAsync(Annuaire(Record("caf", type: "caf"), Record("mairie")));
        await CompleteAsync(atelier, "caf", "05", "04112");
        await using var app = Server.Build(atelier.Store, "http://127.0.0.1:0");
        await app.StartAsync(Cancellation);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        while (!(await client.GetAsync("/sante/prete", Cancellation)).IsSuccessStatusCode)
        {
            await Task.Delay(20, Cancellation);
        }

        var rows = (await client.GetStringAsync("/api/v1/exports/competences.csv", Cancellation)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var lieu = (await atelier.PublishedAsync()).Single(one => one.ZoneCompetence.Count > 0);

        Assert.Equal("code_insee,type,lieu_id", rows[0]);
        Assert.Contains($"04112,caf,{lieu.Id}", rows);
        Assert.Contains($"05061,caf,{lieu.Id}", rows);
        Assert.DoesNotContain(rows, row => row.StartsWith("04070", StringComparison.Ordinal));
        Assert.Equal(Maillage.Schema.Territoires.Cog.Courant.Communes.Count(commune => commune.CodeDepartement == "05") + 2, rows.Length);
        await app.StopAsync(Cancellation);
    }

    // As the import of a source of competences does.
    private static async Task CompleteAsync(Atelier atelier, string cible, params string[] zone)
    {
        var card = atelier.Source.Card with { Id = "competences" };
        var complement = new SourcedComplement(new SourceLieu { Source = card.Id, Id = cible }, new Complement { CibleId = cible, ZoneCompetence = zone });
        await using var changes = await atelier.Store.BeginAsync(rehearsal: false, Cancellation);
        var record = new SourceRecord { Id = cible, Hash = [], State = RecordState.Publie, Raw = "{}", Complement = complement, Cible = new RecordKey(atelier.Source.Id, cible) };
        await changes.KeepAsync(card.Id, record, Cancellation);
        var publisher = new Publisher(changes, new Reconciler(changes, Decisions.None), new Golden(Priorities.None), new Maillage.Importers.ImportReport(card.Id));
        publisher.Touch(new Touched(new RecordKey(card.Id, record.Id), null, record));
        await publisher.PublishAsync(Cancellation);
        var now = DateTimeOffset.UtcNow;
        await changes.CompleteAsync((card, new SourceRun { Debut = now, Fin = now, Resultat = RunOutcome.Reussie }), Cancellation);
    }
}
