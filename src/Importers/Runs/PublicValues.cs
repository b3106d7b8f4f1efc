using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Maillage.Importers.Normalise;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Runs;

/// <summary>
/// Which of the values that a run found wrong anyone may read: those of the fields below, when they look like what the field holds. The cells of
/// a shifted column hold anything, so the field alone is no proof. The other values stay in the local report.
/// </summary>
internal static partial class PublicValues
{
    private static readonly FrozenDictionary<string, Regex> Shapes = new (Regex Shape, string[] Fields)[]
    {
        (Code(), ["id", "siret", "rna", "pivot", "code_epci", "code_departement", "code_region"]),
        (Place(), ["code_insee", "code_postal", "commune"]),
        (Date(), ["date_maj"]),
        (Number(), ["latitude", "longitude"]),
    }.SelectMany(row => row.Fields.Select(field => KeyValuePair.Create(field, row.Shape))).ToFrozenDictionary();

    private static readonly FrozenSet<string> Fields = RecordShape.Of<Lieu>().Fields.Select(field => field.Name).ToFrozenSet();

    private static readonly FrozenDictionary<string, string> Vocabularies = RecordShape.Of<Lieu>().Fields
        .Where(field => field.Rule.Vocabulaire is not null)
        .ToFrozenDictionary(field => field.Name, field => field.Rule.Vocabulaire ?? "");

    // Their value is a sentence of ours.
    private static readonly IssueCode[] SaidByUs =
    [
        IssueCodes.BaisseSuspecte, IssueCodes.IdsChanges, IssueCodes.SourceVidee, IssueCodes.TelechargementEchoue, IssueCodes.RedirectionRefusee,
        IssueCodes.ArchiveTropGrosse, IssueCodes.PagesIncompletes,
    ];

    /// <summary>The field, when it is one of ours or of the standard. The columns of a file may have any name: in one without a header, those of its first person.</summary>
    public static string Field(string field) => Fields.Contains(field) || LectureStandard.EstColonne(field) ? field : "*";

    /// <summary>The value of an issue as anyone may read it; null when nobody may.</summary>
    public static string? Of(Issue issue) => issue.Value is not { } value ? null
        : SaidByUs.Contains(issue.Code) ? value
        : LooksRight(issue.Field, value) ? Masked(value)
        : null;

    /// <summary>The text without names of people, e-mail addresses and phone numbers; null when nothing else is in it.</summary>
    public static string? Masked(string? text) =>
        PersonNormaliser.Parse("*", text is null ? null : Phone().Replace(Email().Replace(text, "[courriel]"), "[téléphone]"), []);

    // A word of a closed list, or nearly: what looks like none of them may be anything.
    private static bool LooksRight(string field, string value) =>
        Shapes.TryGetValue(field, out var shape) ? shape.IsMatch(value)
        : Vocabularies.TryGetValue(field, out var list) && Schema.Vocabulaires.Vocabulaires.Trouver(list).PlusProche(value) is not null;

    // « 04 070 », « 2.17E+13 », « mairie-04070-01 ».
    [GeneratedRegex(@"\A(?=.*[0-9])[0-9A-Za-z][0-9A-Za-z ,._/+-]{0,79}\z")]
    private static partial Regex Code();

    // « 04070 04000 Digne-les-Bains (Gaubert) ».
    [GeneratedRegex(@"\A[\p{L}\p{N}][\p{L}\p{N} .'’()/-]{0,79}\z")]
    private static partial Regex Place();

    // « 12/03/2023 10:00 », « 12 mars 2023 », « 44997 ».
    [GeneratedRegex(@"\A(?=.*[0-9])[0-9A-Za-zéû ./:+-]{1,40}\z")]
    private static partial Regex Date();

    [GeneratedRegex(@"\A[0-9+-][0-9 .,°'NSEWO+-]{0,39}\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"[^\s@<>""]+@[^\s@<>""]+")]
    private static partial Regex Email();

    // Ten digits from 0, or any number with its country; pairs are separated alike, unlike the parts of a date.
    [GeneratedRegex(@"(?<![0-9A-Za-z])(?:(?:\+|00)[1-9](?:[ ./()-]{0,2}[0-9]){7,13}|0[1-9](?<between>[ ./-]?)[0-9]{2}(?:\k<between>[0-9]{2}){3})(?![0-9A-Za-z])")]
    private static partial Regex Phone();
}
