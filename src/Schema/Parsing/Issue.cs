namespace Maillage.Schema.Parsing;

/// <summary>What an issue does to the value or the record it is about.</summary>
public enum Severity
{
    /// <summary>The value was understood, but a person should look at it.</summary>
    Warning,

    /// <summary>The value was written in another form; nothing is lost.</summary>
    Repaired,

    /// <summary>The value could not be used: the field is left unknown, the record is kept.</summary>
    Refused,

    /// <summary>The record, or the whole file, could not be used.</summary>
    Fatal,
}

/// <summary>One kind of issue: its stable code, what it does, and the sentence that explains it to the person who can correct the source.</summary>
/// <param name="Code">Stable identifier, lower case without accents, e.g. <c>courriel_invalide</c>.</param>
/// <param name="Severity">What happens to the value.</param>
/// <param name="Libelle">One French sentence for the person who owns the source.</param>
/// <param name="Reparation">One French sentence: what is published instead, or what happens to the record.</param>
public sealed record IssueCode(string Code, Severity Severity, string Libelle, string Reparation);

/// <summary>Something found wrong in a value that was read. A parse is a value: nothing throws.</summary>
/// <param name="Field">Published name of the field concerned, or <c>*</c> for the record or the file.</param>
/// <param name="Code">The kind of issue (<see cref="IssueCodes"/>).</param>
/// <param name="Value">The value as it was read, shortened; null when there is none.</param>
/// <param name="Suggestion">What was written instead, or the nearest valid value; null when there is none.</param>
public sealed record Issue(string Field, IssueCode Code, string? Value = null, string? Suggestion = null)
{
    private const int LongestQuotedValue = 120;

    /// <summary>The value as it was read, cut at 120 characters.</summary>
    public string? Value { get; init; } = Shorten(Value);

    /// <summary>True when the record or the file cannot be used.</summary>
    public bool IsFatal => Code.Severity == Severity.Fatal;

    /// <summary>One line for a terminal or a log: field, sentence, value, suggestion.</summary>
    public override string ToString() =>
        (Field == "*" ? "" : Field + " : ") + Code.Libelle
        + (Value is null ? "" : $" (« {Value} »)")
        + (Suggestion is null ? "" : $" → « {Suggestion} »");

    private static string? Shorten(string? value) =>
        value is null || value.Length <= LongestQuotedValue
            ? value
            // Never half of a character.
            : value[..(char.IsHighSurrogate(value[LongestQuotedValue - 1]) ? LongestQuotedValue - 1 : LongestQuotedValue)] + "…";
}
