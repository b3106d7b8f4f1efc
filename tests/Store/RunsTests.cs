using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;
using Maillage.Store;
using Maillage.Tests.Support;

namespace Maillage.Tests.Store;

/// <summary>What is said of sources and of their runs, the same in every database.</summary>
public abstract class RunsTests(SorteDeBase sorte) : IAsyncDisposable
{
    private readonly Atelier atelier = new(sorte);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static SourceCard Card { get; } = new()
    {
        Id = "s",
        Nom = "Source",
        Producteur = "Producteur",
        Attribution = "Attribution",
        Licence = "etalab-2.0",
        Url = "https://example.fr/",
        UrlModification = "https://example.fr/{id}",
        Origine = "origine",
        DateFichier = new DateOnly(2026, 1, 31),
        Territoire = "departement-04",
        Complete = false,
        Mediation = true,
        Demonstration = true,
    };

    private static SourceRun Accepted { get; } = new()
    {
        Debut = new DateTimeOffset(2026, 11, 22, 6, 0, 0, TimeSpan.Zero),
        Fin = new DateTimeOffset(2026, 11, 22, 6, 0, 3, TimeSpan.Zero),
        Resultat = RunOutcome.Reussie,
        Fichier = "fichier.json",
        Lues = 10,
        Publiees = 6,
        Reparees = 2,
        Inchangees = 1,
        NonPubliees = new Dictionary<string, long> { ["type_inconnu"] = 3 },
        Rejetees = new Dictionary<string, long> { ["nom_absent"] = 1 },
        Crees = 3,
        Modifies = 2,
        Retablis = 1,
        Retires = 4,
        Anomalies = [new IssueCount("telephone", "telephone_repare", 2)],
        Rejets = [new RunRejection("ligne 3", "x", "nom", "nom_absent", null)],
    };

    private static SourceRun Refused { get; } = new()
    {
        Debut = Accepted.Debut.AddDays(1),
        Fin = Accepted.Fin.AddDays(1),
        Resultat = RunOutcome.Refusee,
        Echec = new RunFailure("fichier_tronque", "octet 12", null),
    };

    public async ValueTask DisposeAsync()
    {
        await atelier.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_run_read_back_is_the_run_that_was_written()
    {
        await CompleteAsync(Card, Accepted);
        var source = Assert.Single(await atelier.Store.SourcesAsync(Cancellation));

        Assert.Equal((Card, Accepted.Fin), (source.Card, source.ImporteeLe));
        Assert.Equivalent(Accepted with { Id = 1 }, Assert.Single(source.Runs), strict: true);
    }

    [Fact]
    public async Task A_run_is_seen_with_its_data_or_not_at_all()
    {
        await atelier.Store.MigrateAsync(Cancellation);
        await using (var import = await atelier.Store.BeginAsync(rehearsal: false, Cancellation))
        {
            await import.PublishAsync(FichiersDeSchema.Exemple<Lieu>(), Cancellation);
            Assert.Empty(await atelier.Store.SourcesAsync(Cancellation));
        }

        Assert.Empty(await atelier.Store.SourcesAsync(Cancellation));
        Assert.Equal((0, 0), await HeadAsync());
        await CompleteAsync(Card, Accepted, FichiersDeSchema.Exemple<Lieu>());
        Assert.Equal((1, 1), await HeadAsync());
    }

    [Fact]
    public async Task A_refused_run_changes_nothing_that_is_said_of_the_source()
    {
        await CompleteAsync(Card, Accepted);
        await atelier.Store.RecordAsync(Card with { Nom = "Autre", Licence = "CC0-1.0" }, Refused, Cancellation);
        await atelier.Store.RecordAsync(Card with { Id = "t" }, Refused, Cancellation);
        var sources = await atelier.Store.SourcesAsync(Cancellation);

        Assert.Equal([(Card, Accepted.Fin), (Card with { Id = "t" }, null)], sources.Select(source => (source.Card, source.ImporteeLe)));
        Assert.Equal([RunOutcome.Refusee, RunOutcome.Reussie], sources[0].Runs.Select(run => run.Resultat));
        Assert.Equal(Refused.Echec, sources[1].Runs[0].Echec);
    }

    [Fact]
    public async Task An_accepted_run_says_the_source_anew()
    {
        await atelier.Store.MigrateAsync(Cancellation);
        await atelier.Store.RecordAsync(Card, Refused, Cancellation);
        await CompleteAsync(Card with { Url = null, Nom = "Autre" }, Accepted);

        var source = Assert.Single(await atelier.Store.SourcesAsync(Cancellation));
        Assert.Equal((Card with { Url = null, Nom = "Autre" }, Accepted.Fin), (source.Card, source.ImporteeLe));
    }

    [Fact]
    public async Task Old_runs_are_forgotten_but_the_last_accepted_one()
    {
        await CompleteAsync(Card, Accepted);
        for (var rank = 0; rank < 120; rank++)
        {
            await atelier.Store.RecordAsync(Card, Refused, Cancellation);
        }

        var runs = Assert.Single(await atelier.Store.SourcesAsync(Cancellation)).Runs;

        Assert.Equal(101L, await atelier.Base.ScalarAsync("SELECT count(*) FROM run"));
        // Twenty are read, and the one that tells what is served.
        Assert.Equal([.. Enumerable.Range(0, 20).Select(rank => 121L - rank), 1], runs.Select(run => run.Id));
        Assert.Equal(RunOutcome.Reussie, runs[^1].Resultat);
    }

    [Fact]
    public async Task A_run_that_cannot_be_read_is_said()
    {
        await CompleteAsync(Card, Accepted);
        await atelier.Base.ScalarAsync("UPDATE run SET donnees = '{' RETURNING id");

        var refusal = await Assert.ThrowsAsync<StoreException>(() => atelier.Store.SourcesAsync(Cancellation));
        Assert.Contains("« s »", refusal.Message, StringComparison.Ordinal);
    }

    private Task CompleteAsync(SourceCard card, SourceRun run, params Lieu[] lieux) => atelier.Store.PublishAsync((card, run), lieux, Cancellation);

    private async Task<(long Seq, long Run)> HeadAsync()
    {
        var head = await atelier.Store.HeadAsync(Cancellation);
        return (head.Seq, head.Run);
    }
}

public sealed class SqliteRunsTests() : RunsTests(SorteDeBase.Sqlite);

public sealed class PostgresRunsTests() : RunsTests(SorteDeBase.Postgres);
