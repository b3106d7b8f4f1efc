using Maillage.Importers.Map.Language;
using Maillage.Importers.Read;

namespace Maillage.Tests.Importers.Partenaires;

/// <summary>The mappings of real partners are examples to follow: they load, and they say what they need to say.</summary>
public sealed class PartenairesTests
{
    public static TheoryData<string> Names => [.. Partenaires.Names];

    [Fact]
    public void Each_of_the_thirteen_partners_has_its_mapping() => Assert.Equal(13, Partenaires.Names.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_mapping_loads_without_problem_and_says_where_each_lieu_comes_from(string name)
    {
        var reading = Partenaires.Read(name);
        Assert.Empty(reading.Problems);

        var source = Assert.Single(reading.Declarations);
        var mapping = Assert.IsType<LieuMapping>(source.Correspondance);
        Assert.Equal(name, source.Id);
        Assert.True(source is { Actif: false, Mediation: true, Fichier: { } file } && Path.GetFileName(file) == file, name);
        Assert.True(SourceFormats.IsTable(source.Format), source.Format);
        Assert.Superset(new HashSet<string> { "nom", "commune", "latitude", "longitude", "services" }, mapping.Fields.Keys.ToHashSet());
    }
}
