using FsCheck;
using FsCheck.Fluent;
using Maillage.Catalogue.Indexes;
using Maillage.Tests.Support;

namespace Maillage.Tests.Catalogue;

/// <summary>A set of ordinals says what a set of integers says, whether it is kept as a list or as bits.</summary>
public sealed class OrdinalsTests
{
    // Sparse and dense sets of one universe, and the edges of its words.
    private static readonly Gen<(int Universe, int[] Left, int[] Right)> Sets =
        from universe in Gen.Elements(1, 63, 64, 65, 700)
        from left in Members(universe)
        from right in Members(universe)
        select (universe, left, right);

    [Fact]
    public void What_sets_have_in_common_and_together_is_what_integers_have() => Loi.Tient(Sets, sets =>
    {
        var (universe, left, right) = sets;
        var (one, other) = (Ordinals.Of(left, universe), Ordinals.Of(right, universe));

        Assert.Equal(left.Intersect(right).Order(), one.Intersect(other).ToArray());
        Assert.Equal(left.Intersect(right).Count(), one.CountBoth(other));
        Assert.Equal(left.Union(right).Order(), Ordinals.Union([one, other], universe).ToArray());
        Assert.Equal(left.Length, one.Count);
        Assert.Equal(Enumerable.Range(0, universe).Where(left.Contains), Enumerable.Range(0, universe).Where(one.Contains));
        Assert.Equal(Enumerable.Range(0, universe), Ordinals.All(universe).ToArray());
    });

    [Fact]
    public void Some_may_be_passed_over_from_the_beginning() => Loi.Tient(Sets, sets =>
    {
        var set = Ordinals.Of(sets.Left, sets.Universe);
        for (var skip = 0; skip <= set.Count; skip++)
        {
            Assert.Equal(sets.Left.Skip(skip), set.From(skip));
        }
    });

    [Fact]
    public void Records_that_go_come_and_stay_are_renumbered_in_order() => Loi.Tient(Sets, sets =>
    {
        var (universe, members, gone) = sets;
        // What is gone leaves, and one record is fresh before the first and after every tenth.
        List<int> moved = [];
        List<int> fresh = [];
        var count = 0;
        for (var before = 0; before < universe; before++)
        {
            if (before % 10 == 0)
            {
                fresh.Add(count++);
            }

            moved.Add(gone.Contains(before) ? Renumbering.Gone : count++);
        }

        var moves = new Renumbering(count, [.. moved], [.. fresh], [.. fresh.Select((_, rank) => rank)]);
        var expected = members.Where(before => !gone.Contains(before)).Select(before => moved[before]).Concat(fresh).Order();

        Assert.Equal(expected, Ordinals.Of(members, universe).After(moves, moves.Fresh).ToArray());
    });

    private static Gen<int[]> Members(int universe) =>
        from oneIn in Gen.Elements(1, 2, 20, 100)
        from drawn in Gen.Choose(1, oneIn).ArrayOf(universe)
        select drawn.Select((value, ordinal) => (value, ordinal)).Where(pair => pair.value == 1).Select(pair => pair.ordinal).ToArray();
}
