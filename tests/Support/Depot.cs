namespace Maillage.Tests.Support;

/// <summary>The repository that the tests were built from.</summary>
internal static class Depot
{
    private static readonly Lazy<string> Found = new(Find);

    /// <summary>Its root: the first folder above the test assembly that holds Maillage.slnx.</summary>
    public static string Racine => Found.Value;

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Maillage.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"Maillage.slnx n'est dans aucun dossier au-dessus de {AppContext.BaseDirectory}.");
    }
}
