using Maillage.Catalogue.Text;
using Maillage.Schema.Territoires;

namespace Maillage.Catalogue;

/// <summary>Finds communes by what is typed of their name, or of their postal code.</summary>
public sealed class CommuneSearch
{
    private readonly Commune[] communes;
    private readonly double[] weights;
    private readonly TextIndex index;

    /// <param name="cog">The communes.</param>
    public CommuneSearch(Cog cog)
    {
        ArgumentNullException.ThrowIfNull(cog);
        // Where names are as near, more people mean the more populous one. Arrondissements come with the town that they are part of.
        communes = [.. cog.Communes.Where(commune => commune.CodeParent is null).OrderByDescending(commune => commune.Population ?? 0).ThenBy(commune => commune.Code, StringComparer.Ordinal)];
        weights = Array.ConvertAll(communes, Weight);
        index = TextIndex.Of(communes.Select(commune => TextsOf(commune, cog)));
    }

    /// <summary>The communes that answer best.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<Commune> Best(string text, int count) => index.Search(text) is not { } found ? []
        : [.. found.Scored.OrderByDescending(one => one.Score * weights[one.Ordinal]).ThenBy(one => one.Ordinal).Take(count).Select(one => communes[one.Ordinal])];

    // « dign » means Digne-les-Bains rather than Dignac: ten times as many people live there, and type it.
    private static double Weight(Commune commune) => 1 + (Math.Log10((commune.Population ?? 0) + 1) / 5);

    private static IReadOnlyList<FieldText> TextsOf(Commune commune, Cog cog) =>
    [
        new(TextField.Name, commune.Nom),
        .. commune.CodesPostaux.Select(code => new FieldText(TextField.Code, code)),
        new(TextField.Code, commune.Code),
        new(TextField.Territory, commune.CodeDepartement),
        new(TextField.Territory, cog.Departement(commune.CodeDepartement)?.Nom),
    ];
}
