using System.CommandLine;
using Maillage.Importers.Rulings;

namespace Maillage.Api.Commands;

/// <summary>Reads what persons decided, as a setting says where.</summary>
internal static class RulingsOpener
{
    /// <summary>The option of a command that publishes.</summary>
    public static Option<string?> Option() => new(Settings.Decisions.Option) { Description = Settings.Decisions.Description };

    /// <summary>What was decided; null, with every complaint, when it cannot be understood.</summary>
    public static HumanRulings? Open(string? given)
    {
        var reading = RulingsReader.ReadFolder(Settings.DecisionsFolder(given));
        Terminal.Complain(reading.Problems);
        return reading.Problems.Count > 0 ? null : reading.Rulings;
    }
}
