using System.Buffers;

namespace Maillage.Catalogue.Text;

/// <summary>
/// Gives each record found its score: for 45 000, the mean of what it is owed for each unit, the rarer the unit the heavier; for 7 000, how much of its name the
/// text says; for 4 000, of its commune; for 9 000, of its types: who types « préfecture » wants one before a sous-préfecture.
/// </summary>
/// <param name="lengths">Of the records of the index.</param>
internal sealed class Scoring(Lengths lengths)
{
    // A unit that all the records have weighs this much, one that a single one in a thousand has ten times as much.
    private const int WeightUnit = 100;
    private const double ShareOfUnits = 45_000.0 / Credit.Best;
    private const int CountMask = (1 << Credit.BitsOfCount) - 1;

    private static readonly int[] shareOfName = SharesOf(7_000);
    private static readonly int[] shareOfCommune = SharesOf(4_000);
    private static readonly int[] shareOfTypes = SharesOf(9_000);

    /// <summary>The scores of the records that are in every column, in their order.</summary>
    public ushort[] Of(ReadOnlySpan<int> records, IReadOnlyList<Column> units)
    {
        var owed = ArrayPool<Credit>.Shared.Rent(records.Length);
        owed.AsSpan().Clear();
        var weights = 0;
        foreach (var unit in units)
        {
            var weight = (int)Math.Round(WeightUnit * Math.Log2(1 + ((double)lengths.Count / unit.Count)));
            Add(owed, records, unit, weight);
            weights += weight;
        }

        var scores = new ushort[records.Length];
        Sum(scores, owed, records, ShareOfUnits / weights);
        ArrayPool<Credit>.Shared.Return(owed);
        return scores;
    }

    private static void Add(Credit[] owed, ReadOnlySpan<int> records, in Column unit, int weight)
    {
        if (unit.Count == records.Length)
        {
            AddInOrder(owed.AsSpan(0, records.Length), unit, weight);
            return;
        }

        var at = 0;
        for (var rank = 0; rank < records.Length; rank++)
        {
            at = unit.NotBefore(records[rank], at);
            owed[rank] += unit.CreditAt(at).Times(weight);
        }
    }

    // The records are those of the unit: those of a common word alone are tens of thousands, but they have few sets of fields.
    private static void AddInOrder(Span<Credit> owed, in Column unit, int weight)
    {
        if (unit.Fields is null)
        {
            for (var rank = 0; rank < owed.Length; rank++)
            {
                owed[rank] += unit.CreditAt(rank).Times(weight);
            }

            return;
        }

        var ofFields = Array.ConvertAll(unit.Credits, credit => credit.Times(weight));
        var fields = unit.Fields.AsSpan(unit.Start, owed.Length);
        for (var rank = 0; rank < owed.Length; rank++)
        {
            owed[rank] += ofFields[fields[rank]];
        }
    }

    private void Sum(Span<ushort> scores, ReadOnlySpan<Credit> owed, ReadOnlySpan<int> records, double share)
    {
        var all = lengths.All;
        for (var rank = 0; rank < scores.Length; rank++)
        {
            var of = all.Slice(records[rank] * Lengths.FieldCount, Lengths.FieldCount);
            var said = (int)owed[rank].Value;
            scores[rank] = (ushort)((int)((owed[rank].Value >> Credit.WorthShift) * share)
                + Part(shareOfName, said >> (2 * Credit.BitsOfCount), of[0])
                + Part(shareOfCommune, said >> Credit.BitsOfCount, of[1])
                + Part(shareOfTypes, said, of[2]));
        }
    }

    private static int Part(int[] shareOfEach, int said, int words) => shareOfEach[words] * Math.Min(said & CountMask, words);

    // A division for each record would take longer than all the rest.
    private static int[] SharesOf(int share) => [.. Enumerable.Range(0, byte.MaxValue + 1).Select(words => share / Math.Max(words, 1))];
}
