using System.Text.Json;
using Maillage.Schema.Fields;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Fetch.Http;

/// <summary>What a page says of the list that it is a part of.</summary>
/// <param name="Count">Records on this page.</param>
/// <param name="Total">Records in all, where it says so.</param>
/// <param name="Pages">Pages in all, where it says so.</param>
/// <param name="Next">Address of the next page, where it says so.</param>
internal sealed record PageAnswer(int Count, long? Total, int? Pages, string? Next)
{
    private static readonly string[] Lists = ["items", "results", "data", "donnees"];
    private static readonly string[] Totals = ["total", "total_count", "count"];
    private static readonly string[] Nexts = ["next", "suivant"];

    /// <summary>Reads a page.</summary>
    public static Parsed<PageAnswer> Read(Stream page)
    {
        try
        {
            using var document = JsonDocument.Parse(page);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array)
            {
                return Parsed.Ok(new PageAnswer(root.GetArrayLength(), null, null, null));
            }

            return root.ValueKind == JsonValueKind.Object && Find(root, Lists, JsonValueKind.Array) is { } list
                ? Parsed.Ok(new PageAnswer(
                    list.GetArrayLength(),
                    Find(root, Totals, JsonValueKind.Number) is { } total && total.TryGetInt64(out var records) ? records : null,
                    Find(root, ["pages"], JsonValueKind.Number) is { } count && count.TryGetInt32(out var pages) ? pages : null,
                    Find(root, Nexts, JsonValueKind.String) is { } next ? Json.Text(next) : null))
                : Parsed.Refused<PageAnswer>(new Issue("*", IssueCodes.FichierSansListe));
        }
        catch (JsonException)
        {
            return Parsed.Refused<PageAnswer>(new Issue("*", IssueCodes.FichierIllisible));
        }
    }

    private static JsonElement? Find(JsonElement root, string[] names, JsonValueKind kind)
    {
        foreach (var name in names)
        {
            if (Json.Member(root, name) is { } found && found.ValueKind == kind)
            {
                return found;
            }
        }

        return null;
    }
}
