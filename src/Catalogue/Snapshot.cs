using System.Collections.Frozen;
using Maillage.Schema.Demarches;
using Maillage.Schema.Lieux;
using Maillage.Schema.Publication;
using Maillage.Schema.Services;
using Maillage.Schema.Territoires;

namespace Maillage.Catalogue;

/// <summary>What changed in the journal: an entity as it is now, or the id of one that is no longer published.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Id">Its id.</param>
/// <param name="Entite">The entity; null when it was suppressed.</param>
public sealed record Delta(TypeEntite Type, string Id, IEntite? Entite)
{
    /// <summary>The id that it was merged into; null unless it was.</summary>
    public string? RemplacePar { get; init; }
}

/// <summary>Everything published at one version of the journal, with its indexes. Immutable: readers share it without a lock.</summary>
public sealed class Snapshot
{
    /// <summary>Stands, in the filter « zone_eligibilite », for the services that say nothing of their zone.</summary>
    public const string NoZone = ServicesIndexes.NoZone;

    private const string WholeCountry = "france";

    private readonly Lazy<Themes> themes;
    private readonly RecordsOfLieux records;

    private Snapshot(string origin, long version, Dataset<Lieu> lieux, Dataset<Service> services, Dataset<Demarche> demarches, RecordsOfLieux records)
    {
        this.records = records;
        Origin = origin;
        Version = version;
        Lieux = lieux;
        Services = services;
        Demarches = demarches;
        themes = new Lazy<Themes>(() => new Themes(demarches));
    }

    /// <summary>The catalogue before anything was published.</summary>
    public static Snapshot Empty { get; } = EmptyOf("");

    /// <summary>Short id of the database that its versions count in.</summary>
    public string Origin { get; }

    /// <summary>Sequence number of the last change it holds.</summary>
    public long Version { get; }

    /// <summary>The lieux.</summary>
    public Dataset<Lieu> Lieux { get; }

    /// <summary>The services.</summary>
    public Dataset<Service> Services { get; }

    /// <summary>The démarches.</summary>
    public Dataset<Demarche> Demarches { get; }

    /// <summary>Their themes.</summary>
    public Themes Themes => themes.Value;

    /// <summary>Instant of the latest change of a published lieu; null when there is none.</summary>
    public DateTimeOffset? LastChange => Lieux.LastChange;

    /// <summary>The lieux that answer for a commune, by a source of competences, in the order of lists. The seat is not the competence.</summary>
    public IEnumerable<Lieu> CompetentFor(Commune commune) => Lieux.Having(LieuxIndexes.ZoneCompetence, [commune.Code, .. commune.CodesAutour, WholeCountry]);

    /// <summary>The id of the lieu that a source record leads to, published or not; null when no source ever gave it for a lieu.</summary>
    public string? LieuOf(string source, string recordId) => records.Find(source, recordId);

    /// <summary>The catalogue of a database before anything was published.</summary>
    public static Snapshot EmptyOf(string origin)
    {
        var none = FrozenDictionary<string, string?>.Empty;
        var lieux = new Dataset<Lieu>([], none, LieuxIndexes.All);
        return new(
            origin, 0, lieux, new Dataset<Service>([], none, ServicesIndexes.Of(lieux, Cog.Courant)), new Dataset<Demarche>([], none, DemarchesIndexes.All),
            new RecordsOfLieux(lieux, []));
    }

    /// <summary>The snapshot after some changes.</summary>
    /// <param name="version">Sequence number of the last of them.</param>
    /// <param name="changes">One an entity at most.</param>
    /// <param name="former">The records that have left their lieu.</param>
    public Snapshot Apply(long version, IReadOnlyCollection<Delta> changes, params IReadOnlyCollection<FormerRecordOfLieu> former)
    {
        var lieux = Changed(Lieux, changes, TypeEntite.Lieu, LieuxIndexes.All);
        // Services are found by where their lieu is.
        var services = Changed(Services, changes, TypeEntite.Service, ServicesIndexes.Of(lieux, Cog.Courant), anew: lieux != Lieux && Services.Count > 0);
        return new Snapshot(Origin, version, lieux, services, Changed(Demarches, changes, TypeEntite.Demarche, DemarchesIndexes.All), records.After(lieux, former));
    }

    private static Dataset<TRecord> Changed<TRecord>(
        Dataset<TRecord> before, IReadOnlyCollection<Delta> changes, TypeEntite type, DatasetIndexes<TRecord> indexes, bool anew = false)
        where TRecord : class, IEntite
    {
        var own = changes.Where(change => change.Type == type).ToList();
        if (own.Count == 0 && !anew)
        {
            return before;
        }

        var touched = own.Select(change => change.Id).ToHashSet();
        return new Dataset<TRecord>(
            before.Where(record => !touched.Contains(record.Id)).Concat(own.Select(change => change.Entite).OfType<TRecord>()),
            before.Gone.Where(gone => !touched.Contains(gone.Key))
                .Concat(own.Where(change => change.Entite is null).Select(change => KeyValuePair.Create(change.Id, change.RemplacePar)))
                .ToDictionary(),
            indexes);
    }
}
