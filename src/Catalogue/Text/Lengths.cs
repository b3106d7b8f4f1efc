using Maillage.Catalogue.Indexes;

namespace Maillage.Catalogue.Text;

/// <summary>How many different words the name, the commune and the types of each record have: what a text must say to say all of them. Immutable once made.</summary>
/// <param name="count">How many records there are.</param>
internal sealed class Lengths(int count)
{
    /// <summary>How many fields are measured.</summary>
    public const int FieldCount = 3;

    private readonly byte[] lengths = new byte[count * FieldCount];

    /// <summary>The fields that are measured.</summary>
    public static IReadOnlyList<TextField> Fields { get; } = [TextField.Name, TextField.Commune, TextField.Type];

    /// <summary>How many records there are.</summary>
    public int Count => count;

    /// <summary>Those of each record, one after another.</summary>
    public ReadOnlySpan<byte> All => lengths;

    /// <summary>Those of a record, field after field; 255 stands for more.</summary>
    public Span<byte> Of(int ordinal) => lengths.AsSpan(ordinal * FieldCount, FieldCount);

    /// <summary>Those of the next version; those of its fresh records are still to be set.</summary>
    public Lengths After(Renumbering moves)
    {
        var after = new Lengths(moves.Count);
        for (var ordinal = 0; ordinal < moves.Moved.Length; ordinal++)
        {
            if (moves.Moved[ordinal] is not Renumbering.Gone and var now)
            {
                Of(ordinal).CopyTo(after.Of(now));
            }
        }

        return after;
    }
}
