using Maillage.Store;

namespace Maillage.Importers.Runs;

/// <summary>What the store keeps of a report, and anyone may read.</summary>
internal static class RunRecord
{
    private const int RejectionsKept = 200;

    public static SourceRun Of(ImportReport report, string? path, DateTimeOffset begun, DateTimeOffset ended)
    {
        var run = new SourceRun
        {
            Debut = begun,
            Fin = ended,
            Resultat = report.Failure is null ? RunOutcome.Reussie : RunOutcome.Refusee,
            // The folders are those of the machine that imports.
            Fichier = PublicValues.Masked(Path.GetFileName(path)),
            Lues = report.Read,
            Publiees = report.Published,
            Reparees = report.Repaired,
            Inchangees = report.Unchanged,
            NonPubliees = report.NonPublie,
            Rejetees = report.Rejected,
            Anomalies = report.IssuesByField,
            Rejets =
            [
                .. report.Rejections.Take(RejectionsKept).Select(rejection => new RunRejection(
                    rejection.Place,
                    PublicValues.Masked(rejection.Id),
                    PublicValues.Field(rejection.Issue.Field),
                    rejection.Issue.Code.Code,
                    PublicValues.Of(rejection.Issue))),
            ],
        };
        // What a refused import had prepared was not done.
        return report.Failure is { } failure
            ? run with { Echec = new RunFailure(failure.Issue.Code.Code, failure.InFile, PublicValues.Of(failure.Issue)) }
            : run with
            {
                Crees = report.Operations.GetValueOrDefault(Operation.Creation),
                Modifies = report.Operations.GetValueOrDefault(Operation.Modification),
                Retires = report.Operations.GetValueOrDefault(Operation.Suppression),
                Fusionnes = report.Operations.GetValueOrDefault(Operation.Fusion),
                Separes = report.Operations.GetValueOrDefault(Operation.Scission),
                Retablis = report.Operations.GetValueOrDefault(Operation.Retour),
            };
    }
}
