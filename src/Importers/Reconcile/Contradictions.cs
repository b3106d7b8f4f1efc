namespace Maillage.Importers.Reconcile;

/// <summary>What tells two records apart, whatever else they share.</summary>
internal static class Contradictions
{
    private const string Surveyed = "adresse";
    private const double FarthestOfOneLieu = 500;

    /// <summary>Why the two cannot be of one lieu, a row of <c>data/poids-des-preuves.csv</c>; null when nothing tells them apart.</summary>
    public static string? Between(Subject a, Subject b)
    {
        if (a.IsAntenneOf(b) || b.IsAntenneOf(a))
        {
            return "antenne";
        }

        if (a.Signature.Siret.Length > 0 && b.Signature.Siret.Length > 0 && a.Signature.Siret != b.Signature.Siret)
        {
            return "sirets_distincts";
        }

        if (a.Kinds.Count > 0 && b.Kinds.Count > 0)
        {
            if (!a.Kinds.Any(b.Kinds.Contains) && TypesTogether.Code(a.Kinds, b.Kinds) == TypesTogether.Different)
            {
                return "types_distincts";
            }

            if (a.Signature.CodeInsee != b.Signature.CodeInsee && TypesTogether.IsOneInACommune(a.Kinds) && TypesTogether.IsOneInACommune(b.Kinds))
            {
                return "communes_distinctes";
            }
        }

        return a.Signature.Precision == Surveyed && b.Signature.Precision == Surveyed && a.MetresTo(b) > FarthestOfOneLieu ? "distance" : null;
    }
}
