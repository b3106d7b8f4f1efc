using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Maillage.Importers.Read.Comarquage;

/// <summary>What is kept of a fiche of the co-marquage: what is published of it, as it is written. Its text is not.</summary>
internal sealed record FicheComarquage
{
    public string? Id { get; init; }

    public string? Type { get; init; }

    public string? SpUrl { get; init; }

    public string? DateImportante { get; init; }

    public string? Titre { get; init; }

    public string? Sujet { get; init; }

    public string? Resume { get; init; }

    public string? Date { get; init; }

    public string? Editeur { get; init; }

    public string? ThemeId { get; init; }

    public string? Theme { get; init; }

    public IReadOnlyList<string> Audience { get; init; } = [];

    public IReadOnlyList<NiveauFiche> Niveaux { get; init; } = [];

    public IReadOnlyList<OuSAdresser> OuSAdresser { get; init; } = [];

    public IReadOnlyList<ServiceFiche> Services { get; init; } = [];

    /// <summary>Canonical JSON.</summary>
    public string ToCanonical() => JsonSerializer.Serialize(this, FicheJson.Canonical.FicheComarquage);

    public static FicheComarquage FromCanonical(string canonical) => JsonSerializer.Deserialize(canonical, FicheJson.Canonical.FicheComarquage) ?? new FicheComarquage();
}

/// <summary>A level of the « fil d'Ariane ».</summary>
internal sealed record NiveauFiche(string? Id, string? Titre);

/// <summary>An « Où s'adresser ? »; Lieu is the titles of the parts of the fiche around it.</summary>
internal sealed record OuSAdresser(string? Id, string? Type, string? Sve, string? Titre, string? Pivot, string? Url, string? Complement, string? Texte, string? Lieu);

/// <summary>A service en ligne.</summary>
internal sealed record ServiceFiche(string? Id, string? Type, string? Url, string? Titre);

[JsonSerializable(typeof(FicheComarquage))]
internal sealed partial class FicheJson : JsonSerializerContext
{
    public static FicheJson Canonical { get; } = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
