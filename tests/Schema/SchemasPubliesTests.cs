using System.Security.Cryptography;
using System.Text;
using Maillage.Schema.Publication;
using Maillage.Tests.Support;

namespace Maillage.Tests.Schema;

/// <summary>A released folder of a schema never changes: whoever validates by it today does tomorrow.</summary>
public sealed class SchemasPubliesTests
{
    private static readonly string Released = Path.Combine(Depot.Racine, "tests", "Schema", "schemas-publies.sha256");

    [Fact]
    public async Task What_was_released_is_as_it_was()
    {
        var found = FichiersDeSchema.Tous.Where(file => !file.Key.Contains("/0.", StringComparison.Ordinal)).OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Value)))}  {file.Key}").ToList();
        var released = await File.ReadAllLinesAsync(Released, TestContext.Current.CancellationToken);

        // Only a new version adds lines: a line is never rewritten.
        Assert.Empty(released.Except(found));
        Assert.True(found.Count == released.Length, $"{found.Except(released).FirstOrDefault()} : une nouvelle version s'ajoute à {Released}, avec sha256sum.");
    }
}
