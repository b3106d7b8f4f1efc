using System.Text.RegularExpressions;
using Maillage.Catalogue.Text;
using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;

namespace Maillage.Tests.Catalogue.Text;

/// <summary>What <see cref="TextIndex.Search"/> says it finds, looked for in every record one after another.</summary>
internal sealed partial class ReferenceSearch
{
    private static readonly TextField[] Measured = [TextField.Name, TextField.Commune, TextField.Type];
    private static readonly int[] Shares = [7_000, 4_000, 9_000];
    private static readonly int[] WorthOfField = [1000, 850, 800, 900, 800, 400, 300];
    private static readonly int[] WorthOfLikeness = [1000, 970, 850, 600, 450];

    private readonly List<Dictionary<string, HashSet<TextField>>> records;
    private readonly Dictionary<string, int> vocabulary;

    public ReferenceSearch(IEnumerable<IReadOnlyList<FieldText>> texts)
    {
        records = [.. texts.Select(of => of
            .SelectMany(text => WordsIn(text.Text).Select(word => (Word: word, text.Field)))
            .GroupBy(pair => pair.Word)
            .ToDictionary(group => group.Key, group => group.Select(pair => pair.Field).ToHashSet()))];
        vocabulary = records.SelectMany(record => record.Keys).CountBy(word => word).ToDictionary(pair => pair.Key, pair => pair.Value);
    }

    private delegate IEnumerable<Likeness> Like(string term);

    /// <summary>What each record is owed: worth, then how many words of each measured field.</summary>
    private sealed record Owed(long Worth, int Name, int Commune, int Types)
    {
        public static Owed operator +(Owed a, Owed b) => new(a.Worth + b.Worth, a.Name + b.Name, a.Commune + b.Commune, a.Types + b.Types);

        public static Owed? Best(IEnumerable<Owed> all) => all.OrderBy(one => (one.Worth, one.Name, one.Commune, one.Types)).LastOrDefault();
    }

    private sealed record Way(IReadOnlyList<Like> Words, int PerMille);

    public IReadOnlyList<(int Ordinal, int Score)>? Search(string? text)
    {
        var read = text?.Length > 200 ? text[..200] : text;
        var folded = Repli.Plier(read).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (folded.Length == 0)
        {
            return null;
        }

        List<string> words = [.. folded.Where(word => !Tokens.StopWords.Contains(word)).Select(Ranked).Take(16)];
        var last = words.Count == 0 || words[^1] == Ranked(folded[^1]);
        words = words.Count == 0 ? [folded[^1]] : words;
        var found = Found(UnitsOf(words, last, again: false));
        return found.Count > 0 ? found : Found(UnitsOf(words, last, again: true));
    }

    private List<(int Ordinal, int Score)> Found(IReadOnlyList<IReadOnlyList<Way>> units)
    {
        var owed = units.Select(unit => records.Select(record => Owed.Best(unit.Select(way => OwedTo(record, way)).OfType<Owed>())).ToList()).ToList();
        var weights = owed.Select(unit => (int)Math.Round(100 * Math.Log2(1 + ((double)records.Count / unit.Count(one => one is not null))))).ToList();
        List<(int, int)> found = [];
        for (var ordinal = 0; ordinal < records.Count; ordinal++)
        {
            if (owed.All(unit => unit[ordinal] is not null))
            {
                found.Add((ordinal, Score(records[ordinal], [.. owed.Select(unit => unit[ordinal]).OfType<Owed>()], weights)));
            }
        }

        return found;
    }

    private static int Score(Dictionary<string, HashSet<TextField>> record, List<Owed> owed, List<int> weights)
    {
        var worth = owed.Zip(weights, (one, weight) => one.Worth * weight).Sum();
        int[] said = [owed.Sum(one => one.Name), owed.Sum(one => one.Commune), owed.Sum(one => one.Types)];
        var parts = Measured.Select((field, rank) => (Words: record.Values.Count(fields => fields.Contains(field)), Said: said[rank], Share: Shares[rank]));
        return (int)(worth * (45_000.0 / 1000 / weights.Sum())) + parts.Sum(part => part.Words == 0 ? 0 : part.Share / part.Words * Math.Min(part.Said, part.Words));
    }

    private static Owed? OwedTo(Dictionary<string, HashSet<TextField>> record, Way way)
    {
        var words = way.Words.Select(like => Owed.Best(record.SelectMany(pair => like(pair.Key).Select(likeness => Credit(pair.Value, likeness, way))))).ToList();
        return words.Contains(null) ? null : words.OfType<Owed>().Aggregate((a, b) => a + b);
    }

    private static Owed Credit(HashSet<TextField> fields, Likeness likeness, Way way)
    {
        var worth = fields.Max(field => WorthOfField[(int)field]) * WorthOfLikeness[(int)likeness] / 1000;
        int[] said = [.. Measured.Select(field => fields.Contains(field) ? 1 : 0)];
        return new((long)worth * way.PerMille / (1000 * way.Words.Count), said[0], said[1], said[2]);
    }

    private List<IReadOnlyList<Way>> UnitsOf(List<string> words, bool last, bool again)
    {
        List<IReadOnlyList<Way>> units = [];
        for (var at = 0; at < words.Count;)
        {
            var phrase = Synonyms.Current.All.FirstOrDefault(phrase => IsAt(words, at, last, phrase));
            var length = phrase?.Words.Count ?? 1;
            if (phrase is not null)
            {
                var typed = words.Skip(at).Take(length).ToList();
                units.Add([
                    new([.. Enumerable.Range(at, length).Select(rank => Typed(words, rank, last, again))], 1000),
                    .. Synonyms.Current.SameAs(phrase).Where(other => !other.Words.SequenceEqual(typed)).Select(Other)]);
            }
            else if (IsUnknown(words, at, last) && Synonyms.Current.All.FirstOrDefault(one => one.Text.Contains(' ') && one.Text.Replace(" ", "") == words[at]) is { } stuck)
            {
                units.Add([.. Synonyms.Current.SameAs(stuck).Select(Other)]);
            }
            else if (at + 1 < words.Count && (IsUnknown(words, at, last) || IsUnknown(words, at + 1, last)) && Finds(words[at] + words[at + 1]))
            {
                units.Add([new([Direct(words[at] + words[at + 1], false)], 900)]);
                length = 2;
            }
            else
            {
                var typed = Typed(words, at, last, again);
                var isTyped = vocabulary.Keys.Any(term => typed(term).Any());
                units.Add([new([typed], 1000), .. !isTyped || again ? Parts(words[at]) : []]);
            }

            at += length;
        }

        return units;
    }

    private bool IsAt(List<string> words, int at, bool last, Phrase phrase) =>
        at + phrase.Words.Count <= words.Count
        && phrase.Words.Select((word, rank) => (word, At: at + rank)).All(pair =>
            Stem(words[pair.At]) == Stem(pair.word)
            || (IsUnknown(words, pair.At, last) && CanHaveTypo(words[pair.At]) && pair.word.Length >= 4 && EditDistance.Between(words[pair.At], pair.word, 2) <= 1));

    private static Way Other(Phrase phrase) => new([.. phrase.Words.Select(word => Direct(word, false))], 900);

    private IEnumerable<Way> Parts(string word)
    {
        if (word.Length > 40 || !LettersOnly().IsMatch(word))
        {
            yield break;
        }

        for (var cut = 1; cut <= word.Length - 3; cut++)
        {
            var (first, second) = (word[..cut], word[cut..]);
            if (Finds(second) && Tokens.StopWords.Contains(first) && (cut > 1 || "aeiouyh".Contains(second[0])))
            {
                yield return new([Direct(second, false)], 600);
            }
            else if (Finds(second) && cut >= 3 && Finds(first))
            {
                yield return new([Direct(first, false), Direct(second, false)], 600);
            }
        }
    }

    private bool IsUnknown(List<string> words, int at, bool last) => !vocabulary.Keys.Any(term => Direct(words[at], last && at == words.Count - 1)(term).Any());

    private bool Finds(string word) => vocabulary.Keys.Any(term => Direct(word, false)(term).Any());

    private Like Typed(List<string> words, int at, bool last, bool again)
    {
        var word = words[at];
        var direct = Direct(word, last && at == words.Count - 1);
        var known = vocabulary.Where(term => direct(term.Key).Any()).Select(term => term.Value).DefaultIfEmpty().Max();
        if ((known > 0 && !again) || !CanHaveTypo(word))
        {
            return direct;
        }

        var begins = known == 0 && last && at == words.Count - 1 && word.Length >= 5;
        return term => direct(term).Concat(vocabulary[term] < 10 * known ? [] : Typos(word, term, begins));
    }

    private static IEnumerable<Likeness> Typos(string word, string term, bool begins)
    {
        if (EditDistance.Between(word, term, 2) <= 1 || EditDistance.Between(Stem(word), term, 2) <= 1)
        {
            yield return Likeness.Typo;
        }

        if (begins && Enumerable.Range(0, term.Length + 1).Any(length => EditDistance.Between(word, term.AsSpan(0, length), 2) <= 1))
        {
            yield return Likeness.BeginningTypo;
        }
    }

    private static Like Direct(string word, bool begins) => term =>
        [
            .. term == word ? [Likeness.Same] : Stem(term) == Stem(word) ? (Likeness[])[Likeness.Plural] : [],
            .. begins && term.StartsWith(word, StringComparison.Ordinal) ? (Likeness[])[Likeness.Beginning] : [],
        ];

    private static bool CanHaveTypo(string word) => word.Length >= 4 && LettersOnly().IsMatch(word);

    private static string Stem(string word) => word.Length >= 5 && LettersOnly().IsMatch(word) ? Plural().Replace(word, match => match.Value == "aux" ? "al" : "") : word;

    private static IEnumerable<string> WordsIn(string? text) =>
        Repli.Plier(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !Tokens.StopWords.Contains(word)).Select(Ranked).Distinct();

    private static string Ranked(string word) => Rank().Replace(word, "$1e");

    [GeneratedRegex(@"^\D*$")]
    private static partial Regex LettersOnly();

    [GeneratedRegex("(?<=..[^e])aux$|[sx]$")]
    private static partial Regex Plural();

    [GeneratedRegex("^([0-9]{1,2})(er|ere|eme|ieme|nd|nde)$")]
    private static partial Regex Rank();
}
