using Maillage.Schema.Parsing;

namespace Maillage.Importers.Check;

/// <summary>What a whole run would do to a source.</summary>
/// <param name="Kept">Records that the source had.</param>
/// <param name="Published">Lieux that it had.</param>
/// <param name="Read">Records that it gives now.</param>
/// <param name="Withdrawn">Lieux that would be withdrawn.</param>
/// <param name="Created">Lieux of ids that it did not have.</param>
internal readonly record struct RunBalance(long Kept, long Published, long Read, long Withdrawn, long Created);

/// <summary>Refuses a run that looks like an accident of the source rather than like news of it.</summary>
internal static class RunGuard
{
    /// <summary>Why the run is refused; null when it is not.</summary>
    /// <param name="balance">What it would do.</param>
    /// <param name="threshold">Largest share of lieux to withdraw, in per cent.</param>
    public static Issue? Refusal(RunBalance balance, int threshold)
    {
        if (balance is { Read: 0, Kept: > 0 })
        {
            return new Issue("*", IssueCodes.SourceVidee, $"{balance.Kept} fiches auparavant");
        }

        if (IsWithin(balance.Withdrawn, balance.Published, threshold))
        {
            return null;
        }

        // As many come as go: the same ones, most probably, under other names.
        return IsWithin(balance.Withdrawn - balance.Created, balance.Published, threshold)
            ? new Issue("*", IssueCodes.IdsChanges, $"{balance.Withdrawn} lieux retirés sur {balance.Published}, {balance.Created} créés, seuil {threshold} %")
            : new Issue("*", IssueCodes.BaisseSuspecte, $"{balance.Withdrawn} lieux retirés sur {balance.Published}, seuil {threshold} %");
    }

    private static bool IsWithin(long withdrawn, long published, int threshold) => withdrawn * 100 <= published * threshold;
}
