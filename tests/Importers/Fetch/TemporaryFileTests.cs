using Maillage.Importers.Fetch;

namespace Maillage.Tests.Importers.Fetch;

/// <summary>What a person sent, or what was repaired of it, outlives neither the answer nor the process.</summary>
public sealed class TemporaryFileTests
{
    [Fact]
    public void A_temporary_file_has_no_name_by_which_it_could_stay()
    {
        using var file = TemporaryFile.Create();
        file.Write("à rendre"u8);
        file.Position = 0;

        Assert.Equal("à rendre", new StreamReader(file).ReadToEnd());
        Assert.False(File.Exists(file.Name));
    }
}
