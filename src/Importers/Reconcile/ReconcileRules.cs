using Maillage.Importers.Deduce;

namespace Maillage.Importers.Reconcile;

/// <summary>What the outcome of reconciliation depends on beside the records and the decisions.</summary>
internal static class ReconcileRules
{
    /// <summary>Version of the code of this folder: raising it makes everything be looked at again at the next import.</summary>
    public const string Version = "1";

    /// <summary>Changes when the rules do: the code, what is taken from a record, the tables.</summary>
    public static string Fingerprint => $"{Version} {Signature.Version} {DeductionTables.Empreinte} ";
}
