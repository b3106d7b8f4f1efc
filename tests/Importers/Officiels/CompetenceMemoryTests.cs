using System.Text;
using Maillage.Importers.Fetch;
using Maillage.Schema.Territoires;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Officiels;

/// <summary>The files of all the communes, turned round in little memory.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class CompetenceMemoryTests
{
    [Fact]
    public void Thirty_five_thousand_communes_of_seventy_types_are_read_in_little_memory()
    {
        var codes = Cog.Courant.Communes.Where(commune => commune.CodeParent is null).Select(commune => (commune.Code, commune.CodeDepartement)).ToList();
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var members = codes.Select(one => new FetchedMember($"{one.Code}.json", new MemoryStream(Encoding.UTF8.GetBytes(Commune(one.Code, one.CodeDepartement)))) { IsOneOfSeveral = true });
        var (read, most) = (0, 0L);
        List<string> wide = [];
        foreach (var item in Officiels.Format("competence-service-public").Read(members, LecteursSousTest.Declaration("competence-service-public")))
        {
            read++;
            if (read % 20_000 == 1)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }

            if (item.Id is "france" or "type1-04")
            {
                wide.Add(item.Canonical[item.Canonical.IndexOf("\"zone\"", StringComparison.Ordinal)..]);
            }
        }

        var departements = codes.Select(one => one.CodeDepartement).Distinct().Count();
        Assert.Equal(codes.Count + (68 * departements) + 1, read);
        Assert.True(most < 150_000_000, $"{most >> 20} Mio");
        Assert.Equal(["\"zone\":[\"04\"]}", "\"zone\":[\"france\",\"975\",\"977\",\"978\",\"984\",\"986\",\"987\",\"988\",\"989\"]}"], wide.Order(StringComparer.Ordinal).Select(zone => zone));
    }

    // A town hall, sixty-eight bodies of the département, one of the country.
    private static string Commune(string code, string departement) =>
        $$"""{"commune":[{"code_insee_commune":"{{code}}","nom":"x","type_service_local":[{"code_type_service_local":"mairie","organisme":["mairie-{{code}}"]},{{string.Join(',', Enumerable.Range(0, 68).Select(rank => $$"""{"code_type_service_local":"type{{rank}}","organisme":["type{{rank}}-{{departement}}"]}"""))}},{"code_type_service_local":"national","organisme":["france"]}]}]}""";
}
