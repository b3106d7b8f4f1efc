using System.Globalization;
using Maillage.Api.Commands;

namespace Maillage.Api.Feed;

/// <summary>How often a node publishes: what changes in between appears together.</summary>
/// <param name="Between">From one publication to the next, at least.</param>
internal sealed record PublicationPace(TimeSpan Between)
{
    private const int LongestSeconds = 3600;

    /// <summary>As soon as anything changes.</summary>
    public static PublicationPace AtOnce { get; } = new(TimeSpan.Zero);

    /// <summary>The pace asked for; null, and said, when it is none.</summary>
    /// <param name="given">Value of the option.</param>
    public static PublicationPace? Read(string? given)
    {
        var text = Settings.Publications.Value(given);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestSeconds)
        {
            return new(TimeSpan.FromSeconds(seconds));
        }

        Terminal.Complain($"« {Settings.Publications.Option} {text} » : un nombre de secondes de 0 à {LongestSeconds} est attendu, par exemple {Settings.Publications.Default}.");
        return null;
    }
}
