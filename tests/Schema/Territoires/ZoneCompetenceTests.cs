using FsCheck.Fluent;
using Maillage.Schema.Territoires;
using Maillage.Tests.Support;

namespace Maillage.Tests.Schema.Territoires;

public sealed class ZoneCompetenceTests
{
    private static readonly Cog Cog = Cog.Courant;
    private static readonly ZoneCompetence Zones = new(Cog);
    private static readonly List<Commune> Communes = [.. Cog.Communes.Where(commune => commune.CodeParent is null)];

    [Fact]
    public void The_widest_codes_are_written()
    {
        Assert.Equal(["04"], Of(Communes.Where(commune => commune.CodeDepartement == "04")));
        Assert.Equal(["200067437"], Of(Communes.Where(commune => commune.CodeEpci == "200067437")));
        Assert.Equal(["04070"], Zones.Of(["04070", "04070"], []));
        Assert.Equal(["france"], Of(Communes.Where(commune => commune.CodeDepartement.Length == 2 || commune.CodeRegion.StartsWith('0'))));
        Assert.Equal(["13201"], Zones.Of(["13201"], []));
        Assert.Equal(["13055"], Zones.Of(["13055", "13201"], []));
        Assert.Equal(["13055"], Zones.Of(Enumerable.Range(13201, 16).Select(code => $"{code}"), []));
        Assert.Empty(Zones.Of([], []));
    }

    [Fact]
    public void A_commune_less_and_the_departement_is_no_longer_said()
    {
        var zone = Of(Communes.Where(commune => commune.CodeDepartement == "04" && commune.Code != "04070"));
        Assert.DoesNotContain("04", zone);
        Assert.DoesNotContain("200067437", zone);
        Assert.DoesNotContain("04070", zone);
    }

    // What is written says the communes given, all of them and no other.
    [Fact]
    public void What_is_written_says_the_same_communes() => Loi.Tient(
        from departements in Gen.Elements(Cog.Departements.Select(departement => departement.Code).ToArray()).ListOf(3)
        from epci in Gen.Elements(Cog.ToutesEpci.Select(one => one.Code).ToArray()).ListOf(4)
        from communes in Gen.Elements(Communes.Select(commune => commune.Code).ToArray()).ListOf(20)
        select Communes.Where(commune => departements.Contains(commune.CodeDepartement) || epci.Contains(commune.CodeEpci) || communes.Contains(commune.Code)).Select(commune => commune.Code).ToHashSet(),
        given =>
        {
            List<string> unknown = [];
            var zone = Zones.Of(given, unknown);
            Assert.Empty(unknown);
            Assert.Equal(given.Order(StringComparer.Ordinal), zone.SelectMany(Said).Distinct().Order(StringComparer.Ordinal));
            Assert.True(zone.Count <= given.Count);
        },
        essais: 50);

    private static IReadOnlyList<string> Of(IEnumerable<Commune> communes) => Zones.Of(communes.Select(commune => commune.Code), []);

    private static IEnumerable<string> Said(string code) => code.Length switch
    {
        9 => Communes.Where(commune => commune.CodeEpci == code).Select(commune => commune.Code),
        5 => [code],
        _ => Communes.Where(commune => commune.CodeDepartement == code).Select(commune => commune.Code),
    };
}
