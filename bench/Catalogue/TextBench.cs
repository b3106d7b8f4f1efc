using BenchmarkDotNet.Attributes;
using Maillage.Catalogue.Indexes;
using Maillage.Catalogue.Text;

namespace Maillage.Bench;

/// <summary>The words of all the lieux: the index made, made again after one lieu in a hundred changed, and asked.</summary>
[MemoryDiagnoser]
public class TextBench
{
    private const int Answers = 20;

    private IReadOnlyList<IReadOnlyList<FieldText>> texts = [];
    private TextIndex index = TextIndex.Empty;
    private Renumbering moves = Renumbering.OfAll(0);

    [GlobalSetup]
    public async Task Load()
    {
        texts = [.. (await Lieux.ReadAsync()).Select(LieuTexts.Of)];
        index = TextIndex.Of(texts);
        int[] fresh = [.. Enumerable.Range(0, texts.Count).Where(ordinal => ordinal % 100 == 50)];
        moves = new Renumbering(
            texts.Count, [.. Enumerable.Range(0, texts.Count).Select(ordinal => ordinal % 100 == 50 ? Renumbering.Gone : ordinal)], fresh, [.. Enumerable.Range(0, fresh.Length)]);
    }

    [Benchmark]
    public object Build() => TextIndex.Of(texts);

    [Benchmark]
    public object OneInAHundredChanged()
    {
        var fresh = new FreshPostings();
        foreach (var ordinal in moves.Fresh)
        {
            fresh.Add(texts[ordinal]);
        }

        return index.After(moves, fresh);
    }

    [Benchmark]
    [Arguments("mairie de digne les bains")]
    [Arguments("mairie de dig")]
    [Arguments("mairie de dygne")]
    [Arguments("marie de digne")]
    [Arguments("msap digne")]
    [Arguments("caisse allocation familiale marseile")]
    [Arguments("mairie")]
    [Arguments("mairei")]
    [Arguments("m")]
    public int Search(string text) => index.Best(text, Answers).Count;
}
