namespace Maillage.Schema.Parsing;

/// <summary>The outcome of reading one value: the value, an issue, both (repaired), or neither (there was nothing to read).</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public readonly record struct Parsed<T>
{
    internal Parsed(T? value, bool hasValue, Issue? issue)
    {
        Value = value;
        HasValue = hasValue;
        Issue = issue;
    }

    /// <summary>The value; meaningful when <see cref="HasValue"/>.</summary>
    public T? Value { get; }

    /// <summary>True when a value was understood, perhaps after a repair.</summary>
    public bool HasValue { get; }

    /// <summary>What was wrong, or what was repaired; null when nothing was.</summary>
    public Issue? Issue { get; }

    /// <summary>Hands the value over and puts the issue, if any, on the list.</summary>
    public T? Take(ICollection<Issue> issues)
    {
        if (Issue is not null)
        {
            issues.Add(Issue);
        }

        return HasValue ? Value : default;
    }
}

/// <summary>Makes the four outcomes of a parse.</summary>
public static class Parsed
{
    public static Parsed<T> Ok<T>(T value) => new(value, true, null);

    public static Parsed<T> Repaired<T>(T value, Issue issue) => new(value, true, issue);

    public static Parsed<T> Refused<T>(Issue issue) => new(default, false, issue);

    public static Parsed<T> Nothing<T>() => new(default, false, null);
}
