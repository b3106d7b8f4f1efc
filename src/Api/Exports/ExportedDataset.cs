using Maillage.Catalogue;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Publication;
using Maillage.Store.GeoPackage;

namespace Maillage.Api.Exports;

/// <summary>A dataset that comes as files, with every field.</summary>
/// <param name="Nom">As its list is named.</param>
/// <param name="Jeu">The dataset.</param>
/// <param name="Formats">Its formats.</param>
/// <param name="HasTerritories">Whether its records are somewhere.</param>
/// <param name="Write">Writes those of a territory.</param>
internal sealed record ExportedDataset(
    string Nom, JeuDeDonnees Jeu, IReadOnlyList<ExportFormat> Formats, bool HasTerritories, Func<Snapshot, ListQuery, ExportFormat, Stream, ExportContent> Write)
{
    public static IReadOnlyList<ExportedDataset> All { get; } =
    [
        new("lieux", JeuDeDonnees.Lieu, ExportFormat.All, true, (snapshot, query, format, stream) => Records(JeuDeDonnees.Lieu, snapshot, snapshot.Lieux.Run(query), format, stream)),
        new("mediation-numerique", JeuDeDonnees.MediationNumerique, ExportFormat.All, true, Standard),
        new("services", JeuDeDonnees.Service, ExportFormat.All, true, (snapshot, query, format, stream) => Records(JeuDeDonnees.Service, snapshot, snapshot.Services.Run(query), format, stream)),
        new("demarches", JeuDeDonnees.Demarche, ExportFormat.WithoutPlace, false, (snapshot, query, format, stream) => Records(JeuDeDonnees.Demarche, snapshot, snapshot.Demarches.Run(query), format, stream)),
    ];

    /// <summary>The dataset of that name; null when there is none.</summary>
    public static ExportedDataset? Find(string name) => All.FirstOrDefault(one => one.Nom == name);

    private static ExportContent Records<TRecord>(JeuDeDonnees jeu, Snapshot snapshot, Results<TRecord> results, ExportFormat format, Stream stream)
        where TRecord : class, IEntite => ExportWriter<TRecord>.Write(results.All, format, LayerOf(jeu, snapshot), stream);

    private static ExportContent Standard(Snapshot snapshot, ListQuery query, ExportFormat format, Stream stream)
    {
        return ExportWriter<LieuMediationNumerique>.Write(snapshot.Lieux.Run(query.With(Filters.MediationNumerique, [])).All.Select(snapshot.InStandard), format, LayerOf(JeuDeDonnees.MediationNumerique, snapshot), stream);
    }

    // Tables are named as fields are.
    private static GeoPackageLayer LayerOf(JeuDeDonnees jeu, Snapshot snapshot) =>
        new(jeu.Nom.Replace('-', '_'), jeu.Titre, $"{jeu.Description} Version {snapshot.VersionText}. {ExportFile.Licence}", snapshot.LastChange ?? DateTimeOffset.UnixEpoch);
}
