using Maillage.Schema.Lieux;

namespace Maillage.Importers.Map.DataInclusion;

/// <summary>What a source says of a service, as text, before anything is read: the fields of v1, into which those of v0 are brought.</summary>
internal sealed record RawService
{
    public string? Nom { get; init; }

    /// <summary>Who the data first come from.</summary>
    public string? Source { get; init; }

    /// <summary>Id of the structure, as written.</summary>
    public string? StructureId { get; init; }

    /// <summary>The first that says something is the description.</summary>
    public IReadOnlyList<string> Descriptions { get; init; } = [];

    public string? LienSource { get; init; }

    public string? DateMaj { get; init; }

    public IReadOnlyList<string> Types { get; init; } = [];

    public IReadOnlyList<string> Thematiques { get; init; } = [];

    public IReadOnlyList<string> Frais { get; init; } = [];

    public string? FraisPrecisions { get; init; }

    public IReadOnlyList<string> Publics { get; init; } = [];

    public string? PublicsPrecisions { get; init; }

    public IReadOnlyList<string> ConditionsAcces { get; init; } = [];

    /// <summary>Where it is, when, and how to reach it.</summary>
    public RawLieu Place { get; init; } = new();

    public IReadOnlyList<string> ModesAccueil { get; init; } = [];

    /// <summary>Codes, as written.</summary>
    public IReadOnlyList<string> ZoneEligibilite { get; init; } = [];

    /// <summary>The kind of territory that the codes are of, where the source says it (v0).</summary>
    public string? ZoneType { get; init; }

    public IReadOnlyList<string> MobilisablePar { get; init; } = [];

    public IReadOnlyList<string> ModesMobilisation { get; init; } = [];

    public IReadOnlyList<string> MobilisationPrecisions { get; init; } = [];

    /// <summary>The first that is an address is the link.</summary>
    public IReadOnlyList<string> LiensMobilisation { get; init; } = [];

    public string? VolumeHoraireHebdomadaire { get; init; }

    public string? NombreSemaines { get; init; }
}
