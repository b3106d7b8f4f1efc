using System.Security.Cryptography;
using System.Text;
using Maillage.Importers.Read;
using Maillage.Store;

namespace Maillage.Importers.Upkeep;

/// <summary>
/// Which records of a source were erased. An id may say who someone is, or where they live: only its digest is kept. The parts of a composite id were erased with it,
/// whatever they are joined to next.
/// </summary>
internal sealed class ErasedRecords
{
    private readonly string source;
    private readonly HashSet<string> traces;
    private readonly IReadOnlySet<string> entities;
    private readonly Func<string, string> entityOf;

    /// <param name="source">Id of the source.</param>
    /// <param name="kept">What is kept of its records.</param>
    /// <param name="entities">Every id that was erased.</param>
    /// <param name="entityOf">The id that a record gives to what it makes, were it alone.</param>
    public ErasedRecords(string source, IReadOnlyDictionary<string, KeptRecord> kept, IReadOnlySet<string> entities, Func<string, string> entityOf)
    {
        this.source = source;
        this.entities = entities;
        this.entityOf = entityOf;
        traces = [.. kept.Where(record => record.Value.State == RecordState.Efface).Select(record => record.Key)];
    }

    /// <summary>The record was erased: nothing of it is to be kept again.</summary>
    public bool Contains(string id) =>
        (traces.Count > 0 && CompositeId.Parts(id).Append(id).Any(part => traces.Contains(Digest(source, part)))) || (entities.Count > 0 && entities.Contains(entityOf(id)));

    /// <summary>What is kept of a record that is erased.</summary>
    public static IEnumerable<SourceRecord> TracesOf(RecordKey key) =>
        CompositeId.Parts(key.Id).Append(key.Id).Select(part => new SourceRecord { Id = Digest(key.Source, part), Hash = [], State = RecordState.Efface, Reason = "efface", Raw = "" });

    private static string Digest(string source, string id) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\n{id}")));
}
