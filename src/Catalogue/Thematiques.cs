namespace Maillage.Catalogue;

/// <summary>A theme finds all of its thématiques: « numerique » those that begin with « numerique-- ».</summary>
internal static class Thematiques
{
    private const string End = "--";

    /// <summary>The theme of a thématique.</summary>
    public static string Theme(string thematique) => thematique.IndexOf(End, StringComparison.Ordinal) is > 0 and var end ? thematique[..end] : thematique;
}
