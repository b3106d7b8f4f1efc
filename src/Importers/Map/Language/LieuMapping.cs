using Maillage.Importers.Normalise.Place;
using Maillage.Schema.Formats.Tables;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Parsing;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Map.Language;

/// <summary>What the rows of a partner's table say of lieux, as a declaration explains it under <c>correspondance</c>.</summary>
public sealed class LieuMapping
{
    internal LieuMapping(string text, TableOptions reading)
    {
        (Text, Reading) = (text, reading);
    }

    /// <summary>The rules as written: when they change, every record is derived anew.</summary>
    public string Text { get; }

    /// <summary>How the table is opened.</summary>
    public TableOptions Reading { get; }

    /// <summary>Columns that identify a record; empty: name, postal code, commune and address do.</summary>
    internal IReadOnlyList<string> IdColumns { get; init; } = [];

    /// <summary>Rows that do not satisfy them are none of the source's.</summary>
    internal IReadOnlyList<Condition> Keep { get; init; } = [];

    internal IReadOnlyDictionary<string, IReadOnlyList<CellRule>> Fields { get; init; } = new Dictionary<string, IReadOnlyList<CellRule>>();

    /// <summary>Rules of Monday to Sunday, then of public holidays; empty: hours are one text.</summary>
    internal IReadOnlyList<IReadOnlyList<CellRule>> HoursByDay { get; init; } = [];

    internal IReadOnlyList<PassageRule> Passages { get; init; } = [];

    internal ParentRule? Parent { get; init; }

    /// <summary>Every column that the mapping reads, with the line of the declaration that names it first.</summary>
    public IReadOnlyDictionary<string, long> Columns { get; internal init; } = new Dictionary<string, long>();

    public override string ToString() => Text;

    internal bool Keeps(RowCells row) => Keep.All(condition => condition.Holds(row));

    /// <summary>The id of the record; null when the row has none. It does not change when the row moves.</summary>
    internal string? IdOf(RowCells row)
    {
        if (IdColumns is [var only])
        {
            return row[only];
        }

        List<string> parts = IdColumns.Count > 0
            ? [.. IdColumns.Select(column => row[column] ?? "")]
            : [Repli.Plier(One("nom", row)), PostalCode(row), Repli.Plier(One("commune", row)), Repli.Plier(One("adresse", row))];
        return parts.TrueForAll(part => part.Length == 0) ? null : string.Join('/', parts).TrimEnd('/');
    }

    // « 4100 » one year and « 04100 » the next are the same lieu.
    private string PostalCode(RowCells row) => PostalCell.Of(One("code_postal", row), One("commune", row)).Code ?? Repli.Plier(One("code_postal", row));

    /// <summary>What the row says, under our names.</summary>
    internal RawLieu Apply(RowCells row, ICollection<Issue> issues)
    {
        var fiche = new FicheStandard();
        foreach (var field in Fields.Keys.Where(FicheStandard.Champs.Contains))
        {
            foreach (var (value, raw) in Pieces(field, row))
            {
                fiche.Add(field, value, raw);
            }
        }

        foreach (var issue in fiche.Issues)
        {
            issues.Add(issue);
        }

        return fiche.ToRawLieu() with
        {
            Telephones = Values("telephone", row),
            TelephoneNote = One("telephone_note", row),
            HorairesParJour = [.. HoursByDay.Select(rules => Joined(rules, row))],
            HorairesNote = One("horaires_note", row),
            Siret = One("siret", row),
            Types = List("types", row),
            AnciensNoms = Values("anciens_noms", row),
            AccessibilitePmr = One("accessibilite_pmr", row),
            AccessibiliteNote = One("accessibilite_note", row),
            AccessibiliteHandicaps = List("accessibilite_handicaps", row),
            Equipements = List("equipements", row),
            NombrePostes = One("nombre_postes", row),
            Langues = List("langues", row),
            Passages = [.. Passages.SelectMany(passage => passage.Apply(row))],
        };
    }

    internal static IEnumerable<(string Value, bool Raw)> Apply(IReadOnlyList<CellRule> rules, RowCells row)
    {
        var any = false;
        foreach (var rule in rules.Where(rule => !rule.IsDefault || !any))
        {
            foreach (var value in rule.Apply(row))
            {
                any = true;
                yield return (value, rule.GivesRawTexts);
            }
        }
    }

    internal static string? First(IReadOnlyList<CellRule> rules, RowCells row) => Apply(rules, row).Select(pair => pair.Value).FirstOrDefault();

    private static string? Joined(IReadOnlyList<CellRule> rules, RowCells row) =>
        string.Join(", ", Apply(rules, row).Select(pair => pair.Value)) is { Length: > 0 } text ? text : null;

    private IEnumerable<(string Value, bool Raw)> Pieces(string field, RowCells row) =>
        Fields.TryGetValue(field, out var rules) ? Apply(rules, row) : [];

    private IReadOnlyList<string> Values(string field, RowCells row) => [.. Pieces(field, row).Select(pair => pair.Value).Distinct()];

    private IReadOnlyList<string> List(string field, RowCells row) =>
    [
        .. Pieces(field, row)
            .SelectMany(pair => pair.Raw ? ListText.Split(pair.Value, value => MappingTargets.Find(field)?.Recognise(value) is not null) : [pair.Value])
            .Select(value => MappingTargets.Find(field)?.Recognise(value) ?? value)
            .Distinct(),
    ];

    private string? One(string field, RowCells row) => Pieces(field, row).Select(pair => pair.Value).FirstOrDefault();
}

/// <summary>One stop of an itinerant lieu, from the cells of its row.</summary>
internal sealed record PassageRule(IReadOnlyDictionary<string, IReadOnlyList<CellRule>> Fields, IReadOnlyList<Condition> When)
{
    /// <summary>The stop; nothing when the row names no place for it.</summary>
    public IEnumerable<RawPassage> Apply(RowCells row)
    {
        if (!When.All(condition => condition.Holds(row)))
        {
            yield break;
        }

        if (Fields.TryGetValue("texte", out var rules))
        {
            if (LieuMapping.First(rules, row) is { } text)
            {
                yield return new RawPassage { Texte = text };
            }

            yield break;
        }

        var passage = new RawPassage
        {
            Commune = Value("commune", row),
            CodePostal = Value("code_postal", row),
            CodeInsee = Value("code_insee", row),
            Adresse = Value("adresse", row),
            Latitude = Value("latitude", row),
            Longitude = Value("longitude", row),
            Horaires = Value("horaires", row),
            Debut = Value("debut", row),
            Fin = Value("fin", row),
        };
        if (passage is not { Commune: null, CodePostal: null, CodeInsee: null, Latitude: null })
        {
            yield return passage;
        }
    }

    private string? Value(string field, RowCells row) => Fields.TryGetValue(field, out var rules) ? LieuMapping.First(rules, row) : null;
}

/// <summary>How a row names the lieu that it is an antenne of.</summary>
/// <param name="Id">Gives the id of the parent in the same source; empty when a group does.</param>
/// <param name="Group">Gives what the rows of one group have in common.</param>
/// <param name="IsMain">What makes a row the parent of the others of its group.</param>
internal sealed record ParentRule(IReadOnlyList<CellRule> Id, IReadOnlyList<CellRule> Group, IReadOnlyList<Condition> IsMain)
{
    /// <summary>The group of the row; null when it is in none.</summary>
    public string? GroupOf(RowCells row) => Repli.Plier(string.Join('/', LieuMapping.Apply(Group, row).Select(pair => pair.Value))) is { Length: > 0 } group ? group : null;
}
