using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Lieux;
using Maillage.Tests.Support;

namespace Maillage.Tests.Schema.Formats;

/// <summary>A record that was rendered once says, in every answer, what writing it each time would say.</summary>
public sealed class RenduTests
{
    [Fact]
    public void Whole_it_is_the_json_of_the_record() => Loi.Tient(Arbitraires.Quelconque<Lieu>(), lieu => Assert.Equal("[" + Text(Render(lieu).Json.ToArray()) + "]", Written(stream => JsonFormat.Write(stream, [lieu]))));

    [Fact]
    public void Whole_it_is_the_feature_of_the_record() => Loi.Tient(Arbitraires.Quelconque<Lieu>(), lieu =>
    {
        var rendered = Render(lieu);
        var feature = "{" + Text(Of(output => rendered.WriteFeatureMembers(output, inList: false), rendered.FeatureLength(inList: false))) + "}";

        Assert.Equal($"{{\"type\":\"FeatureCollection\",\"features\":[{feature}]}}", Written(stream => GeoJsonFormat.Write(stream, [lieu])));
    });

    [Fact]
    public void Any_choice_of_fields_is_those_of_the_whole_record() => Loi.Tient(Arbitraires.Quelconque<Lieu>(), lieu =>
    {
        var rendered = Render(lieu);
        var names = RecordShape.Of<Lieu>().Fields.Select(field => field.Name).Where(name => (name.Length + lieu.Nom.Length) % 3 > 0).ToList();
        var whole = JsonNode.Parse(Text(rendered.Json.ToArray()))!.AsObject();
        foreach (var isGeographic in (bool[])[false, true])
        {
            var view = new RecordView<Lieu>(isGeographic, inList: true, names);
            var some = JsonNode.Parse("{" + Text(Of(output => view.Write(output, rendered), view.LengthOf(rendered))) + "}")!.AsObject();
            var members = isGeographic ? some["properties"]!.AsObject() : some;
            Assert.Equal(names.Where(name => !isGeographic || name is not ("latitude" or "longitude")), members.Select(member => member.Key));
            Assert.All(members, member => Assert.True(JsonNode.DeepEquals(whole[member.Key], member.Value), member.Key));
        }
    });

    [Fact]
    public void In_a_list_it_lacks_what_lists_leave_out() => Loi.Tient(Arbitraires.Quelconque<Lieu>(), lieu =>
    {
        var rendered = Render(lieu);
        var whole = JsonNode.Parse(Text(rendered.Json.ToArray()))!.AsObject();
        Assert.True(whole.Remove("provenance"));
        var item = JsonNode.Parse("{" + Text(Of(output => rendered.WriteMembers(output, inList: true), rendered.MembersLength(inList: true))) + "}");
        var feature = JsonNode.Parse("{" + Text(Of(output => rendered.WriteFeatureMembers(output, inList: true), rendered.FeatureLength(inList: true))) + "}");

        Assert.Equal(whole.ToJsonString(), item!.ToJsonString());
        Assert.False(feature!["properties"]!.AsObject().ContainsKey("provenance"));
        Assert.Equal(lieu.Latitude is null, feature["geometry"] is null);
    });

    [Fact]
    public void It_is_read_back() => Loi.Tient(Arbitraires.Quelconque<Lieu>(), lieu => Assert.Empty(RecordShape.Of<Lieu>().Differences(lieu, Render(lieu).Read<Lieu>())));

    [Theory]
    [InlineData("""{"nom":"Sans identifiant"}""")]
    [InlineData("""{"id":"a","nom":"b","commune":"c","code_insee":"04070","code_departement":"04","code_region":"93","champ_inconnu":1}""")]
    [InlineData("""{"id":"a","nom":3,"commune":"c","code_insee":"04070","code_departement":"04","code_region":"93"}""")]
    [InlineData("""["id"]""")]
    public void What_is_not_as_it_is_written_here_is_not_read_fast(string json) => Assert.Null(RecordShape.Of<Lieu>().Read(Encoding.UTF8.GetBytes(json)));

    private static RenderedRecord Render(Lieu lieu)
    {
        using var renderer = new RecordRenderer<Lieu>();
        return renderer.Render(lieu);
    }

    private static byte[] Of(Action<IBufferWriter<byte>> write, int length)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        // What is announced before the body is what is sent.
        Assert.Equal(length, buffer.WrittenCount);
        return buffer.WrittenSpan.ToArray();
    }

    private static string Written(Action<Stream> write)
    {
        using var buffer = new MemoryStream();
        write(buffer);
        return Text(buffer.ToArray());
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
