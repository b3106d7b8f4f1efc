using Maillage.Catalogue.Text;
using Maillage.Schema.Lieux;
using Maillage.Tests.Support;

namespace Maillage.Tests.Catalogue.Text;

/// <summary>What people type, on a hundred real lieux.</summary>
public sealed class TextSearchTests
{
    private static readonly Lazy<(IReadOnlyList<Lieu> Lieux, TextIndex Index)> Real = new(Read);

    [Theory]
    // As it is written, and as it is not.
    [InlineData("Mairie de Manosque", "Mairie de Manosque")]
    [InlineData("MAIRIE MANOSQUE", "Mairie de Manosque")]
    [InlineData("prefecture digne", "Préfecture - Alpes-de-Haute-Provence")]
    [InlineData("pôle emploi digne", "Pôle emploi - Digne-les-Bains")]
    // Apostrophes, elisions, words left out.
    [InlineData("mairie l'isle sur la sorgue", "Mairie de L'Isle-sur-la-Sorgue")]
    [InlineData("mairie l’isle sorgue", "Mairie de L'Isle-sur-la-Sorgue")]
    [InlineData("mairie lisle sur la sorgue", "Mairie de L'Isle-sur-la-Sorgue")]
    [InlineData("villeneuve d ascq", "Mairie de Villeneuve-d'Ascq")]
    // Plurals.
    [InlineData("missions locales manosque", "Mission locale de Manosque")]
    [InlineData("conseil departementaux", "Conseil départemental - Alpes-de-Haute-Provence")]
    // The beginning of the last word.
    [InlineData("mairie casxy", null)]
    [InlineData("mairie caste", "Mairie de Castellane")]
    [InlineData("ccas siste", "Centre communal d'action sociale (CCAS) - Sisteron")]
    // One typo: a letter wrong, missing, too many, two swapped; the first letter too; in the beginning of the last word.
    [InlineData("mairie monosque", "Mairie de Manosque")]
    [InlineData("mairie mansque", "Mairie de Manosque")]
    [InlineData("mairie mannosque", "Mairie de Manosque")]
    [InlineData("mairie mansoque", "Mairie de Manosque")]
    [InlineData("mairie nanosque", "Mairie de Manosque")]
    [InlineData("mairei manosque", "Mairie de Manosque")]
    [InlineData("mairie barclon", "Mairie de Barcelonnette")]
    [InlineData("mairie mnsque", null)]
    // A word that is known is a typo only where nothing else is found.
    [InlineData("marie de sisteron", "Mairie de Sisteron")]
    // Words stuck together, or split.
    [InlineData("mairiemanosque", "Mairie de Manosque")]
    [InlineData("missionlocale sisteron", "Mission locale de Sisteron")]
    [InlineData("sousprefecture castellane", "Sous-préfecture de Castellane")]
    [InlineData("lapole emploi manosque", "Pôle emploi - Manosque")]
    [InlineData("comcom forcalquier", "Communauté de communes Pays Forcalquier et Montagne de Lure")]
    [InlineData("com com forcalquier", "Communauté de communes Pays Forcalquier et Montagne de Lure")]
    [InlineData("mairie sis teron", "Mairie de Sisteron")]
    // Former and other names.
    [InlineData("msap bulgneville", "France services - Bulgnéville")]
    [InlineData("bureau de poste bulgnéville", "France services - Bulgnéville")]
    [InlineData("france travail manosque", "Pôle emploi - Manosque")]
    [InlineData("secu manosque", "Caisse primaire d'assurance maladie (CPAM) des Alpes-de-Haute-Provence - accueil de Manosque")]
    [InlineData("pij sisteron", "Point information jeunesse - Sisteron")]
    [InlineData("clic manosque", "Point d'information local dédié aux personnes âgées - Manosque")]
    [InlineData("mairie ste tulle", "Mairie de Sainte-Tulle")]
    // Codes are exact, ranks are not.
    [InlineData("mairie 04100", "Mairie de Manosque")]
    [InlineData("mairie 04101", null)]
    [InlineData("mdph 04", "Maison départementale des personnes handicapées (MDPH) - Alpes-de-Haute-Provence")]
    [InlineData("mairie paris 9ème", "Mairie de Paris - 9e arrondissement")]
    [InlineData("mairie paris 9", "Mairie de Paris - 9e arrondissement")]
    // All the words are required.
    [InlineData("mairie prefecture caf", null)]
    public void The_first_answer_is_the_one_meant(string text, string? name) => Assert.Equal(name, Names(text) is [var first, ..] ? first : null);

    [Theory]
    // The commune of that name before those whose name has more words.
    [InlineData("mairie saint etienne", "Mairie de Saint-Étienne|Mairie de Saint-Étienne-du-Bois|Mairie de Saint-Étienne-du-Bois")]
    // The town of that name before the one whose name has more words.
    [InlineData("seyne", "France services - Seyne|France services - La Seyne-sur-Mer")]
    // A préfecture before what is in it, and before a sous-préfecture.
    [InlineData("prefecture 04", "Préfecture - Alpes-de-Haute-Provence|Sous-préfecture de Barcelonnette|Sous-préfecture de Castellane|Sous-préfecture de Forcalquier")]
    [InlineData("sous prefecture forcalquier", "Sous-préfecture de Forcalquier|Point d'accueil numérique - Forcalquier (Sous-préfecture)")]
    public void Answers_come_in_the_order_that_people_expect(string text, string names)
    {
        var expected = names.Split('|');
        Assert.Equal(expected, Names(text).Take(expected.Length));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" - ' ")]
    [InlineData("😀")]
    public void A_text_without_words_asks_for_nothing(string? text)
    {
        Assert.Null(Real.Value.Index.Search(text));
        Assert.Empty(Real.Value.Index.Best(text, 5));
    }

    [Fact]
    public void Words_left_out_alone_are_the_beginning_of_a_word() => Assert.All(Names("de la"), name => Assert.Contains("La", name, StringComparison.OrdinalIgnoreCase));

    private static IReadOnlyList<string> Names(string text) => [.. Real.Value.Index.Best(text, 10).Select(found => Real.Value.Lieux[found.Ordinal].Nom)];

    private static (IReadOnlyList<Lieu>, TextIndex) Read()
    {
        List<Lieu> lieux = [.. File.ReadLines(Path.Combine(Depot.Racine, "tests", "Catalogue", "Text", "lieux.csv")).Skip(1).Select(line => Of(line.Split(';')))];
        return (lieux, TextLawTests.Of([.. lieux.Select(LieuTexts.Of)]));
    }

    private static Lieu Of(string[] cells) => new()
    {
        Id = "",
        CodeInsee = "",
        CodeRegion = "",
        Nom = cells[0],
        AnciensNoms = cells[1].Split('|', StringSplitOptions.RemoveEmptyEntries),
        Types = cells[2].Split('|', StringSplitOptions.RemoveEmptyEntries),
        Commune = cells[3],
        CodePostal = cells[4],
        CodeDepartement = cells[5],
        Adresse = cells[6],
    };
}
