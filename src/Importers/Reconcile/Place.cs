namespace Maillage.Importers.Reconcile;

/// <summary>A commune, or a square of the Earth.</summary>
/// <param name="Number">What tells it from any other.</param>
internal readonly record struct Place(long Number)
{
    // A square of this side and its eight neighbours hold all that is within 300 m, up to latitude 60.
    private const double Degrees = 0.0055;

    // Above any square.
    private const long FirstCommune = 1L << 62;

    /// <param name="codeInsee">Five ASCII characters.</param>
    public static Place Commune(string codeInsee) => new(codeInsee.Aggregate(0L, (number, letter) => (number << 8) | letter) | FirstCommune);

    public static Place Square(Subject subject) =>
        Square((int)Math.Floor(subject.Signature.Latitude / Degrees), (int)Math.Floor(subject.Signature.Longitude / Degrees));

    /// <summary>The square, and the eight around it.</summary>
    public IEnumerable<Place> AndAround()
    {
        var (north, east) = ((int)(Number >> 32), (int)Number);
        for (var up = -1; up <= 1; up++)
        {
            for (var right = -1; right <= 1; right++)
            {
                yield return Square(north + up, east + right);
            }
        }
    }

    // By multiplication (Knuth, 6.4): the hash of a long folds its halves, and rows and columns of squares, folded, are a few thousand numbers for all of France.
    public override int GetHashCode() => (int)((ulong)Number * 0x9E3779B97F4A7C15 >> 32);

    private static Place Square(int north, int east) => new(((long)north << 32) | (uint)east);
}
