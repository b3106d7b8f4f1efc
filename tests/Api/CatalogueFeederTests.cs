using Maillage.Api.Feed;
using Maillage.Catalogue;
using Maillage.Importers;
using Maillage.Importers.Rulings;
using Maillage.Importers.Upkeep;
using Maillage.Store;
using Maillage.Store.Sqlite;
using Maillage.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Api;

public sealed class CatalogueFeederTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_catalogue_follows_what_another_process_publishes()
    {
        await using var atelier = new Atelier();
        await atelier.ImportAsync(Annuaire(Record("a"), Record("b"), Record("c"), Record("d"), Record("e"), Record("f")));
        var versions = new Versions(TimeProvider.System);
        using var feeder = Feeder(atelier.Store, versions);
        await feeder.FollowAsync(Cancellation);
        var before = versions.Current;
        await feeder.FollowAsync(Cancellation);
        Assert.Same(before, versions.Current);

        using var other = new SqliteStore(Path.Combine(atelier.Folder, "maillage.db"), TimeProvider.System);
        await File.WriteAllTextAsync(atelier.File, Annuaire(Record("b"), Record("c", nom: "Autre"), Record("d"), Record("e"), Record("f"), Record("g")), Cancellation);
        await new Pipeline(other, TimeProvider.System).ImportAsync(atelier.Source, new ImportOptions(), Cancellation);
        await feeder.FollowAsync(Cancellation);

        Assert.Equal(9, versions.Current?.Version);
        Assert.Equal(["Autre", "Mairie b", "Mairie d", "Mairie e", "Mairie f", "Mairie g"], versions.Current?.Lieux.Select(lieu => lieu.Nom));
        Assert.Equal(6, before?.Lieux.Count);
        Assert.Same(before, versions.Find(6));
        var gone = before?.Lieux.Single(lieu => lieu.Nom == "Mairie a").Id ?? "";
        Assert.True(versions.Current?.Lieux.WasSuppressed(gone));
    }

    [Fact]
    public async Task What_was_erased_is_no_longer_served_to_pages_under_way_either()
    {
        await using var atelier = new Atelier();
        await atelier.ImportAsync(Annuaire(Record("a"), Record("b")));
        var versions = new Versions(TimeProvider.System);
        using var feeder = Feeder(atelier.Store, versions);
        await feeder.FollowAsync(Cancellation);
        var erased = versions.Current?.Lieux.Single(lieu => lieu.Nom == "Mairie a").Id ?? "";

        await new Erasure(atelier.Store, HumanRulings.None).EraseAsync([erased], dryRun: false, Cancellation);
        await feeder.FollowAsync(Cancellation);

        Assert.Equal(["Mairie b"], versions.Current?.Lieux.Select(lieu => lieu.Nom));
        Assert.True(versions.Current?.Lieux.WasSuppressed(erased));
        Assert.Null(versions.Find(2));
    }

    [Fact]
    public async Task A_database_replaced_by_another_is_read_from_its_beginning()
    {
        await using var first = new Atelier();
        await using var second = new Atelier();
        await first.ImportAsync(Annuaire(Record("a"), Record("b")));
        await second.ImportAsync(Annuaire(Record("c")));
        var versions = new Versions(TimeProvider.System);
        using var feeder = Feeder(first.Store, versions);
        await feeder.FollowAsync(Cancellation);
        var origin = versions.Current?.Origin;

        foreach (var part in Directory.EnumerateFiles(first.Folder, "maillage.db*"))
        {
            File.Delete(part);
        }

        File.Copy(Path.Combine(second.Folder, "maillage.db"), Path.Combine(first.Folder, "maillage.db"));
        await feeder.FollowAsync(Cancellation);

        Assert.NotEqual(origin, versions.Current?.Origin);
        Assert.Equal(["Mairie c"], versions.Current?.Lieux.Select(lieu => lieu.Nom));
        Assert.Null(versions.Find(2));
    }

    [Fact]
    public async Task While_the_database_is_away_the_last_data_stay()
    {
        await using var atelier = new Atelier();
        await atelier.ImportAsync(Annuaire(Record("a")));
        var versions = new Versions(TimeProvider.System);
        using var feeder = Feeder(atelier.Store, versions);
        await feeder.FollowAsync(Cancellation);
        foreach (var part in Directory.EnumerateFiles(atelier.Folder, "maillage.db*"))
        {
            File.Delete(part);
        }

        await Assert.ThrowsAnyAsync<Exception>(() => feeder.FollowAsync(Cancellation));
        Assert.Equal(["Mairie a"], versions.Current?.Lieux.Select(lieu => lieu.Nom));
        Assert.Empty(Directory.EnumerateFiles(atelier.Folder, "maillage.db*"));
    }

    private static CatalogueFeeder Feeder(SqlStore store, Versions versions) =>
        new(store, versions, new FeedState(), PublicationPace.AtOnce, TimeProvider.System, NullLogger<CatalogueFeeder>.Instance);
}
