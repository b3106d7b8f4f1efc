using System.Globalization;
using System.Text;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Reconcile.Labels;

/// <summary>A pair of records, and what was decided by reading both.</summary>
/// <param name="Numero">Its number: it never changes.</param>
/// <param name="Genre">Stratum, or kind of difficulty, that it was drawn for.</param>
/// <param name="Moitie">The half it belongs to: one to tune a rule, the other to measure it.</param>
/// <param name="A">The first record, in the order of keys.</param>
/// <param name="B">The second.</param>
/// <param name="Label"><c>meme</c>, <c>distinct</c>, <c>indecidable</c>; empty until it was read.</param>
/// <param name="Pourquoi">Why, in a few words.</param>
internal sealed record PaireEtiquetee(int Numero, string Genre, string Moitie, CleFiche A, CleFiche B, string Label, string Pourquoi)
{
    public const string Reglage = "reglage";
    public const string Mesure = "mesure";

    public static string Header { get; } = "numero,genre,moitie,source_a,id_a,source_b,id_b,label,pourquoi\n";

    /// <summary>True when the records tell.</summary>
    public bool EstDecidee => Label is "meme" or "distinct";

    public string Row() => Csv.Line([Numero.ToString(CultureInfo.InvariantCulture), Genre, Moitie, A.Source, A.Id, B.Source, B.Id, Label, Pourquoi]);

    public static PaireEtiquetee Read(IReadOnlyList<string> cells) =>
        new(int.Parse(cells[0], CultureInfo.InvariantCulture), cells[1], cells[2], new CleFiche(cells[3], cells[4]), new CleFiche(cells[5], cells[6]), cells[7], cells[8]);
}

/// <summary>The labelled pairs of the tree, with the fiches of their records.</summary>
internal static class Etiquettes
{
    private const string Folder = "tests/Importers/Reconcile/Labels";

    public const string FichierPaires = $"{Folder}/paires.csv";
    public const string FichierRelecture = $"{Folder}/relecture.csv";
    public const string FichierFiches = $"{Folder}/fiches.csv";

    /// <summary>The pairs; none when nothing was drawn yet.</summary>
    public static IReadOnlyList<PaireEtiquetee> Paires() =>
        File.Exists(At(FichierPaires)) ? [.. Csv.Rows(At(FichierPaires), PaireEtiquetee.Header).Select(PaireEtiquetee.Read)] : [];

    /// <summary>What the second reader, who saw neither the first label nor the kind of the pair, decided of each pair, by its number.</summary>
    public static IReadOnlyDictionary<int, string> Relecture() =>
        Csv.Rows(At(FichierRelecture), "numero,label,pourquoi\n").ToDictionary(cells => int.Parse(cells[0], CultureInfo.InvariantCulture), cells => cells[1]);

    public static IReadOnlyDictionary<CleFiche, FicheEtiquetee> Fiches() =>
        Csv.Rows(At(FichierFiches), FicheEtiquetee.Header).Select(FicheEtiquetee.Read).ToDictionary(fiche => fiche.Cle);

    public static string Text(IEnumerable<PaireEtiquetee> paires) =>
        paires.Aggregate(new StringBuilder(PaireEtiquetee.Header), (text, paire) => text.Append(paire.Row())).ToString();

    public static string Text(IEnumerable<FicheEtiquetee> fiches) =>
        fiches.Aggregate(new StringBuilder(FicheEtiquetee.Header), (text, fiche) => text.Append(fiche.Row())).ToString();

    private static string At(string path) => Path.Combine(Depot.Racine, path);
}
