using System.Globalization;
using Maillage.Importers;
using Maillage.Importers.Publish;
using Maillage.Importers.Reconcile;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Store;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Reconcile;

/// <summary>What a source says at one moment: its records, by their id.</summary>
internal sealed record Fichier(string Source, IReadOnlyDictionary<string, Lieu> Fiches);

/// <summary>A store that files of several sources are imported into, as a pipeline does once each record is derived.</summary>
internal sealed class Monde(SorteDeBase sorte) : IAsyncDisposable
{
    private readonly Atelier atelier = new(sorte);
    private bool isMigrated;

    public Decisions Decisions { get; set; } = Decisions.None;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Imports a file: keeps what is new or changed, forgets what is gone, publishes.</summary>
    public async Task<ImportReport> ImportAsync(Fichier fichier)
    {
        if (!isMigrated)
        {
            await atelier.Store.MigrateAsync(Cancellation);
            isMigrated = true;
        }

        await using var changes = await atelier.Store.BeginAsync(rehearsal: false, Cancellation);
        var before = await changes.KnownAsync(fichier.Source, Cancellation);
        var report = new ImportReport(fichier.Source);
        var publisher = new Publisher(changes, new Reconciler(changes, Decisions), new Golden(Priorities.None), report);
        foreach (var (id, lieu) in fichier.Fiches)
        {
            var record = RecordOf(fichier.Source, id, lieu, before.GetValueOrDefault(id));
            if (before.GetValueOrDefault(id) is not { } known || !known.Hash.AsSpan().SequenceEqual(record.Hash))
            {
                await changes.KeepAsync(fichier.Source, record, Cancellation);
                publisher.Touch(new Touched(new RecordKey(fichier.Source, id), before.GetValueOrDefault(id), record));
            }
        }

        foreach (var (id, kept) in before.Where(pair => !fichier.Fiches.ContainsKey(pair.Key)))
        {
            await changes.ForgetAsync(new RecordKey(fichier.Source, id), Cancellation);
            publisher.Touch(new Touched(new RecordKey(fichier.Source, id), kept, null));
        }

        await publisher.PublishAsync(Cancellation);
        await changes.CompleteAsync((Card(fichier.Source), new SourceRun { Debut = DateTimeOffset.UnixEpoch, Fin = DateTimeOffset.UnixEpoch, Resultat = RunOutcome.Reussie }), Cancellation);
        return report;
    }

    public Task<JournalHead> HeadAsync() => atelier.Store.HeadAsync(Cancellation);

    /// <summary>The published lieux, by id.</summary>
    public async Task<IReadOnlyDictionary<string, Lieu>> LieuxAsync() => (await atelier.PublishedAsync()).ToDictionary(lieu => lieu.Id);

    /// <summary>The whole journal.</summary>
    public Task<IReadOnlyList<JournalEntry>> JournalAsync() => atelier.Store.ChangesAsync(0, long.MaxValue, int.MaxValue, Cancellation);

    public ValueTask DisposeAsync() => atelier.DisposeAsync();

    /// <summary>What is published, whatever the ids and the instants: a line a lieu.</summary>
    public static IReadOnlyList<string> Values(IEnumerable<Lieu> lieux) =>
    [
        .. lieux.Select(lieu => lieu with { Id = "", ModifieLe = null, LieuParentId = null })
            .Select(lieu => string.Join('\t', RecordShape.Of<Lieu>().Fields.Select(field => field.ToCell(lieu))))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The records behind a lieu, in order.</summary>
    public static IReadOnlyList<RecordKey> Behind(Lieu lieu) => [.. lieu.Sources.Select(source => new RecordKey(source.Source, source.Id)).Order(RecordKey.Order)];

    private static SourceCard Card(string source) => new() { Id = source, Nom = source, Producteur = source, Attribution = source, Licence = "etalab-2.0" };

    private static SourceRecord RecordOf(string source, string id, Lieu lieu, KeptRecord? before)
    {
        var own = LieuId.Nouveau(source, id);
        var fiche = lieu with { Id = own, Sources = [new SourceLieu { Source = source, Id = id, DateMaj = lieu.DateMaj }], Provenance = ProvenanceOf(lieu, source) };
        var told = string.Join('\t', RecordShape.Of<Lieu>().Fields.Select(field => field.ToCell(fiche)));
        return new SourceRecord
        {
            Id = id,
            Hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(told)),
            State = RecordState.Publie,
            EntiteId = before?.EntiteId ?? own,
            Signature = Signature.Of(fiche, fiche.DateMaj).Write(),
            Raw = told.Length.ToString(CultureInfo.InvariantCulture),
            Fiche = fiche,
        };
    }

    private static Dictionary<string, string> ProvenanceOf(Lieu lieu, string source) =>
        RecordShape.Of<Lieu>().Fields.Where(field => field.Name is not ("id" or "sources" or "provenance") && !field.IsUnknown(lieu)).ToDictionary(field => field.Name, _ => source);
}
