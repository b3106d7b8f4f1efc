using Maillage.Catalogue.Text;
using Maillage.Schema.Demarches;

namespace Maillage.Catalogue;

/// <summary>What the démarches are found by.</summary>
internal static class DemarchesIndexes
{
    public static DatasetIndexes<Demarche> All { get; } = new(
        [
            Filter.Words<Demarche>(demarche =>
            [
                new(TextField.Name, demarche.Titre),
                .. Path(demarche).Select(step => new FieldText(TextField.Type, step.Titre)),
                new(TextField.Address, demarche.Resume),
            ]),
            Filter.Values<Demarche>("theme", demarche => [.. Path(demarche).Select(step => step.Id).Distinct()]),
            Filter.Sources<Demarche>(demarche => demarche.Sources),
            Filter.Values<Demarche>("audience", demarche => demarche.Audience),
        ],
        [],
        _ => "");

    /// <summary>The theme and what is under it; the « fil d'Ariane » does not always begin with the theme.</summary>
    public static IReadOnlyList<EtapeChemin> Path(Demarche demarche) => demarche is { ThemeId: { } id, Theme: { } titre } && demarche.Chemin.All(step => step.Id != id)
        ? [new EtapeChemin { Id = id, Titre = titre }, .. demarche.Chemin]
        : demarche.Chemin;
}
