using System.Security.Cryptography;
using System.Text;
using Maillage.Importers.Deduce;
using Maillage.Importers.Fetch;
using Maillage.Importers.Geocode;
using Maillage.Importers.Read;
using Maillage.Importers.Rulings;
using Maillage.Importers.Sources;
using Maillage.Importers.Upkeep;
using Maillage.Schema.Vocabulaires;
using Maillage.Store;

namespace Maillage.Importers.Derive;

/// <summary>A record as it was read, beside what is kept of it.</summary>
/// <param name="Id">Its id in its source.</param>
/// <param name="Item">What was read.</param>
/// <param name="Hash">Changes when what is made of the record may change.</param>
/// <param name="Known">What is kept of it; null when it is new.</param>
/// <param name="Derived">What it became; null when it is what is kept, or was erased.</param>
internal sealed record Prepared(string Id, SourceItem Item, byte[] Hash, KeptRecord? Known, Derived? Derived)
{
    /// <summary>It was erased: nothing of it is to be kept.</summary>
    public bool IsErased { get; init; }
}

/// <summary>Says whether a record changed and, if it did, what it became: nothing but the record itself counts, so that many may be prepared at once.</summary>
internal sealed class Preparation(
    SourceDeclaration source, Derivation derivation, HumanRulings rulings, GeocodeStage geocoding, IReadOnlyDictionary<string, KeptRecord> before, ErasedRecords erased)
{
    private const string WithdrawnReason = "retrait_decide";

    // What a lieu is made of beside its record: when one of these changes, every record is derived anew.
    private readonly byte[] rules = Encoding.UTF8.GetBytes(
        $"{Derivation.RulesVersion}\n{TablesDeReference.Empreinte}\n{DeductionTables.Empreinte}\n{source with { Chemin = "", Fichier = null, Fetch = FetchKeys.None, Actif = true, SeuilBaisse = 0 }}\n");

    /// <summary>Prepares a record that has an id.</summary>
    public Prepared Of(SourceItem item)
    {
        var id = item.Id ?? "";
        var known = before.GetValueOrDefault(id);
        if (erased.Contains(id))
        {
            return new Prepared(id, item, [], known, null) { IsErased = true };
        }

        var hash = Hash(id, item);
        // The few rejected ones are derived each time, to say where they stand now; those kept before their issues were, to know them.
        return known is { State: not RecordState.Rejete, Issues: not null } && geocoding.IsSettled(known.Hash, hash)
            ? new Prepared(id, item, hash, known, null)
            : new Prepared(id, item, hash, known, Ruled(id, derivation.Derive(derivation.NewId(id), item)));
    }

    // What a person decided of the record overrides what is made of it.
    private Derived Ruled(string id, Derived derived) => rulings.Records.GetValueOrDefault(new RecordKey(source.Id, id)) switch
    {
        { IsWithdrawn: true } when derived.State == RecordState.Publie => new Derived(RecordState.NonPublie, WithdrawnReason, null, derived.Issues),
        { } ruling when derived.Lieu is { } lieu => derived with { Fiche = ruling.Apply(lieu) },
        _ => derived,
    };

    private byte[] Hash(string id, SourceItem item)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(rules);
        hash.AppendData(Encoding.UTF8.GetBytes(item.Canonical + item.ParentLieuId + rulings.Records.GetValueOrDefault(new RecordKey(source.Id, id))));
        return hash.GetHashAndReset();
    }
}
