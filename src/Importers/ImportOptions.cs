using Maillage.Importers.Check;
using Maillage.Importers.Fetch.Http;
using Maillage.Importers.Rulings;

namespace Maillage.Importers;

/// <summary>How an import is to be done.</summary>
public sealed record ImportOptions
{
    /// <summary>Says what would change, writes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Accepts a run that <see cref="RunGuard"/> would refuse.</summary>
    public bool AcceptDrop { get; init; }

    /// <summary>Reads this file instead of the declared one.</summary>
    public string? File { get; init; }

    /// <summary>Locates the lieux whose source gives an address and no coordinates; null: nobody is asked.</summary>
    public Geocoder? Geocoder { get; init; }

    /// <summary>Downloads the sources that have an address; null: only local files are read.</summary>
    public Fetcher? Fetcher { get; init; }

    /// <summary>What persons decided.</summary>
    public HumanRulings Rulings { get; init; } = HumanRulings.None;

    public IProgress<ImportProgress>? Progress { get; init; }
}
