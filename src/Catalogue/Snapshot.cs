using System.Collections.Frozen;
using Maillage.Catalogue.Indexes;
using Maillage.Schema.Demarches;
using Maillage.Schema.Horaires.Ouverture;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;
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

    /// <summary>When; null when that is not known.</summary>
    public DateTimeOffset? Date { get; init; }
}

/// <summary>Everything published at one version of the journal, with its indexes. Immutable: readers share it without a lock.</summary>
public sealed class Snapshot
{
    /// <summary>Stands, in the filter « zone_eligibilite », for the services that say nothing of their zone.</summary>
    public const string NoZone = ServicesIndexes.NoZone;

    private const string WholeCountry = "france";

    private readonly Lazy<Themes> themes;
    private readonly RecordsOfLieux records;
    private readonly IReadOnlySet<string> mediation;
    private readonly DateTimeOffset? changed;

    private Snapshot(
        string origin, long version, Dataset<Lieu> lieux, Dataset<Service> services, Dataset<Demarche> demarches, RecordsOfLieux records, IReadOnlySet<string> mediation,
        DateTimeOffset? changedAt)
    {
        changed = changedAt;
        ChangedAt = changedAt?.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        (this.records, this.mediation) = (records, mediation);
        Origin = origin;
        Version = version;
        VersionText = version.ToString(System.Globalization.CultureInfo.InvariantCulture);
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

    /// <summary>The same, as answers say it.</summary>
    public string VersionText { get; }

    /// <summary>When anything last changed, as HTTP writes it (RFC 9110 §5.6.7); null when that is not known.</summary>
    public string? ChangedAt { get; }

    /// <summary>The lieux.</summary>
    public Dataset<Lieu> Lieux { get; }

    /// <summary>The services.</summary>
    public Dataset<Service> Services { get; }

    /// <summary>The démarches.</summary>
    public Dataset<Demarche> Demarches { get; }

    /// <summary>Their themes.</summary>
    public Themes Themes => themes.Value;

    /// <summary>Instant of the latest change of a published lieu; null when there is none.</summary>
    public DateTimeOffset? LastChange => ((ThresholdIndex)Lieux.IndexOf(Filters.ModifieDepuis)).Greatest is { } number ? Instants.Instant(number) : null;

    /// <summary>The lieux that answer for a commune, by a source of competences, in the order of lists. The seat is not the competence.</summary>
    public IEnumerable<Lieu> CompetentFor(Commune commune) => Lieux.Having(LieuxIndexes.ZoneCompetence, [commune.Code, .. commune.CodesAutour, WholeCountry]);

    /// <summary>The id of the lieu that a source record leads to, published or not; null when no source ever gave it for a lieu.</summary>
    public string? LieuOf(string source, string recordId) => records.Find(source, recordId);

    /// <summary>When a lieu or a service is open, and its clock; null when nothing is known of its hours.</summary>
    /// <param name="found">It was found in a list of this snapshot.</param>
    public (OpeningTimes Times, CivilTime Clock)? TimesOf<TRecord>(Found<TRecord> found)
        where TRecord : class => (typeof(TRecord) == typeof(Service) ? HoursOfServices : Hours).At(found.Ordinal);

    /// <summary>Makes ready what the first questions would wait for, here and now.</summary>
    public void Prepare()
    {
        Hours.Prepare();
        HoursOfServices.Prepare();
    }

    /// <summary>The same for who must not block a thread: over at once when it is ready; begun once, whoever asks first.</summary>
    public Task PrepareAsync() => Task.WhenAll(Hours.PrepareAsync(), HoursOfServices.PrepareAsync());

    /// <summary>The lieux that some source knows under this id.</summary>
    public IEnumerable<string> LieuxKnownAs(string recordId) => records.Knowing(recordId);

    /// <summary>A lieu found, as the national standard writes it.</summary>
    /// <param name="lieu">It belongs: it was found with <see cref="Filters.MediationNumerique"/>.</param>
    public Found<LieuMediationNumerique> InStandard(Found<Lieu> lieu) =>
        ((MediationIndex)Lieux.IndexOf(Filters.MediationNumerique)).MemberAt(lieu.Ordinal) is { } member
            ? new(lieu.Ordinal, member, lieu.Metres)
            : throw new ArgumentException("This lieu does not belong to the national standard.", nameof(lieu));

    /// <summary>The catalogue of a database before anything was published.</summary>
    public static Snapshot EmptyOf(string origin)
    {
        var none = FrozenSet<string>.Empty;
        var lieux = Dataset<Lieu>.Empty(LieuxIndexes.Of(none));
        return new(
            origin, 0, lieux, Dataset<Service>.Empty(ServicesIndexes.Of(lieux, Cog.Courant)), Dataset<Demarche>.Empty(DemarchesIndexes.All), new RecordsOfLieux(lieux, []), none, null);
    }

    /// <summary>The snapshot after some changes. What did not change is shared.</summary>
    /// <param name="version">Sequence number of the last of them.</param>
    /// <param name="changes">One an entity at most.</param>
    /// <param name="former">The records that have left their lieu.</param>
    /// <param name="mediation">Ids of the sources whose every record is a lieu of médiation numérique; null when they are those of before.</param>
    public Snapshot Apply(long version, IReadOnlyCollection<Delta> changes, IReadOnlyCollection<FormerRecordOfLieu>? former = null, IReadOnlySet<string>? mediation = null)
    {
        var next = Next(mediation);
        next.Add(changes);
        return next.Complete(version, former ?? []);
    }

    /// <summary>Begins the next version: changes are given to it as they come.</summary>
    /// <param name="mediation">Ids of the sources whose every record is a lieu of médiation numérique; null when they are those of before.</param>
    public NextSnapshot Next(IReadOnlySet<string>? mediation = null) => new(this, mediation ?? this.mediation);

    /// <summary>The snapshot after the changes that were gathered.</summary>
    internal Snapshot After(long version, NextSnapshot gathered, IReadOnlyCollection<FormerRecordOfLieu> former)
    {
        // Whether a lieu is of médiation numérique depends on its sources: when these change, all are looked at again.
        if (!gathered.Mediation.SetEquals(mediation))
        {
            var known = gathered.Lieux.Ids.ToHashSet();
            gathered.Lieux.Add(Lieux.Where(lieu => !known.Contains(lieu.Id)).Select(lieu => new Delta(TypeEntite.Lieu, lieu.Id, lieu)));
        }

        var lieux = Lieux.After(gathered.Lieux);
        List<Delta> ofServices = [.. gathered.Services, .. Followers(gathered.Lieux.Ids, gathered.Services)];
        return new Snapshot(
            Origin,
            version,
            lieux,
            ofServices.Count > 0 ? Services.After(ofServices, ServicesIndexes.Of(lieux, Cog.Courant)) : Services,
            gathered.Demarches.Count > 0 ? Demarches.After(gathered.Demarches, DemarchesIndexes.All) : Demarches,
            records.After(lieux, former),
            gathered.Mediation,
            gathered.ChangedAt is { } last && (changed is null || last > changed) ? last : changed);
    }

    private HoursIndex Hours => (HoursIndex)Lieux.IndexOf(Filters.OuvertA);

    private HoursIndex HoursOfServices => (HoursIndex)Services.IndexOf(Filters.OuvertA);

    // Services are found by where their lieu is: they are looked at again when it changes.
    private IEnumerable<Delta> Followers(IReadOnlyList<string> lieux, IReadOnlyList<Delta> services)
    {
        if (Services.Count == 0)
        {
            return [];
        }

        var told = services.Select(change => change.Id).ToHashSet();
        return Services.Having("lieu_id", lieux)
            .Where(service => !told.Contains(service.Id))
            .Select(service => new Delta(TypeEntite.Service, service.Id, service));
    }
}
