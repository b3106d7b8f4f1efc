using System.Collections.Frozen;
using Maillage.Importers.Check;
using Maillage.Importers.Normalise;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Validate;

/// <summary>Our own schema <c>lieu</c>: what the normalisers know is read by them, the rest is checked against the schema and kept.</summary>
internal sealed class LieuJudge(Cog cog, DateOnly today) : RecordJudge<Lieu>
{
    // What no normaliser reads: a value that the schema accepts is the file's own.
    private static readonly FrozenSet<string> Given = new[]
    {
        "rna", "thematiques", "niveau_accueil", "niveau_accueil_depuis", "niveau_accueil_origine", "precision_localisation", "lieu_parent_id", "connexion", "debit_mbps", "permanences", "passages", "fermetures",
        "zone_competence", "sources", "provenance", "score_qualite", "qualite_manques", "modifie_le",
    }.ToFrozenSet();

    // What an import works out for its own source, and a file alone does not say.
    private static readonly string[] NotDeduced = ["sources", "provenance"];

    private static readonly FrozenDictionary<string, string> ByFoldedName = Shape.Fields.ToFrozenDictionary(field => Repli.Plier(field.Name), field => field.Name);

    private readonly LieuNormaliser normaliser = Normaliser(cog, today);

    public override IReadOnlyList<string> ColumnNames { get; } = [.. Shape.Fields.Select(field => field.Name)];

    public override IReadOnlyCollection<string> Whole { get; } = ["permanences", "passages", "fermetures", "sources", "provenance"];

    public override Judged<Lieu> Judge(IReadOnlyDictionary<string, string> cells)
    {
        List<Issue> issues = [];
        var raw = LectureStandard.ToRawLieu(cells, issues) with
        {
            Siret = cells.GetValueOrDefault("siret"),
            TelephoneNote = cells.GetValueOrDefault("telephone_note"),
            HorairesNote = cells.GetValueOrDefault("horaires_note"),
            AccessibilitePmr = cells.GetValueOrDefault("accessibilite_pmr"),
            NombrePostes = cells.GetValueOrDefault("nombre_postes"),
            AccessibiliteHandicaps = Texts(cells, "accessibilite_handicaps"),
            Equipements = Texts(cells, "equipements"),
            Langues = Texts(cells, "langues"),
            AccessibiliteNote = cells.GetValueOrDefault("accessibilite_note"),
            Types = Texts(cells, "types"),
            AnciensNoms = Texts(cells, "anciens_noms"),
            AutresFormationsLabels = Texts(cells, "autres_formations_labels"),
        };
        var id = Id(raw.Id);
        var lieu = normaliser.Normalise(id ?? "?", raw.Id ?? "", raw, issues);
        if (lieu is null || LieuCheck.Apply(lieu, issues) is not { } sound)
        {
            return new Judged<Lieu>(null, issues, id is null ? ["id"] : [], null);
        }

        var row = Shape.Fields.Select(field => Cell(field, sound, cells)).ToList();
        var written = Shape.ReadRow(Shape.Fields, row, issues);
        return new Judged<Lieu>(id is null ? null : written, issues, id is null ? ["id"] : [], name => name == "id" && id is null || written is null ? "" : Shape.Find(name)?.ToCell(written) ?? "");
    }

    protected override (string Canonical, string Field)? CanonicalName(string name) =>
        !name.Contains('.', StringComparison.Ordinal) && ByFoldedName.TryGetValue(Repli.Plier(name), out var field) ? (field, field) : null;

    // An id of the sender's own becomes a lasting one, always the same.
    private static string? Id(string? written) =>
        string.IsNullOrWhiteSpace(written) ? null : Guid.TryParse(written, out var uuid) ? uuid.ToString() : LieuId.Nouveau(Nobody.Id, written.Trim());

    private static string Cell(Field<Lieu> field, Lieu lieu, IReadOnlyDictionary<string, string> cells) =>
        Given.Contains(field.Name) && cells.TryGetValue(field.Name, out var said) && !FieldRules.CheckCell(field, said).Any() ? said
        : NotDeduced.Contains(field.Name) ? ""
        : field.ToCell(lieu);

    private static IReadOnlyList<string> Texts(IReadOnlyDictionary<string, string> cells, string name) =>
        cells.TryGetValue(name, out var cell) && Shape.Find(name)?.TryReadTexts(cell, out var texts) == true ? texts : [];
}
