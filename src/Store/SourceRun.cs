using System.Text.Json.Serialization;

namespace Maillage.Store;

/// <summary>How an import ended. One that was killed left nothing, not even a run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunOutcome>))]
public enum RunOutcome
{
    /// <summary>Accepted: what is served comes from it.</summary>
    [JsonStringEnumMemberName("reussie")]
    Reussie,

    /// <summary>Refused whole: the last good data stay.</summary>
    [JsonStringEnumMemberName("refusee")]
    Refusee,
}

/// <summary>What one import of a source did, as anyone may read it: no path, no value that could name a person.</summary>
public sealed record SourceRun
{
    /// <summary>Number that the store gives; they only grow.</summary>
    [JsonIgnore]
    public long Id { get; init; }

    public required DateTimeOffset Debut { get; init; }

    public required DateTimeOffset Fin { get; init; }

    public required RunOutcome Resultat { get; init; }

    /// <summary>Name of the file, without its folder; null when there was none to read.</summary>
    public string? Fichier { get; init; }

    /// <summary>Records read: <c>Lues = Publiees + NonPubliees + Rejetees</c>.</summary>
    public long Lues { get; init; }

    public long Publiees { get; init; }

    /// <summary>Published records of which at least one value was repaired.</summary>
    public long Reparees { get; init; }

    /// <summary>Records identical to those of the last accepted run.</summary>
    public long Inchangees { get; init; }

    /// <summary>Sound records that are not published, by reason.</summary>
    public IReadOnlyDictionary<string, long> NonPubliees { get; init; } = new Dictionary<string, long>();

    /// <summary>Rejected records, by reason.</summary>
    public IReadOnlyDictionary<string, long> Rejetees { get; init; } = new Dictionary<string, long>();

    /// <summary>Lieux published for the first time.</summary>
    public long Crees { get; init; }

    public long Modifies { get; init; }

    /// <summary>Lieux withdrawn once and published again.</summary>
    public long Retablis { get; init; }

    public long Retires { get; init; }

    /// <summary>Lieux found to be another.</summary>
    public long Fusionnes { get; init; }

    /// <summary>Lieux told apart from the one they were published with.</summary>
    public long Separes { get; init; }

    /// <summary>What was found in all the records, changed or not.</summary>
    public IReadOnlyList<IssueCount> Anomalies { get; init; } = [];

    /// <summary>Why the run was refused; null when it was accepted.</summary>
    public RunFailure? Echec { get; init; }

    /// <summary>The first rejected records.</summary>
    public IReadOnlyList<RunRejection> Rejets { get; init; } = [];
}

/// <summary>How often an issue was found in a field.</summary>
public sealed record IssueCount(string Champ, string Code, long Nombre);

/// <summary>Why a run was refused.</summary>
/// <param name="Code">Code of the issue.</param>
/// <param name="Place">Where in the file; null when it is not about one place.</param>
/// <param name="Detail">What else may be told; null when nothing may.</param>
public sealed record RunFailure(string Code, string? Place, string? Detail);

/// <summary>A rejected record.</summary>
/// <param name="Place">Where it stands in the file.</param>
/// <param name="Id">Its id in the source; null when it has none.</param>
/// <param name="Champ">The field that could not be used.</param>
/// <param name="Code">Code of the issue.</param>
/// <param name="Valeur">The value, when anyone may read it.</param>
public sealed record RunRejection(string Place, string? Id, string Champ, string Code, string? Valeur);

/// <summary>A source, and what its last runs did.</summary>
/// <param name="Card">What is said of it: by the declaration of its last accepted run, or of the first one when none was accepted.</param>
/// <param name="ImporteeLe">End of its last accepted run; null when none was: nothing of it is served.</param>
/// <param name="Runs">Its last runs, the latest first; the last accepted one is among them however old.</param>
public sealed record SourceState(SourceCard Card, DateTimeOffset? ImporteeLe, IReadOnlyList<SourceRun> Runs);
