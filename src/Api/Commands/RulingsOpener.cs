using System.CommandLine;
using Maillage.Importers.Rulings;
using Maillage.Importers.Upkeep;
using Maillage.Store;

namespace Maillage.Api.Commands;

/// <summary>Reads what persons decided, as a setting says where.</summary>
internal static class RulingsOpener
{
    /// <summary>The option of a command that publishes.</summary>
    public static Option<string?> Option() => new(Settings.Decisions.Option) { Description = Settings.Decisions.Description };

    /// <summary>Whether what was decided is what is published; complains when it is not: a command that touches one lieu would change others.</summary>
    public static async Task<bool> AreThoseOfAsync(IStore store, HumanRulings rulings, CancellationToken cancellationToken)
    {
        if (!await new Regrouping(store, rulings).IsNeededAsync(cancellationToken))
        {
            return true;
        }

        Terminal.Complain($"les décisions, les priorités ou les règles ne sont pas celles de la dernière publication : donnez le même {Settings.Decisions.Option} qu'au serveur, ou appliquez-les d'abord avec « maillage rapprocher ».");
        return false;
    }

    /// <summary>What was decided; null, with every complaint, when it cannot be understood.</summary>
    public static HumanRulings? Open(string? given)
    {
        var reading = RulingsReader.ReadFolder(Settings.DecisionsFolder(given));
        Terminal.Complain(reading.Problems);
        return reading.Problems.Count > 0 ? null : reading.Rulings;
    }
}
