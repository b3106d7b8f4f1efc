using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;
using Maillage.Schema.Services;
using Maillage.Store;

namespace Maillage.Tests.Store;

/// <summary>What the tests of the store write.</summary>
internal static class Fiches
{
    public static SourceCard Card { get; } =
        new() { Id = "s", Nom = "Source", Producteur = "Producteur", Attribution = "Attribution", Licence = "etalab-2.0", Demonstration = true };

    public static SourceRun Run { get; } = new() { Debut = DateTimeOffset.UnixEpoch, Fin = DateTimeOffset.UnixEpoch.AddMinutes(1), Resultat = RunOutcome.Reussie };

    public static Lieu Lieu(string id, string nom = "Mairie") => FichiersDeSchema.Exemple<Lieu>() with { Id = id, Nom = nom, ModifieLe = null };

    public static Service Service(string id) => FichiersDeSchema.Exemple<Service>() with { Id = id, ModifieLe = null };

    /// <summary>A record behind a lieu.</summary>
    public static SourceRecord Record(string id, string lieu = "l") => new()
    {
        Id = id,
        Hash = [1, 2, 3],
        State = RecordState.Publie,
        EntiteId = lieu,
        Signature = "de " + id,
        Issues = "nom:nom_repare",
        Raw = """{"nom":"\u0000"}""",
        Fiche = Lieu(lieu, id),
    };

    public static JournalChange Creation(IEntite entity) =>
        JournalChange.Of(null, entity, Operation.Creation) ?? throw new InvalidOperationException("Rien à publier.");

    public static RecordKey Key(string id, string source = "s") => new(source, id);

    /// <summary>Does something in a set of changes that is completed.</summary>
    public static async Task ChangeAsync(this IStore store, Func<IChangeSet, Task> act)
    {
        await using var changes = await store.BeginAsync(rehearsal: false, TestContext.Current.CancellationToken);
        await act(changes);
        await changes.CompleteAsync(null, TestContext.Current.CancellationToken);
    }
}
