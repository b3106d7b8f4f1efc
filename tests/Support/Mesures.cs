namespace Maillage.Tests.Support;

/// <summary>Figures that the test command prints after the tests.</summary>
internal static class Mesures
{
    /// <summary>Says a figure, in the file that MAILLAGE_MESURES names; nowhere when it names none.</summary>
    public static async Task SayAsync(string figure)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(figure);
        if (Environment.GetEnvironmentVariable("MAILLAGE_MESURES") is { Length: > 0 } file)
        {
            await File.AppendAllTextAsync(file, figure + "\n", TestContext.Current.CancellationToken);
        }
    }
}
