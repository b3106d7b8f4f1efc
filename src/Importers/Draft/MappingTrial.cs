using Maillage.Importers.Derive;
using Maillage.Importers.Fetch;
using Maillage.Importers.Read;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;
using Maillage.Store;

namespace Maillage.Importers.Draft;

/// <summary>What a declaration would give, without a store: how many rows make a lieu, and why the others do not.</summary>
public sealed record MappingTrial
{
    private readonly HashSet<string> seen = [];

    public long Read { get; private set; }

    public long Accepted { get; private set; }

    /// <summary>Rows that make no lieu, by reason.</summary>
    public SortedDictionary<string, long> Rejected { get; } = new(StringComparer.Ordinal);

    /// <summary>Why the file cannot be read further; null when all of it was.</summary>
    public Issue? Failure { get; private set; }

    /// <summary>Reads the file of a declaration and derives every row.</summary>
    public static MappingTrial Of(SourceDeclaration source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var trial = new MappingTrial();
        if (source.CheminFichier is not { } path || FetchedFile.Open(path).Value is not { } file)
        {
            trial.Failure = new Issue("fichier", IssueCodes.FichierIntrouvable, source.Fichier);
            return trial;
        }

        using (file)
        {
            var format = SourceFormats.LieuxOf(source);
            var derivation = new LieuDerivation(source, format, Cog.Courant, DateOnly.FromDateTime(DateTime.UtcNow).AddDays(1));
            foreach (var item in format.Read(file.Content, source))
            {
                trial.Count(item, derivation);
            }
        }

        return trial;
    }

    private void Count(SourceItem item, Derivation derivation)
    {
        if (item.EndsTheFile)
        {
            Failure = item.Failure;
            return;
        }

        Read++;
        var reason = item.Failure is { } failure ? failure.Code.Code
            : item.Id is not { } id ? IssueCodes.IdentifiantAbsent.Code
            : !seen.Add(id) ? IssueCodes.IdentifiantDouble.Code
            : derivation.Derive(LieuId.Nouveau("essai", id), item) is { State: not RecordState.Publie } derived ? derived.Reason ?? "" : null;
        if (reason is null)
        {
            Accepted++;
        }
        else
        {
            Rejected[reason] = Rejected.GetValueOrDefault(reason) + 1;
        }
    }
}
