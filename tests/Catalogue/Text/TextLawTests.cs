using FsCheck;
using FsCheck.Fluent;
using Maillage.Catalogue.Indexes;
using Maillage.Catalogue.Text;
using Maillage.Tests.Support;

namespace Maillage.Tests.Catalogue.Text;

/// <summary>What holds of every index and every text: on few words, much alike, so that all the rules meet.</summary>
public sealed class TextLawTests
{
    private const int Stories = 300;

    private static readonly string[] Pool =
    [
        "mairie", "maire", "marie", "mairies", "saint", "st", "sainte", "france", "services", "service", "msap", "pôle", "emploi", "emplois", "digne", "dignes", "vigne", "médiathèque", "média",
        "thèque", "bibliothèque", "bibliothéques", "canal", "canaux", "canau", "eau", "eaux", "04000", "04100", "9e", "9ème", "1er", "caf", "cafs", "abab", "baba", "aabb", "ab", "aba", "b",
        "de", "la", "l", "sous", "préfecture", "préfectures", "point", "justice", "accès", "droit", "maison", "public", "bd", "boulevard", "laposte", "poste", "ss", "xx", "aux", "maux",
    ];

    private static Gen<string> Word => Gen.OneOf(
        Gen.Elements(Pool),
        Gen.Elements(Pool),
        from word in Gen.Elements(Pool) from at in Gen.Choose(0, 20) from kind in Gen.Choose(0, 3) from letter in Gen.Elements('a', 'e', 's', 'x', 'b') select Spoiled(word, at, kind, letter),
        from one in Gen.Elements(Pool) from other in Gen.Elements(Pool) select one + other,
        from word in Gen.Elements(Pool) from length in Gen.Choose(1, 12) select word[..Math.Min(length, word.Length)]);

    private static Gen<string> Text => from words in Word.ListOf(4) from count in Gen.Choose(0, 4) select string.Join(' ', words.Take(count));

    private static Gen<IReadOnlyList<FieldText>> Record =>
        from texts in (from place in Gen.Elements(Enum.GetValues<TextField>()) from text in Text select new FieldText(place, text)).ListOf(4)
        select (IReadOnlyList<FieldText>)[.. texts];

    // Any words; or some words of a record, one of them spoiled.
    private static Gen<string> QueryOf(IReadOnlyList<IReadOnlyList<FieldText>> records) => Gen.OneOf(
        Text,
        from record in Gen.Elements<IReadOnlyList<FieldText>>(records)
        from which in Gen.Choose(1, 63)
        from at in Gen.Choose(0, 20)
        from kind in Gen.Choose(0, 6)
        from letter in Gen.Elements('a', 'e', 's', 'x', 'b')
        select SomeOf(string.Join(' ', record.Select(text => text.Text)).Split(' ', StringSplitOptions.RemoveEmptyEntries), which, at, kind, letter));

    [Fact]
    public void A_search_gives_what_the_rules_give_record_after_record()
    {
        var answered = 0;
        Loi.Tient(
            from records in Record.ListOf(12) from count in Gen.Choose(0, 12) from queries in QueryOf(records).ListOf(6) select (Records: records.Take(count).ToList(), Queries: queries),
            story =>
            {
                var (index, reference) = (Of(story.Records), new ReferenceSearch(story.Records));
                foreach (var query in story.Queries)
                {
                    var expected = reference.Search(query);
                    var found = index.Search(query);
                    Assert.True(expected is null == found is null, query);
                    Assert.Equal(expected ?? [], Pairs(found));
                    answered += found?.Count > 0 ? 1 : 0;
                }
            },
            Stories);
        Assert.InRange(answered, Stories, 6 * Stories);
    }

    // The rules that look at how common a word is need many records.
    [Fact]
    public void A_search_among_many_gives_the_same() =>
        Loi.Tient(
            from records in Record.ListOf(60) from queries in QueryOf(records).ListOf(10) select (Records: records.ToList(), Queries: queries),
            story =>
            {
                List<IReadOnlyList<FieldText>> records = [.. story.Records, .. Enumerable.Repeat<IReadOnlyList<FieldText>>([new(TextField.Name, "Mairie de Digne"), new(TextField.Type, "mairie")], 80)];
                var (index, reference) = (Of(records), new ReferenceSearch(records));
                Assert.All(story.Queries, query => Assert.Equal(reference.Search(query) ?? [], Pairs(index.Search(query))));
            },
            essais: 12);

    [Fact]
    public void The_index_of_the_next_version_is_the_one_built_of_it() =>
        Loi.Tient(
            from before in Record.ListOf(12)
            from after in Record.ListOf(12)
            from kept in Gen.Choose(0, 5).ListOf(12)
            from added in Gen.Choose(0, 5).ListOf(12)
            select (Before: before.ToList(), After: after.ToList(), Kept: kept, Added: added),
            story =>
            {
                // Each record of before is gone, or kept where it was among the others; fresh ones come in between.
                List<IReadOnlyList<FieldText>> now = [];
                List<int> moved = [], fresh = [];
                for (var rank = 0; rank < 12; rank++)
                {
                    if (story.Added[rank] == 0)
                    {
                        fresh.Add(now.Count);
                        now.Add(story.After[rank]);
                    }

                    moved.Add(story.Kept[rank] == 0 ? Renumbering.Gone : now.Count);
                    now.AddRange(story.Kept[rank] == 0 ? [] : [story.Before[rank]]);
                }

                // They came from the last to the first.
                var words = new FreshPostings();
                foreach (var ordinal in Enumerable.Reverse(fresh))
                {
                    words.Add(now[ordinal]);
                }

                var next = Of(story.Before).After(new Renumbering(now.Count, [.. moved], [.. fresh], [.. Enumerable.Range(0, fresh.Count).Reverse()]), words);
                Assert.Equal(Whole(Of(now)), Whole(next));
            },
            essais: 500);

    [Fact]
    public void The_best_are_the_first_of_all_sorted() =>
        Loi.Tient(
            from records in Record.ListOf(12) from query in QueryOf(records) from count in Gen.Choose(0, 14) from wanted in Gen.Choose(0, 1).ListOf(12) select (Records: records.ToList(), query, count, wanted),
            story =>
            {
                var found = Of(story.Records).Search(story.query) ?? TextMatches.None;
                var among = Ordinals.Of([.. Enumerable.Range(0, 12).Where(ordinal => story.wanted[ordinal] == 1)], 12);
                var sorted = Pairs(found).OrderByDescending(pair => pair.Score).ThenBy(pair => pair.Ordinal).ToList();
                Assert.Equal(sorted.Take(story.count), found.Best(story.count).Select(one => (one.Ordinal, (int)one.Score)));
                Assert.Equal(sorted.Where(pair => story.wanted[pair.Ordinal] == 1).Take(story.count), found.Best(story.count, among).Select(one => (one.Ordinal, (int)one.Score)));
                Assert.Equal(found.Records.ToArray(), found.ToOrdinals().ToArray());
            },
            essais: 500);

    [Fact]
    public void Any_text_is_answered()
    {
        var index = Of([[new(TextField.Name, "Mairie de Digne-les-Bains"), new(TextField.Code, "04000")]]);
        Loi.Tient(Arbitraires.TexteBrut, text => Assert.InRange(index.Search(text)?.Count ?? 0, 0, 1), essais: 500);
        foreach (var text in (string[])[new('a', 10_000), string.Concat(Enumerable.Repeat("a b ", 5_000)), string.Concat(Enumerable.Repeat("😀", 500)), new('7', 500), "\0", "' - '", new('æ', 400)])
        {
            Assert.InRange(index.Search(text)?.Count ?? 0, 0, 1);
        }
    }

    internal static TextIndex Of(IReadOnlyList<IReadOnlyList<FieldText>> records) => TextIndex.Of(records);

    private static List<(int Ordinal, int Score)> Pairs(TextMatches? found)
    {
        List<(int, int)> pairs = [];
        for (var rank = 0; rank < found?.Count; rank++)
        {
            pairs.Add((found.Records[rank], found.Scores[rank]));
        }

        return pairs;
    }

    // Everything that it holds.
    private static string Whole(TextIndex index)
    {
        var terms = Enumerable.Range(0, index.Vocabulary.Count).Select(term =>
        {
            var span = new TermSpan(term, term + 1);
            return $"{index.Vocabulary[term]}: {string.Join(',', index.Postings.Ordinals(span).ToArray())} {string.Join(',', index.Postings.Fields(span).ToArray())}";
        });
        return string.Join('\n', terms.Append(string.Join(',', Enumerable.Range(0, index.Count).SelectMany(ordinal => index.Lengths.Of(ordinal).ToArray()))));
    }

    private static string SomeOf(string[] words, int which, int at, int kind, char letter)
    {
        string[] some = [.. words.Where((_, rank) => (which >> (rank % 6) & 1) == 1).Take(4)];
        if (some.Length > 0 && kind < 4)
        {
            some[at % some.Length] = Spoiled(some[at % some.Length], at, kind, letter);
        }

        return string.Join(' ', some);
    }

    private static string Spoiled(string word, int at, int kind, char letter)
    {
        at %= word.Length;
        return kind switch
        {
            0 => word.Remove(at, 1),
            1 => word.Insert(at, letter.ToString()),
            2 => word[..at] + letter + word[(at + 1)..],
            _ => at + 1 < word.Length ? word[..at] + word[at + 1] + word[at] + word[(at + 2)..] : word,
        };
    }
}
