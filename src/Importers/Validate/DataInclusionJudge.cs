using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maillage.Importers.Map.DataInclusion;
using Maillage.Importers.Normalise;
using Maillage.Importers.Normalise.Services;
using Maillage.Schema.DataInclusion;
using Maillage.Schema.Fields;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Services;
using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Validate;

/// <summary>A schema of data·inclusion v1; columns and values of v0 are recognised. The name of the person to contact is not: it is never read.</summary>
internal abstract class DataInclusionJudge<TRecord> : RecordJudge<TRecord>
    where TRecord : class
{
    private static readonly string[] Required = [.. Shape.Fields.Where(field => field.Rule.Requis).Select(field => field.Name)];

    private static readonly RecordShape<Service> OfServices = RecordShape.Of<Service>();

    private readonly ServiceNormaliser normaliser;
    private readonly FrozenDictionary<string, (string Canonical, string Field)> columns;

    /// <param name="former">The field of v1 that a column of v0 became.</param>
    /// <param name="cog">The territories.</param>
    /// <param name="today">Day after which a date is in the future.</param>
    protected DataInclusionJudge(IReadOnlyDictionary<string, string> former, Cog cog, DateOnly today)
    {
        normaliser = new(Nobody, cog, today);
        columns = Shape.Fields.Select(field => (Canonical: field.Name, Field: field.Name)).Concat(former.Select(column => (Canonical: column.Key, Field: column.Value)))
            .ToFrozenDictionary(column => Repli.Plier(column.Canonical));
        ColumnNames = [.. columns.Values.Select(column => column.Canonical)];
    }

    public override IReadOnlyList<string> ColumnNames { get; }

    public override Judged<TRecord> Judge(IReadOnlyDictionary<string, string> cells)
    {
        List<Issue> issues = [];
        var id = GlobalId.Of(cells.GetValueOrDefault("source"), cells.GetValueOrDefault("id"));
        // Without a producer there is no lasting id, and it is the producer that is missing.
        var hasId = !string.IsNullOrWhiteSpace(cells.GetValueOrDefault("id"));
        if (normaliser.Normalise(id ?? "?", Read(cells, id), issues) is not { } read)
        {
            return new(null, issues, hasId ? [] : ["id"], null);
        }

        var own = Own(cells, issues);
        var values = Shape.Fields.ToDictionary(field => field.Name, field =>
            field.Name == "id" ? id ?? "" : own.TryGetValue(field.Name, out var value) ? value : OfServices.Find(field.Name)?.ToCell(read) ?? "");
        foreach (var field in Shape.Fields)
        {
            // What has no right form, such as a name of two letters.
            if (FieldRules.CheckCell(field, values[field.Name]).FirstOrDefault() is { } refused)
            {
                issues.Add(refused);
                values[field.Name] = "";
            }
        }

        List<string> missing = [.. Required.Where(name => values[name].Length == 0)];
        var record = missing.Count == 0 ? Shape.ReadRow(Shape.Fields, [.. Shape.Fields.Select(field => values[field.Name])], issues) : null;
        return new(record, issues, missing, name => values.GetValueOrDefault(name, ""));
    }

    /// <summary>What the cells say, before anything is read.</summary>
    protected abstract RawService Read(IReadOnlyDictionary<string, string> cells, string? id);

    /// <summary>The cells that a service does not have, in their right form.</summary>
    protected abstract IReadOnlyDictionary<string, string> Own(IReadOnlyDictionary<string, string> cells, List<Issue> issues);

    protected override (string Canonical, string Field)? CanonicalName(string name) =>
        !name.Contains('.', StringComparison.Ordinal) && columns.TryGetValue(Repli.Plier(name), out var column) ? column : null;
}

/// <summary>The services of data·inclusion.</summary>
internal sealed class ServiceJudge(Cog cog, DateOnly today) : DataInclusionJudge<ServiceDataInclusion>(Former, cog, today)
{
    private static readonly Dictionary<string, string> Former = new(StringComparer.Ordinal)
    {
        ["presentation_detail"] = "description",
        ["presentation_resume"] = "description",
        ["types"] = "type",
        ["frais_autres"] = "frais_precisions",
        ["profils"] = "publics",
        ["profils_precisions"] = "publics_precisions",
        ["pre_requis"] = "conditions_acces",
        ["justificatifs"] = "conditions_acces",
        ["recurrence"] = "horaires_accueil",
        ["zone_diffusion_code"] = "zone_eligibilite",
        ["zone_diffusion_type"] = "zone_eligibilite",
        ["modes_orientation_beneficiaire"] = "modes_mobilisation",
        ["modes_orientation_accompagnateur"] = "modes_mobilisation",
        ["modes_orientation_beneficiaire_autres"] = "mobilisation_precisions",
        ["modes_orientation_accompagnateur_autres"] = "mobilisation_precisions",
        ["prise_rdv"] = "lien_mobilisation",
        ["formulaire_en_ligne"] = "lien_mobilisation",
        ["page_web"] = "lien_mobilisation",
    };

    // Of either version.
    private static readonly FrozenSet<string> Lists = new[]
    {
        "types", "thematiques", "frais", "profils", "publics", "pre_requis", "justificatifs", "modes_accueil", "zone_eligibilite", "mobilisable_par", "modes_mobilisation",
        "modes_orientation_beneficiaire", "modes_orientation_accompagnateur",
    }.ToFrozenSet();

    protected override RawService Read(IReadOnlyDictionary<string, string> cells, string? id)
    {
        JsonObject record = new(cells.Select(cell => KeyValuePair.Create<string, JsonNode?>(
            cell.Key, Lists.Contains(cell.Key) ? new JsonArray([.. Parts(cell.Value).Select(part => (JsonNode)part)]) : cell.Value)));
        using var written = JsonDocument.Parse(record.ToJsonString());
        return ServiceMap.ToRawService(written.RootElement);
    }

    protected override IReadOnlyDictionary<string, string> Own(IReadOnlyDictionary<string, string> cells, List<Issue> issues) => FrozenDictionary<string, string>.Empty;

    private static string[] Parts(string cell) => cell.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The structures of data·inclusion: what they share with services is read alike.</summary>
internal sealed class StructureJudge(Cog cog, DateOnly today) : DataInclusionJudge<StructureDataInclusion>(Former, cog, today)
{
    private static readonly Dictionary<string, string> Former = new(StringComparer.Ordinal)
    {
        ["presentation_detail"] = "description",
        ["presentation_resume"] = "description",
        ["horaires_ouverture"] = "horaires_accueil",
        ["accessibilite"] = "accessibilite_lieu",
        ["labels_nationaux"] = "reseaux_porteurs",
    };

    protected override RawService Read(IReadOnlyDictionary<string, string> cells, string? id)
    {
        string? Text(string name) => cells.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;
        return new RawService
        {
            Nom = Text("nom"),
            Source = Text("source"),
            StructureId = Text("id") ?? "?",
            Descriptions = [.. new[] { Text("description"), Text("presentation_detail"), Text("presentation_resume") }.OfType<string>()],
            LienSource = Text("lien_source"),
            DateMaj = Text("date_maj"),
            Place = new RawLieu
            {
                Commune = Text("commune"),
                CodePostal = Text("code_postal"),
                CodeInsee = Text("code_insee"),
                Adresse = Text("adresse"),
                ComplementAdresse = Text("complement_adresse"),
                Latitude = Text("latitude"),
                Longitude = Text("longitude"),
                Horaires = Text("horaires_accueil") ?? Text("horaires_ouverture"),
                Telephones = Text("telephone") is { } phone ? [phone] : [],
                Courriels = Text("courriel") is { } address ? [address] : [],
            },
        };
    }

    protected override IReadOnlyDictionary<string, string> Own(IReadOnlyDictionary<string, string> cells, List<Issue> issues)
    {
        string? Text(params IEnumerable<string> names) => names.Select(name => cells.GetValueOrDefault(name)).FirstOrDefault(cell => !string.IsNullOrWhiteSpace(cell));
        IEnumerable<string> networks = [.. (Text("reseaux_porteurs") ?? "").Split('|'), .. (Text("labels_nationaux") ?? "").Split('|')];
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["siret"] = IdentifierNormaliser.Siret(Text("siret")).Take(issues) ?? "",
            ["site_web"] = UrlNormaliser.Parse("site_web", Text("site_web")).Take(issues) ?? "",
            ["accessibilite_lieu"] = UrlNormaliser.Parse("accessibilite_lieu", Text("accessibilite_lieu", "accessibilite")).Take(issues) ?? "",
            ["reseaux_porteurs"] = string.Join('|', DataInclusionV0.Translate("reseaux_porteurs", "reseaux_porteurs", networks.Where(one => !string.IsNullOrWhiteSpace(one)), [], issues)),
        };
    }
}
