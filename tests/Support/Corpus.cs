namespace Maillage.Tests.Support;

/// <summary>
/// The full real files, too large for the repository. A test that reads them carries <c>[Trait("Category", "Corpus")]</c>,
/// which leaves it out where MAILLAGE_CORPUS is not set.
/// </summary>
internal static class Corpus
{
    /// <summary>The folder that MAILLAGE_CORPUS names.</summary>
    public static string Dossier => Environment.GetEnvironmentVariable("MAILLAGE_CORPUS") switch
    {
        null or "" => throw new InvalidOperationException(
            "MAILLAGE_CORPUS n'est pas défini : ce test lit le corpus complet et doit porter [Trait(\"Category\", \"Corpus\")]."),
        var folder when Directory.Exists(folder) => folder,
        var folder => throw new DirectoryNotFoundException($"MAILLAGE_CORPUS nomme un dossier absent : {folder}"),
    };
}
