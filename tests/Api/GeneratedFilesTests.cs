using Maillage.Api.Commands;
using Maillage.Tests.Support;

namespace Maillage.Tests.Api;

/// <summary>What the tree holds is what the program generates: <c>./maillage generer</c> writes it again.</summary>
public sealed class GeneratedFilesTests
{
    [Fact]
    public async Task The_generated_files_of_the_tree_are_up_to_date()
    {
        foreach (var (path, text) in await GenerateCommand.FilesAsync(Depot.Racine))
        {
            var file = Path.Combine(Depot.Racine, path);
            Assert.True(File.Exists(file), $"{path} manque ; lancez « ./maillage generer ».");
            Assert.True(text == await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), $"{path} n'est plus à jour ; lancez « ./maillage generer ».");
        }
    }

    [Fact]
    public async Task Nothing_in_the_schemas_folder_is_left_over()
    {
        var generated = (await GenerateCommand.FilesAsync(Depot.Racine)).Keys.Where(path => path.StartsWith("schemas/", StringComparison.Ordinal));
        var present = Directory.EnumerateFiles(Path.Combine(Depot.Racine, "schemas"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Depot.Racine, file).Replace('\\', '/'));

        Assert.Equal(generated.Order(StringComparer.Ordinal), present.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_description_of_the_tree_is_the_one_that_is_served()
    {
        var served = await Territoire.Current.Client.GetStringAsync("/openapi.yaml", TestContext.Current.CancellationToken);

        Assert.Contains("/api/v1/lieux/{id}':", served, StringComparison.Ordinal);
        Assert.Equal(served, await File.ReadAllTextAsync(Path.Combine(Depot.Racine, "openapi.yaml"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Every_schema_is_served_as_the_tree_holds_it()
    {
        foreach (var (path, text) in Maillage.Schema.Publication.FichiersDeSchema.Tous)
        {
            Assert.Equal(text, await Territoire.Current.Client.GetStringAsync("/" + path, TestContext.Current.CancellationToken));
        }
    }
}
