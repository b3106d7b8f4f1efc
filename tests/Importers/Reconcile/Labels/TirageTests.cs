using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Reconcile.Labels;

/// <summary>
/// The labelled pairs are those of the draw, and their fiches what the real files give. MAILLAGE_ECRIRE=oui writes them: the pairs that are there stay, with
/// their labels; those that come have none, until they are read.
/// </summary>
[Trait("Category", "Corpus")]
public sealed class TirageTests
{
    [Fact]
    public async Task The_pairs_and_their_fiches_are_those_of_the_tree()
    {
        var fiches = Releves.All();
        var paires = Tirage.Of(fiches, Etiquettes.Paires());
        var used = paires.SelectMany(paire => new[] { paire.A, paire.B }).Distinct().Order();

        await Fichiers.SameAsTheTree(Etiquettes.FichierPaires, Etiquettes.Text(paires));
        await Fichiers.SameAsTheTree(Etiquettes.FichierFiches, Etiquettes.Text(used.Select(key => fiches[key])));
    }
}
