using System.Globalization;
using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Reconcile;

/// <summary>A word of a name, after synonyms: <c>maison de services au public</c> and <c>France services</c> are one word.</summary>
/// <param name="Text">The word, folded.</param>
/// <param name="Weight">How much it tells one lieu from another, 0 to 1.</param>
internal readonly record struct NameWord(string Text, double Weight);

/// <summary>How alike two names are.</summary>
/// <param name="Likeness">What they share of all that they say, 0 to 1.</param>
/// <param name="Inclusion">What the longer one has of the shorter one, 0 to 1.</param>
/// <param name="Weight">How much the shorter one says; 0 when one of them says nothing.</param>
internal readonly record struct NameLikeness(double Likeness, double Inclusion, double Weight);

/// <summary>What a name says: its words, less those that say nothing and those of its commune, and the types that it names.</summary>
/// <param name="Words">The words, each once, in order of the alphabet.</param>
/// <param name="Types">The types of counter that are named.</param>
internal sealed record NameWords(IReadOnlyList<NameWord> Words, IReadOnlyList<string> Types)
{
    private const double Unlisted = 1;
    private const int LongestExpression = 9;

    // Shorter words are too many to be forgiven a letter.
    private const int ShortestForgiven = 5;

    private static readonly Lazy<Dictionary<string, Expression>> Table = new(() => EmbeddedCsv.Rows("mots-des-noms.csv", 4, typeof(NameWords).Assembly)
        .ToDictionary(row => row[0], row => new Expression(row[1], double.Parse(row[2], CultureInfo.InvariantCulture), row[3])));

    private static readonly Lazy<HashSet<string>> TypeWords = new(() => [.. Table.Value.Values.Where(expression => expression.Type.Length > 0).Select(expression => expression.Word)]);

    private static readonly Dictionary<string, Expression>.AlternateLookup<ReadOnlySpan<char>> Expressions = Table.Value.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Reads a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="commune">Name of the commune: in the name of a lieu, it only says where.</param>
    public static NameWords Of(string name, string commune)
    {
        var place = Repli.Plier(commune).Split(' ').Select(Canonical).ToHashSet();
        var tokens = Repli.Plier(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        SortedDictionary<string, double> words = new(StringComparer.Ordinal);
        HashSet<string> types = [];
        for (var at = 0; at < tokens.Length;)
        {
            var (expression, length) = Longest(tokens, at);
            if (expression is null)
            {
                if (!place.Contains(tokens[at]))
                {
                    words.TryAdd(tokens[at], Unlisted);
                }
            }
            else
            {
                if (expression.Word.Length > 0 && (length > 1 || expression.Type.Length > 0 || !place.Contains(expression.Word)))
                {
                    words.TryAdd(expression.Word, expression.Weight);
                }

                if (expression.Type.Length > 0)
                {
                    types.Add(expression.Type);
                }
            }

            at += length;
        }

        return new NameWords([.. words.Select(word => new NameWord(word.Key, word.Value))], [.. types.Order(StringComparer.Ordinal)]);
    }

    /// <summary>The same without the words that name a type of counter.</summary>
    public NameWords WithoutTypes() => Types.Count == 0 ? this : this with { Words = [.. Words.Where(word => !TypeWords.Value.Contains(word.Text))] };

    /// <summary>Compares two names, whatever the order of their words, one letter forgiven in a long word.</summary>
    public NameLikeness Compare(NameWords other)
    {
        double common = 0;
        double mine = 0;
        foreach (var word in Words)
        {
            mine += word.Weight;
            common += other.Has(word) ? word.Weight : 0;
        }

        var theirs = other.Words.Sum(word => word.Weight);
        var shorter = Math.Min(mine, theirs);
        var shared = Math.Min(common, shorter);
        return shorter == 0 ? default : new NameLikeness(shared / (mine + theirs - shared), shared / shorter, shorter);
    }

    private static string Canonical(string token) => Expressions.TryGetValue(token, out var known) && known.Word.Length > 0 ? known.Word : token;

    private static (Expression? Expression, int Length) Longest(string[] tokens, int at)
    {
        Span<char> joined = stackalloc char[128];
        (Expression? Expression, int Length) found = (null, 1);
        var length = 0;
        for (var count = 1; count <= LongestExpression && at + count <= tokens.Length; count++)
        {
            var token = tokens[at + count - 1];
            if (length + token.Length + 1 > joined.Length)
            {
                break;
            }

            if (count > 1)
            {
                joined[length++] = ' ';
            }

            token.CopyTo(joined[length..]);
            length += token.Length;
            if (Expressions.TryGetValue(joined[..length], out var expression))
            {
                found = (expression, count);
            }
        }

        return found;
    }

    private bool Has(NameWord word)
    {
        foreach (var mine in Words)
        {
            if (mine.Text == word.Text || (mine.Text.Length >= ShortestForgiven && word.Text.Length >= ShortestForgiven && EditDistance.Between(mine.Text, word.Text, 1) <= 1))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A row of <c>data/mots-des-noms.csv</c>.</summary>
    private sealed record Expression(string Word, double Weight, string Type);
}
