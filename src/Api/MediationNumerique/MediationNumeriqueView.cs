using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Maillage.Api.Feed;
using Maillage.Catalogue;
using Maillage.Schema.MediationNumerique;

namespace Maillage.Api.MediationNumerique;

/// <summary>The members of the national standard in each snapshot, made once for each.</summary>
internal sealed class MediationNumeriqueView(FeedState feed)
{
    private readonly ConditionalWeakTable<Snapshot, FrozenDictionary<string, LieuMediationNumerique>> bySnapshot = [];

    /// <summary>The members, by id of the lieu.</summary>
    public FrozenDictionary<string, LieuMediationNumerique> Of(Snapshot snapshot) => bySnapshot.GetValue(snapshot, Project);

    private FrozenDictionary<string, LieuMediationNumerique> Project(Snapshot snapshot)
    {
        var mediation = feed.Sources.Where(source => source.Mediation).Select(source => source.Id).ToFrozenSet();
        return snapshot.Lieux
            .Select(lieu => EcritureStandard.Depuis(lieu, mediation))
            .OfType<LieuMediationNumerique>()
            .ToFrozenDictionary(member => member.Id);
    }
}
