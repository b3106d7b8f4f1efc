namespace Maillage.Tests.Support;

/// <summary>An instance that a JSON Schema refuses, by its place in the question.</summary>
internal sealed record RefusedInstance
{
    public required int Index { get; init; }
    public required IReadOnlyList<string> Errors { get; init; }
}

/// <summary>An error in a CSV text. Row 1 is the header; no column when the whole row is concerned.</summary>
internal sealed record TableError
{
    public required int Row { get; init; }
    public string? Column { get; init; }
    public required string Message { get; init; }
}

/// <summary>Records of a file, and the ranks, from 1, of those that can be located.</summary>
internal sealed record LocatableRecords
{
    public required int Lus { get; init; }
    public required IReadOnlyList<int> Rangs { get; init; }
}

/// <summary>Whether opening hours can be read, and why not.</summary>
internal sealed record OpeningHoursValidity
{
    public required bool Valid { get; init; }
    public string? Error { get; init; }
}

/// <summary>Opening hours as read: invalid with an error, or valid with intervals in order.</summary>
internal sealed record OpeningHours
{
    public required bool Valid { get; init; }
    public string? Error { get; init; }
    public required IReadOnlyList<OpeningInterval> Intervals { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }
}

/// <summary>Local instants between which it is open, or maybe open (<see cref="Unknown"/>: a comment says on what terms).</summary>
internal sealed record OpeningInterval
{
    public required DateTime From { get; init; }
    public required DateTime To { get; init; }
    public required bool Unknown { get; init; }
    public string? Comment { get; init; }
}

/// <summary>What is wrong in a GeoJSON text, and between which characters.</summary>
internal sealed record GeoJsonIssue
{
    public required string Message { get; init; }
    public required string Severity { get; init; }
    public required int From { get; init; }
    public required int To { get; init; }
}

/// <summary>What a cell says: <c>vide</c> (nothing), <c>ok</c> (the value), <c>refuse</c> (something that is not one).</summary>
internal sealed record JudgedValue
{
    public required string State { get; init; }
    public string? Value { get; init; }
}

/// <summary>The oracle could not answer: the question is wrong, or the process is gone.</summary>
internal sealed class OracleException : Exception
{
    public OracleException(string message)
        : base(message)
    {
    }

    public OracleException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
