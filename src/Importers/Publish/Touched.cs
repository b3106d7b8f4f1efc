using Maillage.Schema.Publication;
using Maillage.Store;

namespace Maillage.Importers.Publish;

/// <summary>A record that is new, changed or gone: what must be known of it to publish what comes of it.</summary>
internal readonly record struct Touched
{
    /// <param name="key">The record.</param>
    /// <param name="before">As it was kept; null when it is new.</param>
    /// <param name="now">As it is kept now; null when it is gone.</param>
    public Touched(RecordKey key, KeptRecord? before, SourceRecord? now)
    {
        Key = key;
        (WasPublished, Was, FormerTarget, FormerEntity) = (before is { State: RecordState.Publie }, before?.Makes, before?.Cible, before?.EntiteId);
        (IsPublished, Makes, Target) = (now is { State: RecordState.Publie }, now?.Fiche is { } fiche ? TypeOf(fiche) : null, now?.Cible);
    }

    public RecordKey Key { get; }

    public bool WasPublished { get; }

    /// <summary>The kind of the entity that it was behind.</summary>
    public TypeEntite? Was { get; }

    /// <summary>The entity that it was behind, or had been.</summary>
    public string? FormerEntity { get; }

    /// <summary>The record that it completed, or belonged to.</summary>
    public RecordKey? FormerTarget { get; }

    public bool IsPublished { get; }

    /// <summary>The kind of the entity that it makes; null when it makes none.</summary>
    public TypeEntite? Makes { get; }

    /// <summary>The record that it completes, or belongs to.</summary>
    public RecordKey? Target { get; }

    private static TypeEntite TypeOf(IEntite fiche) => fiche switch
    {
        Schema.Lieux.Lieu => TypeEntite.Lieu,
        Schema.Services.Service => TypeEntite.Service,
        Schema.Demarches.Demarche => TypeEntite.Demarche,
        _ => throw new InvalidOperationException($"No kind for {fiche.GetType()}."),
    };
}
