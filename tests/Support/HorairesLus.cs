namespace Maillage.Tests.Support;

/// <summary>What opening_hours.js reads over eight weeks of 2026 that hold five public holidays and the spring holidays of zone B.</summary>
internal static class HorairesLus
{
    public const string Region = "Provence-Alpes-Côte d'Azur";

    // From Easter Monday to the Sunday after Whitsun.
    private static readonly DateTime From = new(2026, 4, 6);
    private static readonly DateTime To = From.AddDays(56);

    public static Task<OpeningHours> Lire(string text) => Oracle.Current.OpeningHours(text, 43.53, 5.44, From, To, region: Region);

    /// <summary>False when the reader would need the school holidays of a year that it does not know: looking for the next opening, it goes beyond the eight weeks.</summary>
    public static async Task<bool> SaitQuand(string text) =>
        (await Lire(text)).Error?.Contains("ne sont pas définies pour l'année", StringComparison.Ordinal) != true;

    /// <summary>Fails when two texts are not open at the same instants, on the same terms.</summary>
    public static async Task MemesIntervalles(string text, string other)
    {
        var (first, second) = (await Lire(text), await Lire(other));
        Assert.True(first.Valid, $"{text} : {first.Error}");
        Assert.True(second.Valid, $"{other} : {second.Error}");
        var (left, right) = (Said(first, text), Said(second, other));
        Assert.True(
            left.SequenceEqual(right),
            $"{text} ≠ {other} : {string.Join(" / ", left.Except(right).Take(3))} ; {string.Join(" / ", right.Except(left).Take(3))}");
    }

    // The reader comments what it owes to a holiday by its name: « Pâques ». Only the comments of the text are compared.
    private static List<OpeningInterval> Said(OpeningHours hours, string text)
    {
        List<OpeningInterval> said = [];
        foreach (var interval in hours.Intervals)
        {
            var comment = interval.Comment is { } name && text.Contains($"\"{name}\"", StringComparison.Ordinal) ? name : null;
            if (said is [.., var last] && (last.To, last.Unknown, last.Comment) == (interval.From, interval.Unknown, comment))
            {
                said[^1] = last with { To = interval.To };
            }
            else
            {
                said.Add(interval with { Comment = comment });
            }
        }

        return said;
    }
}
