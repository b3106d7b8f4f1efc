using System.Globalization;
using Maillage.Schema.Texte;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Importers.Deduce;

/// <summary>One row of <c>data/types-par-indice.csv</c>: what is not empty must hold.</summary>
/// <param name="Rang">Its place: of the rows that look at the name, the first that fits wins.</param>
/// <param name="Dispositif">A national programme of the lieu.</param>
/// <param name="Typologie">A typology of the lieu.</param>
/// <param name="Nom">Folded words that the name begins with.</param>
/// <param name="PartoutDansLeNom">True when these words may be anywhere in the name (written <c>* words</c>).</param>
/// <param name="Sauf">Folded words that, further in the name, make the row unfit.</param>
/// <param name="Departements">Where it holds; empty: everywhere.</param>
/// <param name="Prime">True when it holds whatever other counter the name mentions.</param>
/// <param name="Types">The types it gives; empty: none, on purpose.</param>
/// <param name="Exemple">A name that it decides.</param>
internal sealed record TypeRule(
    int Rang,
    string Dispositif,
    string Typologie,
    string Nom,
    bool PartoutDansLeNom,
    IReadOnlyList<string> Sauf,
    IReadOnlyList<string> Departements,
    bool Prime,
    IReadOnlyList<string> Types,
    string Exemple);

/// <summary>One row of <c>data/niveau-accueil.csv</c>: what is not empty must hold.</summary>
/// <param name="Rang">Its place: the first row that fits wins.</param>
/// <param name="Types">Alternatives; each is one type, or several that must all be there.</param>
/// <param name="Typologie">Alternatives.</param>
/// <param name="Nom">Folded words of the name, other than as the complement of another word.</param>
/// <param name="Adresse">Folded words that a part of the address, between commas, begins with.</param>
/// <param name="Niveau">The level; null: none, on purpose.</param>
/// <param name="ExempleNom">The name of a lieu that it decides.</param>
/// <param name="ExempleAdresse">Its address.</param>
internal sealed record LevelRule(
    int Rang,
    IReadOnlyList<IReadOnlyList<string>> Types,
    IReadOnlyList<string> Typologie,
    string Nom,
    string Adresse,
    int? Niveau,
    string ExempleNom,
    string ExempleAdresse);

/// <summary>One row of <c>data/thematiques-par-type.csv</c> or of <c>data/thematiques-par-service.csv</c>.</summary>
/// <param name="Cle">The type, or the service.</param>
/// <param name="Thematiques">What such a lieu offers everywhere; empty: nothing, on purpose.</param>
internal sealed record ThemeRule(string Cle, IReadOnlyList<string> Thematiques);

/// <summary>The tables of <c>data/</c> that say what a lieu is deduced to be. They are embedded: what is in the folder is what was built.</summary>
internal static class DeductionTables
{
    private static readonly Lazy<string> Hash = new(() => TablesDeReference.EmpreinteDe(typeof(DeductionTables).Assembly));

    public static IReadOnlyList<TypeRule> Types { get; } =
        [.. Rows("types-par-indice.csv", 10).Select(row => new TypeRule(
            Number(row[0]), row[1], row[2], row[3].TrimStart('*', ' '), row[3].StartsWith('*'), List(row[4]), List(row[5]), row[6] == "oui", List(row[7]), row[9]))];

    public static IReadOnlyList<LevelRule> Niveaux { get; } =
        [.. Rows("niveau-accueil.csv", 9).Select(row => new LevelRule(
            Number(row[0]), [.. List(row[1]).Select(all => all.Split('+'))], List(row[2]), row[3], row[4], row[5].Length == 0 ? null : Number(row[5]), row[7], row[8]))];

    public static IReadOnlyList<ThemeRule> ThematiquesParType { get; } = Themes("thematiques-par-type.csv");

    public static IReadOnlyList<ThemeRule> ThematiquesParService { get; } = Themes("thematiques-par-service.csv");

    /// <summary>SHA-256 of all of them: when a row changes, every record is derived anew.</summary>
    public static string Empreinte => Hash.Value;

    private static List<ThemeRule> Themes(string resource) => [.. Rows(resource, 3).Select(row => new ThemeRule(row[0], List(row[1])))];

    private static IReadOnlyList<string[]> Rows(string resource, int columns) => EmbeddedCsv.Rows(resource, columns, typeof(DeductionTables).Assembly);

    private static string[] List(string cell) => cell.Split('|', StringSplitOptions.RemoveEmptyEntries);

    private static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);
}
