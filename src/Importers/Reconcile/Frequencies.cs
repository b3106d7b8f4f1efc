namespace Maillage.Importers.Reconcile;

/// <summary>What may be shared by several lieux: a telephone, an e-mail, a site, a SIRET.</summary>
internal enum Shared
{
    Telephone,
    Courriel,
    Site,
    Siret,

    /// <summary>A type of counter in a commune.</summary>
    Type,
}

/// <summary>
/// How many lieux share a value: a number that all the mairies of a canton give tells nothing. A source lists a lieu once, so the source that has the value most
/// often counts. Only steps are told, so that one record more seldom changes what the others are worth.
/// </summary>
internal sealed class Frequencies
{
    private static readonly (int UpTo, double Worth)[] Steps = [(1, 1), (2, 0.8), (3, 0.6), (5, 0.4), (10, 0.2), (30, 0.1)];

    private readonly Dictionary<(Shared Kind, string Value), Counts> counts = [];

    /// <summary>Counts the values of a record; takes them off when <paramref name="by"/> is -1.</summary>
    public void Add(Subject subject, int by = 1)
    {
        foreach (var value in ValuesOf(subject))
        {
            (counts.TryGetValue(value, out var known) ? known : counts[value] = new Counts(subject.Key.Source)).Add(subject.Key.Source, by);
        }
    }

    /// <summary>What sharing that value is worth, 1 when one lieu has it, to 0.</summary>
    public double Worth(Shared kind, string value)
    {
        var most = counts.TryGetValue((kind, value), out var known) ? known.Most : 1;
        foreach (var (upTo, worth) in Steps)
        {
            if (most <= upTo)
            {
                return worth;
            }
        }

        return 0;
    }

    /// <summary>The value of a type in a commune.</summary>
    public static string TypeIn(string type, string codeInsee) => type + " " + codeInsee;

    /// <summary>The values of a record that others may share.</summary>
    public static IEnumerable<(Shared Kind, string Value)> ValuesOf(Subject subject)
    {
        if (subject.Signature.Telephone.Length > 0)
        {
            yield return (Shared.Telephone, subject.Signature.Telephone);
        }

        foreach (var email in subject.Signature.Courriels)
        {
            yield return (Shared.Courriel, email);
        }

        foreach (var site in subject.Sites)
        {
            yield return (Shared.Site, site);
        }

        if (subject.Signature.Siret.Length > 0)
        {
            yield return (Shared.Siret, subject.Signature.Siret);
        }

        foreach (var kind in subject.Kinds)
        {
            yield return (Shared.Type, TypeIn(kind, subject.Signature.CodeInsee));
        }
    }

    /// <summary>How many records of each source have a value. Most values are of one source.</summary>
    private sealed class Counts(string first)
    {
        private int ofFirst;
        private Dictionary<string, int>? ofOthers;

        public int Most => Math.Max(ofFirst, ofOthers is null ? 0 : ofOthers.Values.Max());

        public void Add(string source, int by)
        {
            if (source == first)
            {
                ofFirst += by;
            }
            else
            {
                ofOthers ??= new Dictionary<string, int>(1);
                ofOthers[source] = ofOthers.GetValueOrDefault(source) + by;
            }
        }
    }
}
