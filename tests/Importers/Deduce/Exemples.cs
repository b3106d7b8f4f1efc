using Maillage.Importers.Deduce;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;

namespace Maillage.Tests.Importers.Deduce;

/// <summary>Lieux that say only what a test is about.</summary>
internal static class Exemples
{
    public static Lieu Lieu(string nom, string commune = "Manosque", string departement = "04") => new()
    {
        Id = "5b0d7c1e-3f57-5d0a-9c1b-0e6a2f4d8b93",
        Nom = nom,
        Commune = commune,
        CodeInsee = departement + "112",
        CodeDepartement = departement,
        CodeRegion = "93",
    };

    public static Lieu Deduced(Lieu lieu) => Deduced(lieu, out _);

    public static Lieu Deduced(Lieu lieu, out List<Issue> issues)
    {
        issues = [];
        return LieuDeduction.Apply(lieu, issues);
    }
}
