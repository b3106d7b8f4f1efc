namespace Maillage.Catalogue.Text;

/// <summary>How a word of the query and a term of the index are alike, best first.</summary>
internal enum Likeness
{
    /// <summary>The same letters.</summary>
    Same,

    /// <summary>Singular and plural of one word.</summary>
    Plural,

    /// <summary>The term begins with the last word of the query.</summary>
    Beginning,

    /// <summary>One letter is wrong, missing, too many, or two neighbours are swapped.</summary>
    Typo,

    /// <summary>The term begins with what is the last word of the query but for one such letter.</summary>
    BeginningTypo,
}

/// <summary>
/// What a record is owed for having a word: how well (0 to 1000), and how many words of its name, of its commune and of its types (<see cref="Lengths.Fields"/>)
/// that accounts for. The four are parts of one number, so that credits add, and the greater is the better one: by worth, then by words of the name, and so on.
/// </summary>
internal readonly record struct Credit(long Value)
{
    /// <summary>Worth of the same word in the name.</summary>
    public const int Best = 1000;

    /// <summary>Each count of words has this many bits, …</summary>
    public const int BitsOfCount = 8;

    /// <summary>… the worth is above them.</summary>
    public const int WorthShift = Lengths.FieldCount * BitsOfCount;

    private const int AllFields = 7;
    private const long WordsMask = (1L << WorthShift) - 1;

    // Per mille. A record is known by its name; the commune tells the place as well as the name does; a word of the address says little of what it is.
    private static readonly int[] worthOfField = [Best, 850, 800, 900, 800, 400, 300];

    private static readonly int[] worthOfLikeness = [Best, 970, 850, 600, 450];

    private static readonly Credit[][] ofFields = [.. Enum.GetValues<Likeness>().Select(likeness => Enumerable.Range(0, 1 << AllFields).Select(fields => Compute(likeness, (byte)fields)).ToArray())];

    /// <summary>How well, from 0 to 1000.</summary>
    public int Worth => (int)(Value >> WorthShift);

    /// <summary>For each set of fields that have a term, what is owed for it.</summary>
    /// <param name="likeness">How the term is like the word.</param>
    /// <param name="numerator">How much of it is left, when the word is one of several or stands for another, …</param>
    /// <param name="denominator">… out of how much.</param>
    public static Credit[] OfFields(Likeness likeness, int numerator, int denominator) =>
        numerator == denominator ? ofFields[(int)likeness] : Array.ConvertAll(ofFields[(int)likeness], credit => credit.Part(numerator, denominator));

    /// <summary>The bit of a field in a set of fields.</summary>
    public static byte BitOf(TextField field) => (byte)(1 << (int)field);

    public static Credit operator +(Credit left, Credit right) => new(left.Value + right.Value);

    public static Credit Greater(Credit left, Credit right) => left.Value >= right.Value ? left : right;

    /// <summary>The same words, their worth several times as much.</summary>
    public Credit Times(int weight) => new(((Value >> WorthShift) * weight << WorthShift) | (Value & WordsMask));

    private Credit Part(int numerator, int denominator) => new(((long)Worth * numerator / denominator << WorthShift) | (Value & WordsMask));

    private static Credit Compute(Likeness likeness, byte fields)
    {
        var worth = 0;
        for (var field = 0; field < AllFields; field++)
        {
            worth = (fields >> field & 1) == 0 ? worth : Math.Max(worth, worthOfField[field]);
        }

        var value = (long)(worth * worthOfLikeness[(int)likeness] / Best);
        foreach (var field in Lengths.Fields)
        {
            value = (value << BitsOfCount) | ((fields & BitOf(field)) == 0 ? 0L : 1L);
        }

        return new(value);
    }
}
