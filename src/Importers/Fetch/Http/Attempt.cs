using Maillage.Schema.Parsing;

namespace Maillage.Importers.Fetch.Http;

/// <summary>How one attempt to download ended.</summary>
/// <param name="Failure">Why there is no file; null when there is one, or when nothing changed.</param>
/// <param name="MayRecover">The same request may be answered in a while.</param>
/// <param name="Pause">How long the server asks to wait.</param>
internal sealed record Attempt(Issue? Failure = null, bool MayRecover = false, TimeSpan? Pause = null)
{
    /// <summary>The file is whole.</summary>
    public static Attempt Whole { get; } = new();

    /// <summary>The server says that the kept copy is still the file (304).</summary>
    public static Attempt Unchanged { get; } = new() { IsUnchanged = true };

    public bool IsUnchanged { get; private init; }

    /// <summary>The server has nothing there (416): no page after the last one, no file.</summary>
    public static Attempt BeyondTheEnd { get; } = GiveUp(IssueCodes.TelechargementEchoue, "il répond 416") with { IsBeyondTheEnd = true };

    public bool IsBeyondTheEnd { get; private init; }

    /// <summary>What the server did may pass.</summary>
    public static Attempt Again(string why, TimeSpan? pause = null) => new(new Issue("*", IssueCodes.TelechargementEchoue, why), MayRecover: true, pause);

    /// <summary>Asking again would give the same.</summary>
    public static Attempt GiveUp(IssueCode code, string why) => new(new Issue("*", code, why));
}
