using Maillage.Importers.Check;
using Maillage.Importers.Normalise;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;

namespace Maillage.Importers.Validate;

/// <summary>The national standard « lieux de médiation numérique » v1; columns and values of v0 are recognised.</summary>
internal sealed class StandardJudge(Cog cog, DateOnly today) : RecordJudge<LieuMediationNumerique>
{
    private static readonly HashSet<string> Mediation = [Nobody.Id];

    private static readonly string[] Required = [.. Shape.Fields.Where(field => field.Rule.Requis).Select(field => field.Name)];

    private readonly LieuNormaliser normaliser = Normaliser(cog, today);

    public override IReadOnlyList<string> ColumnNames => LectureStandard.Colonnes;

    public override Judged<LieuMediationNumerique> Judge(IReadOnlyDictionary<string, string> cells)
    {
        List<Issue> issues = [];
        var raw = LectureStandard.ToRawLieu(cells, issues);
        var id = raw.Id ?? "";
        var lieu = normaliser.Normalise(id, id, raw, issues);
        if (lieu is null || LieuCheck.Apply(lieu with { Id = id.Length == 0 ? "?" : id }, issues) is not { } sound)
        {
            return new Judged<LieuMediationNumerique>(null, issues, [], null);
        }

        var missing = Missing(sound with { Id = id });
        var complete = sound with { CodePostal = sound.CodePostal ?? "00000", Adresse = sound.Adresse ?? "?", DateMaj = sound.DateMaj ?? today };
        var written = EcritureStandard.Depuis(complete, Mediation) ?? throw new InvalidOperationException("A lieu that has all that the standard asks for is written.");
        return new Judged<LieuMediationNumerique>(
            missing.Count == 0 ? written : null,
            issues,
            missing,
            field => missing.Contains(field) ? "" : Shape.Find(field)?.ToCell(written) ?? "");
    }

    protected override (string Canonical, string Field)? CanonicalName(string name) =>
        // Names that hold a dot are paths of JSON: their last word alone proves nothing.
        name.Contains('.', StringComparison.Ordinal) ? null : LectureStandard.Colonne(name);

    private static List<string> Missing(Lieu lieu) =>
        [.. Required.Where(name => name != "pivot" && Schema.Fields.RecordShape.Of<Lieu>().Find(name)?.IsUnknown(lieu) == true)];
}
