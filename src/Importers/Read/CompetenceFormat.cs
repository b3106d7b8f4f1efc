using System.Buffers;
using System.Text;
using System.Text.Json;
using Maillage.Importers.Fetch;
using Maillage.Importers.Sources;
using Maillage.Schema.Fields;
using Maillage.Schema.Formats;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;

namespace Maillage.Importers.Read;

/// <summary>
/// Who is competent where, as service-public.fr says it: a file a commune (<c>04070.json</c>, in a zip of 35 000), with or without its <c>commune</c> wrapper, or the rows of
/// the Opendatasoft dataset. It is turned round: one record a body, with the territory it answers for.
/// </summary>
internal sealed class CompetenceFormat : IComplementFormat
{
    private static readonly string[] Lists = ["commune", "results"];

    public string Name => "competence-service-public";

    public IEnumerable<SourceItem> Read(IEnumerable<FetchedMember> members, SourceDeclaration source)
    {
        var bodies = new CompetentBodies();
        foreach (var member in members)
        {
            // A commune missing would take it out of every territory: all of them, or nothing.
            if ((member.Failure is { } failure ? new SourceItem(0, member.Name, null, "", failure) : Take(member, bodies)) is { } broken)
            {
                yield return broken;
                yield break;
            }
        }

        foreach (var item in bodies.Items(Cog.Courant))
        {
            yield return item;
        }
    }

    public Complement Map(string canonical, ICollection<Issue> issues)
    {
        using var document = JsonDocument.Parse(canonical);
        return new Complement
        {
            CibleId = JsonRecords.Text(document.RootElement, "id") ?? "",
            ZoneCompetence = JsonRecords.Texts(document.RootElement, "zone"),
            Types = JsonRecords.Texts(document.RootElement, "types"),
        };
    }

    private static SourceItem? Take(FetchedMember member, CompetentBodies bodies)
    {
        using var elements = JsonArrayReader.OfRecords(member.Content, Lists, "code_insee_commune");
        while (elements.MoveNext())
        {
            // Half a commune would take the other half of its counters away from its inhabitants: the file is read whole, or not at all.
            if (elements.Current.ValueKind != JsonValueKind.Object || !Take(elements.Current, Path.GetFileNameWithoutExtension(member.Name), bodies))
            {
                return new SourceItem(0, $"{member.Name}, octet {elements.Position}", null, "", new Issue("*", IssueCodes.EnregistrementInattendu, Json.Raw(elements.Current)));
            }
        }

        return elements.Failure is { } failure ? new SourceItem(0, $"{member.Name}, octet {elements.Position}", null, "", failure) : null;
    }

    /// <returns>False when the record does not have the shape of a commune.</returns>
    private static bool Take(JsonElement record, string fileName, CompetentBodies bodies)
    {
        var commune = (JsonRecords.Text(record, "code_insee_commune") ?? fileName).Trim();
        if (JsonRecords.Text(record, "code_type_service_local") is { } type)
        {
            return Add(type, Ids(record, "id_service_local"));
        }

        var types = Json.Member(record, "type_service_local") ?? Json.Member(record, "Type_service_local");
        return types is { ValueKind: JsonValueKind.Array } list
            && list.EnumerateArray().All(one => one.ValueKind == JsonValueKind.Object && Add(JsonRecords.Text(one, "code_type_service_local") ?? "", Ids(one, "organisme")));

        bool Add(string type, IReadOnlyList<string>? ids)
        {
            bodies.Add(commune, type, ids ?? []);
            return ids is not null;
        }
    }

    // A list; or, in the rows of the API, a text that holds one.
    private static IReadOnlyList<string>? Ids(JsonElement record, string name)
    {
        var texts = JsonRecords.Texts(record, name);
        if (texts is not [var only] || !only.TrimStart().StartsWith('['))
        {
            return texts;
        }

        try
        {
            using var document = JsonDocument.Parse($$"""{"ids":{{only}}}""");
            return JsonRecords.Texts(document.RootElement, "ids");
        }
        catch (JsonException)
        {
            // Cut: what bodies it named cannot be told.
            return null;
        }
    }

    /// <summary>The bodies met so far, each with the communes it answers for: 2 500 000 pairs for France, as numbers.</summary>
    private sealed class CompetentBodies
    {
        private readonly Dictionary<string, Body> byId = [];
        private readonly Dictionary<string, int> numbers = [];
        private readonly List<string> communes = [];
        private readonly HashSet<string> types = [];

        public void Add(string commune, string type, IReadOnlyList<string> ids)
        {
            if (ids.Count == 0)
            {
                return;
            }

            if (!numbers.TryGetValue(commune, out var number))
            {
                numbers.Add(commune, number = communes.Count);
                communes.Add(commune);
            }

            foreach (var id in ids.Select(id => id.Trim()).Where(id => id.Length > 0))
            {
                if (!byId.TryGetValue(id, out var body))
                {
                    byId.Add(id, body = new Body());
                }

                body.Add(number, Same(type.Trim()));
            }
        }

        public IEnumerable<SourceItem> Items(Cog cog)
        {
            var zones = new ZoneCompetence(cog);
            foreach (var (rank, (id, body)) in byId.Index())
            {
                List<string> unknown = [];
                var zone = zones.Of(body.Communes.Select(number => communes[number]), unknown);
                yield return new SourceItem(rank + 1, $"organisme {id}", id, Canonical(id, body.Types, zone))
                {
                    Issues = [.. unknown.Select(code => new Issue("zone_competence", IssueCodes.CodeInseeInconnu, code))],
                };
            }
        }

        // Seventy types, written two million times.
        private string Same(string type)
        {
            if (!types.TryGetValue(type, out var same))
            {
                types.Add(same = type);
            }

            return same;
        }

        private static string Canonical(string id, IEnumerable<string> types, IEnumerable<string> zone)
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, Json.WriterOptions))
            {
                writer.WriteStartObject();
                writer.WriteString("id", id);
                WriteList(writer, "types", types.Order(StringComparer.Ordinal));
                WriteList(writer, "zone", zone);
                writer.WriteEndObject();
            }

            return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }

        private static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
        {
            writer.WriteStartArray(name);
            foreach (var text in texts)
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }

        private sealed class Body
        {
            public List<int> Communes { get; } = [];

            public List<string> Types { get; } = [];

            public void Add(int commune, string type)
            {
                // The types of one commune follow one another.
                if (Communes.Count == 0 || Communes[^1] != commune)
                {
                    Communes.Add(commune);
                }

                if (type.Length > 0 && !Types.Contains(type))
                {
                    Types.Add(type);
                }
            }
        }
    }
}
