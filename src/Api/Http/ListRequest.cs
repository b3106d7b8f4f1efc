using Maillage.Catalogue;

namespace Maillage.Api.Http;

/// <summary>What a list was asked for, filled parameter by parameter, then checked as a whole.</summary>
internal sealed class ListRequest
{
    public ListQuery Query { get; set; } = new();

    public double? Lat { get; set; }

    public double? Lon { get; set; }

    public double? Rayon { get; set; }

    public int Limite { get; set; } = 50;

    public Cursor? Curseur { get; set; }

    /// <summary>Sequence number that the reader already has; 0: nothing.</summary>
    public long Depuis { get; set; }

    /// <summary>Origin of the journal that the reader followed; null when it does not say.</summary>
    public string? Origine { get; set; }

    /// <summary>Sequence number of the last entry read, for who reads everything page by page.</summary>
    public long? Apres { get; set; }

    public string? Format { get; set; }

    /// <summary>The moment when lieux are to be open, on their own clock.</summary>
    public DateTime? OuvertA { get; set; }

    /// <summary>Lieux are to be open now.</summary>
    public bool OuvertMaintenant { get; set; }

    /// <summary>What is to be computed of each record.</summary>
    public IReadOnlyList<string> Calcul { get; set; } = [];

    /// <summary>Names of the fields that are asked for; none: all.</summary>
    public IReadOnlyList<string> Champs { get; set; } = [];

    /// <summary>True when only the lieux that are open are asked for.</summary>
    public bool AsksWhoIsOpen => OuvertMaintenant || OuvertA is not null;

    /// <summary>True when the answer depends on the moment when it is asked.</summary>
    public bool DependsOnTheClock => OuvertMaintenant || (Calcul.Count > 0 && OuvertA is null);

    /// <summary>The fields of which the values are counted.</summary>
    public IReadOnlyList<string> Facettes { get; set; } = [];

    /// <summary>Address that the list was asked at.</summary>
    public PathString Path { get; init; }

    /// <summary>The filters and the order that were given, as they were.</summary>
    public List<(string Name, IReadOnlyList<string> Values)> Asked { get; } = [];

    /// <summary>Fingerprint of the filters: two requests that differ only by page or format have the same.</summary>
    public string Question => Cursor.Fingerprint(Path.Value?.Split('.')[0] + "?" + string.Join('&', Asked
        .OrderBy(one => one.Name, StringComparer.Ordinal)
        .Select(one => $"{one.Name}={string.Join(',', one.Values.Order(StringComparer.Ordinal))}")));
}
