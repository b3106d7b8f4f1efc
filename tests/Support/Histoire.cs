using Maillage.Schema.Lieux;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Support;

/// <summary>A journal where everything happens: lieux appear, change, are merged with those of another source, and go.</summary>
/// <param name="Kept">The lieu that another was merged into.</param>
/// <param name="Merged">The id that was merged into it.</param>
/// <param name="Gone">A lieu that was withdrawn.</param>
internal sealed record Histoire(Lieu Kept, string Merged, string Gone)
{
    /// <summary>Two sources, « annuaire » and « autre »: the record « x » of the second is a lieu of its own, then the same as « a » of the first.</summary>
    public static async Task<Histoire> WriteAsync(Atelier atelier)
    {
        var other = atelier.Source with { Id = "autre", SeuilBaisse = 100 };
        var first = atelier.Source with { SeuilBaisse = 100 };
        await atelier.ImportAsync(Annuaire(Record("a"), Record("b"), Record("c"), Record("d")), source: first);
        await atelier.ImportAsync(Annuaire(Record("x", nom: "Mairie annexe des Sieyes", codeInsee: "04112")), source: other);
        var merged = (await atelier.PublishedAsync()).Single(lieu => lieu.Nom == "Mairie annexe des Sieyes").Id;
        var gone = (await atelier.PublishedAsync()).Single(lieu => lieu.Nom == "Mairie c").Id;
        var same = Record("a");
        same["id"] = "x";
        await atelier.ImportAsync(Annuaire(same), source: other);
        await atelier.ImportAsync(Annuaire(Record("a"), Record("b", nom: "Mairie changée"), Record("d"), Record("e")), source: first);
        return new Histoire((await atelier.PublishedAsync()).Single(lieu => lieu.Nom == "Mairie a"), merged, gone);
    }
}
