namespace Maillage.Catalogue.Indexes;

/// <summary>The values of a field that fresh records have, gathered record after record. Each value is kept once, however many records say it.</summary>
internal sealed class FreshValues
{
    private readonly Dictionary<string, int> numbers = [];

    // For each value, how many records have it, and the latest of them: a record may say a value twice.
    private readonly List<(int Records, int Latest)> said = [];

    // The values of each record one after another, and where those of each end.
    private readonly List<int> values = [];
    private readonly List<int> ends = [0];

    /// <summary>Adds the values of the next record.</summary>
    public void Add(IReadOnlyList<string> texts)
    {
        var record = ends.Count;
        for (var rank = 0; rank < texts.Count; rank++)
        {
            if (!numbers.TryGetValue(texts[rank], out var number))
            {
                number = said.Count;
                numbers.Add(texts[rank], number);
                said.Add(default);
            }

            if (said[number].Latest != record)
            {
                said[number] = (said[number].Records + 1, record);
                values.Add(number);
            }
        }

        ends.Add(values.Count);
    }

    /// <summary>For each value, the records that have it, ascending.</summary>
    /// <param name="moves">Where each record stands.</param>
    public Dictionary<string, int[]> ByValue(Renumbering moves)
    {
        int[][] lists = [.. said.Select(one => new int[one.Records])];
        var lengths = new int[lists.Length];
        for (var fresh = 0; fresh < moves.Fresh.Length; fresh++)
        {
            var record = moves.Came[fresh];
            for (var rank = ends[record]; rank < ends[record + 1]; rank++)
            {
                var value = values[rank];
                lists[value][lengths[value]++] = moves.Fresh[fresh];
            }
        }

        return numbers.ToDictionary(pair => pair.Key, pair => lists[pair.Value]);
    }
}
