namespace Maillage.Tests.Support;

/// <summary>Files of the tree that tests on the corpus write, and then guard.</summary>
internal static class Fichiers
{
    /// <summary>The tree holds that text; MAILLAGE_ECRIRE=oui writes it first.</summary>
    /// <param name="path">Path from the root of the tree.</param>
    /// <param name="text">The whole text.</param>
    public static async Task SameAsTheTree(string path, string text)
    {
        var file = Path.Combine(Depot.Racine, path);
        if (Environment.GetEnvironmentVariable("MAILLAGE_ECRIRE") == "oui")
        {
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        }

        var written = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.True(text == written, $"{path} n'est plus à jour : relancez ce test avec MAILLAGE_ECRIRE=oui, puis « ./maillage generer ».");
    }
}
