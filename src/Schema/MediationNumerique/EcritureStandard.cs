using System.Globalization;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;

namespace Maillage.Schema.MediationNumerique;

/// <summary>Writes a lieu in the national standard v1.0.2: strictly what its schema accepts, or not at all.</summary>
public static class EcritureStandard
{
    /// <summary>What the national producers write when they do not know the SIRET.</summary>
    public const string PivotInconnu = "00000000000000";

    private static readonly RecordShape<Lieu> Lieux = RecordShape.Of<Lieu>();
    private static readonly RecordShape<LieuMediationNumerique> Standard = RecordShape.Of<LieuMediationNumerique>();

    /// <summary>
    /// The lieu in the standard; null when it is no member of the dataset: no <c>services</c> and no mediation source, or a required column unknown.
    /// An optional value that the standard does not accept is left empty.
    /// </summary>
    /// <param name="lieu">The lieu as published.</param>
    /// <param name="sourcesDeMediation">Ids of the sources whose every record is a lieu of médiation numérique.</param>
    public static LieuMediationNumerique? Depuis(Lieu lieu, IReadOnlySet<string> sourcesDeMediation)
    {
        if (lieu.Services.Count == 0 && !lieu.Sources.Any(source => sourcesDeMediation.Contains(source.Source)))
        {
            return null;
        }

        List<Issue> issues = [];
        return Standard.ReadRow(Standard.Fields, [.. Standard.Fields.Select(field => Accepted(field, Cell(field.Name, lieu)))], issues);
    }

    /// <summary>File name that the standard asks for: <c>AAAAMMJJ_idProducteur_lieux-de-mediation-numerique_territoire.csv</c>.</summary>
    public static string NomDeFichier(DateOnly date, string producteur, string territoire) =>
        string.Create(CultureInfo.InvariantCulture, $"{date:yyyyMMdd}_{producteur}_lieux-de-mediation-numerique_{territoire}.csv");

    private static string Cell(string name, Lieu lieu) => (name, Lieux.Find(name)) switch
    {
        ("pivot", _) => lieu.Siret ?? lieu.Pivot ?? lieu.Rna ?? PivotInconnu,
        (_, null) => throw new InvalidOperationException($"The standard has a column {name} that a lieu has not."),
        (_, { Kind: FieldKind.TextList } list) => string.Join('|', list.Texts(lieu).Select(text => WithoutBar(name, text))),
        (_, { } field) => field.ToCell(lieu),
    };

    // The standard has no escape: a bar inside a value would make two of it.
    private static string WithoutBar(string name, string text) =>
        text.Replace("|", name == "site_web" ? "%7C" : "/", StringComparison.Ordinal);

    private static string Accepted(Field<LieuMediationNumerique> field, string cell)
    {
        var values = field.Rule.ListeEnTexte ? cell.Split('|') : [cell];
        return cell.Length > 0 && values.All(value => FieldRules.Check(field.Rule, value) is null) ? cell : "";
    }
}
