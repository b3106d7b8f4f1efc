namespace Maillage.Importers.Geocode;

/// <summary>What the geocoder answers to one question: its best candidate, or that it has none.</summary>
internal sealed record Candidate
{
    /// <summary><c>ok</c>, <c>not-found</c>, or <c>skipped</c> when it could not read the question.</summary>
    public required string Status { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    /// <summary>Likeness of the candidate to the question, 0 to 1.</summary>
    public double Score { get; init; }

    /// <summary>The same of the second candidate; null when there is none.</summary>
    public double? ScoreNext { get; init; }

    /// <summary><c>housenumber</c>, <c>street</c>, <c>locality</c> or <c>municipality</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>The address found, on one line.</summary>
    public string Label { get; init; } = "";

    /// <summary>The street or lieu-dit found, without the number.</summary>
    public string Street { get; init; } = "";

    public string HouseNumber { get; init; } = "";

    public string CityCode { get; init; } = "";

    /// <summary>Code of the commune before its merger, when there was one.</summary>
    public string OldCityCode { get; init; } = "";
}
