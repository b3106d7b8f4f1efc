namespace Maillage.Tests.Importers.Reconcile.Labels;

/// <summary>Two records that could be of one lieu, in the order of their keys.</summary>
internal readonly record struct Candidate(Apercu A, Apercu B, double Likeness)
{
    public static Candidate Of(Apercu one, Apercu other) =>
        one.Fiche.Cle.CompareTo(other.Fiche.Cle) < 0 ? new Candidate(one, other, one.Likeness(other)) : new Candidate(other, one, one.Likeness(other));

    public bool AcrossSources => A.Fiche.Source != B.Fiche.Source;

    public bool InOneCommune => A.Fiche.CodeInsee == B.Fiche.CodeInsee;

    public (CleFiche A, CleFiche B) Cle => (A.Fiche.Cle, B.Fiche.Cle);

    /// <summary>A number that depends on the keys and on nothing else: FNV-1a, its bits stirred.</summary>
    public ulong Hash => Hashed($"{Seed}\n{A.Fiche.Cle}\n{B.Fiche.Cle}");

    private const string Seed = "20261122";

    private static ulong Hashed(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDUL;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53UL;
        return hash ^ (hash >> 33);
    }
}

/// <summary>Every pair that could be of one lieu: same commune, or within 300 m. Homonyms and antennes of other communes beside them.</summary>
internal static class Candidates
{
    private const double Near = 300;
    private const double Cell = 0.003;
    private const int LargestGroup = 60;

    public static IEnumerable<Candidate> Of(IReadOnlyList<Apercu> all) =>
        InOneCommune(all).Concat(Neighbours(all)).Select(pair => Candidate.Of(pair.One, pair.Other));

    /// <summary>Same name in two communes, and antennes beside the lieu they depend on: too far apart to be of the others.</summary>
    public static IEnumerable<Candidate> Far(IReadOnlyList<Apercu> all) =>
        Homonyms(all).Concat(Antennes(all)).Where(pair => pair.One.Fiche.CodeInsee != pair.Other.Fiche.CodeInsee).Select(pair => Candidate.Of(pair.One, pair.Other));

    private static IEnumerable<(Apercu One, Apercu Other)> InOneCommune(IReadOnlyList<Apercu> all) => all.GroupBy(one => one.Fiche.CodeInsee).SelectMany(Pairs);

    private static IEnumerable<(Apercu One, Apercu Other)> Homonyms(IReadOnlyList<Apercu> all) =>
        all.GroupBy(one => one.Nom).Where(group => group.Count() <= LargestGroup).SelectMany(Pairs);

    private static IEnumerable<(Apercu One, Apercu Other)> Antennes(IReadOnlyList<Apercu> all) =>
        all.GroupBy(one => new CleFiche(one.Fiche.Source, one.Fiche.AntenneDe ?? one.Fiche.Id)).SelectMany(Pairs);

    private static IEnumerable<(Apercu One, Apercu Other)> Neighbours(IReadOnlyList<Apercu> all)
    {
        var cells = all.Where(one => one.Fiche is { Latitude: not null, Longitude: not null }).ToLookup(CellOf);
        foreach (var group in cells)
        {
            // Half of the cells around, so that a pair is met once. In the north a cell is 210 m wide: two cells east and west.
            (int Y, int X)[] around = [(0, 1), (0, 2), (1, -2), (1, -1), (1, 0), (1, 1), (1, 2)];
            foreach (var one in group)
            {
                var others = around.SelectMany(step => cells[(group.Key.Y + step.Y, group.Key.X + step.X)]).Concat(group.Where(other => one.Fiche.Cle.CompareTo(other.Fiche.Cle) < 0));
                foreach (var other in others.Where(other => other.Fiche.CodeInsee != one.Fiche.CodeInsee && one.DistanceTo(other) <= Near))
                {
                    yield return (one, other);
                }
            }
        }
    }

    private static (int Y, int X) CellOf(Apercu one) => ((int)Math.Floor((one.Fiche.Latitude ?? 0) / Cell), (int)Math.Floor((one.Fiche.Longitude ?? 0) / Cell));

    private static IEnumerable<(Apercu One, Apercu Other)> Pairs(IEnumerable<Apercu> group)
    {
        List<Apercu> members = [.. group];
        for (var i = 0; i < members.Count; i++)
        {
            for (var j = i + 1; j < members.Count; j++)
            {
                yield return (members[i], members[j]);
            }
        }
    }
}
