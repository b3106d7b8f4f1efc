using Maillage.Importers;
using Maillage.Importers.Rulings;
using Maillage.Store;
using Maillage.Tests.Support;
using static Maillage.Tests.Support.Atelier;

namespace Maillage.Tests.Importers.Rulings;

/// <summary>What persons decide is read whole or refused whole, and overrides what is computed.</summary>
public sealed class RulingsReaderTests : IAsyncDisposable
{
    private readonly Atelier atelier = new();

    public ValueTask DisposeAsync() => atelier.DisposeAsync();

    [Fact]
    public void The_examples_of_the_folder_are_read()
    {
        var blocks = File.ReadAllText(Path.Combine(Depot.Racine, "decisions", "LISEZMOI.md")).Split("```yaml\n").Skip(1).Select(rest => rest.Split("```")[0]).ToList();
        var reading = Read(("exemple.yaml", blocks[0]), ("priorites.yaml", blocks[1]));

        Assert.Empty(reading.Problems);
        Assert.True(reading.Rulings.Pairs.AreSame(new RecordKey("annuaire-04", "mairie-04070-01"), new RecordKey("hub-du-sud-04", "mediation-numerique-cr93-12")));
        Assert.True(reading.Rulings.Pairs.AreApart(new RecordKey("regionsud-04", "Ccas/DIGNE/1/place"), new RecordKey("annuaire-04", "ccas-04070-01")));
        Assert.Equal((1, 0), (reading.Rulings.Priorities.RankOf("annuaire-04", "horaires"), reading.Rulings.Priorities.RankOf("annuaire-04", "telephone")));
        Assert.True(reading.Rulings.Records[new RecordKey("regionsud-04", "Bus/DIGNE//")].IsWithdrawn);
    }

    [Theory]
    [InlineData("a.yaml", "- decision: pareil\n  pourquoi: x\n  fiches: [{source: a, id: b}]\n", 1, "meme")]
    [InlineData("a.yaml", "- decision: meme\n  pourquoi: x\n  fiches: [{source: a, id: b}]\n", 1, "au moins deux")]
    [InlineData("a.yaml", "- decision: retrait\n  fiches: [{source: a, id: b}]\n", 1, "pourquoi")]
    [InlineData("a.yaml", "- decision: retrait\n  pourquoi: x\n  fiche: [{source: a, id: b}]\n", 3, "fiches")]
    [InlineData("a.yaml", "- decision: retrait\n  pourquoi: x\n  fiches:\n    - {source: a}\n", 4, "« id »")]
    [InlineData("a.yaml", "- decision: niveau_accueil\n  niveau: 4\n  pourquoi: x\n  fiches: [{source: a, id: b}]\n", 1, "1, 2 ou 3")]
    [InlineData("a.yaml", "- decision: retrait\n  date: hier\n  pourquoi: x\n  fiches: [{source: a, id: b}]\n", 1, "AAAA-MM-JJ")]
    [InlineData("a.yaml", "decision: retrait\n", 1, "liste")]
    [InlineData("a.yaml", "- [\n", 2, "mal formé")]
    [InlineData("priorites.yaml", "horaire: [a]\n", 1, "« horaires »")]
    [InlineData("priorites.yaml", "horaires: a\n", 1, "liste")]
    public void A_mistake_is_said_with_its_line_and_nothing_is_decided(string file, string text, int line, string says)
    {
        var reading = Read((file, text));

        Assert.Contains(reading.Problems, problem => problem.Line == line && problem.Message.Contains(says, StringComparison.Ordinal));
        Assert.Empty(reading.Rulings.Records);
    }

    [Fact]
    public async Task A_withdrawn_record_goes_and_comes_back_and_a_level_is_a_decision()
    {
        var text = Annuaire(Record("a"), Record("b"));
        await atelier.ImportAsync(text);
        var ids = (await atelier.PublishedAsync()).Select(lieu => lieu.Id).ToList();
        var decided = Read(
            ("x.yaml", "- {decision: retrait, pourquoi: fermée, fiches: [{source: annuaire, id: b}]}\n- {decision: niveau_accueil, niveau: 1, depuis: 2026-01-01, pourquoi: schéma, fiches: [{source: annuaire, id: a}]}\n")).Rulings;

        var report = await atelier.ImportAsync(text, new ImportOptions { Rulings = decided, AcceptDrop = true });
        var lieu = Assert.Single(await atelier.PublishedAsync());
        Assert.Equal(1, report.NonPublie["retrait_decide"]);
        Assert.Equal((1, new DateOnly(2026, 1, 1), "decision", "decision"), (lieu.NiveauAccueil, lieu.NiveauAccueilDepuis, lieu.NiveauAccueilOrigine, lieu.Provenance["niveau_accueil"]));

        await atelier.ImportAsync(text);
        Assert.Equal(ids, (await atelier.PublishedAsync()).Select(one => one.Id));
    }

    private RulingsReading Read(params (string Name, string Text)[] files)
    {
        var folder = Path.Combine(atelier.Folder, "decisions");
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in files)
        {
            File.WriteAllText(Path.Combine(folder, name), text);
        }

        return RulingsReader.ReadFolder(folder);
    }
}
