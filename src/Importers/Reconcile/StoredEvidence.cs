using System.Globalization;

namespace Maillage.Importers.Reconcile;

/// <summary>Why two records are alike or not, as it is kept with their pair: <c>nom_identique:3.4 a_60_m:1.5 antenne</c>.</summary>
/// <param name="Evidence">What counted, in the order it was found.</param>
/// <param name="Contradiction">Why they cannot be of one lieu whatever counts for it, a row of <c>data/poids-des-preuves.csv</c>; null when nothing tells them apart.</param>
public sealed record StoredEvidence(IReadOnlyList<Evidence> Evidence, string? Contradiction)
{
    private const char Between = ' ';
    private const char BeforePoints = ':';

    private static readonly Dictionary<string, string> Libelles = EvidenceWeights.All.ToDictionary(weight => weight.Code, weight => weight.Libelle);

    /// <summary>What was written by <see cref="ToString"/>.</summary>
    public static StoredEvidence Parse(string stored)
    {
        List<Evidence> evidence = [];
        string? contradiction = null;
        foreach (var word in stored.Split(Between, StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Split(BeforePoints) is [var code, var points])
            {
                evidence.Add(new Evidence(code, double.Parse(points, CultureInfo.InvariantCulture)));
            }
            else
            {
                contradiction = word;
            }
        }

        return new StoredEvidence(evidence, contradiction);
    }

    /// <summary>What a code means, for a person. A pair may be older than the table: the code itself is then all there is.</summary>
    public static string LibelleOf(string code) => Libelles.GetValueOrDefault(code, code);

    public override string ToString() => string.Join(
        Between,
        Evidence.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Code}{BeforePoints}{one.Points}"))
            .Concat(Contradiction is { } contradiction ? [contradiction] : []));
}
