using Maillage.Schema.Demarches;

namespace Maillage.Catalogue;

/// <summary>What the démarches are found by.</summary>
internal static class DemarchesIndexes
{
    public static DatasetIndexes<Demarche> All { get; } = new(
        [
            ("theme", demarche => [.. Path(demarche).Select(step => step.Id).Distinct()]),
            ("audience", demarche => demarche.Audience),
        ],
        demarche => [demarche.Titre, demarche.Resume, .. Path(demarche).Select(step => step.Titre)],
        _ => null,
        _ => "");

    /// <summary>The theme and what is under it; the « fil d'Ariane » does not always begin with the theme.</summary>
    public static IReadOnlyList<EtapeChemin> Path(Demarche demarche) => demarche is { ThemeId: { } id, Theme: { } titre } && demarche.Chemin.All(step => step.Id != id)
        ? [new EtapeChemin { Id = id, Titre = titre }, .. demarche.Chemin]
        : demarche.Chemin;
}
