using System.Text.Json;
using Maillage.Schema.Horaires;
using Maillage.Schema.Parsing;
using Maillage.Tests.Support;

namespace Maillage.Tests.Schema.Horaires;

/// <summary>Every text of the fields of hours of the national files: standard v0, v1 and before, and partners.</summary>
[Trait("Category", "Corpus")]
public sealed class HorairesNationauxTests
{
    [Fact]
    public async Task What_is_read_is_open_at_the_same_instants_as_what_was_written()
    {
        var read = Texts().Select(text => (Text: text, Hours: HorairesOsm.Lire(text))).Where(pair => pair.Hours.HasValue).ToList();
        var written = read.Select(pair => $"{pair.Hours.Value}").ToList();
        Assert.All(await Oracle.Current.OpeningHoursValidity(written), hours => Assert.True(hours.Valid, hours.Error));
        Assert.All(written, text => Assert.Equal((true, text), (HorairesOsm.EstReconnu(text), $"{HorairesOsm.Lire(text).Value}")));

        // Two sorts apart: hours joined, which is what is repaired, and « 9h », which the independent reader does not read.
        var tidied = read.Where(pair => pair.Hours.Issue?.Code != IssueCodes.HorairesFusionnes && $"{pair.Hours.Value}" != pair.Text).ToList();
        var known = await Oracle.Current.OpeningHoursValidity(tidied.Select(pair => pair.Text));
        Assert.Equal(4, known.Count(hours => !hours.Valid));
        foreach (var ((text, hours), _) in tidied.Zip(known).Where(pair => pair.Second.Valid))
        {
            await HorairesLus.MemesIntervalles(text, $"{hours.Value}");
        }
    }

    [Fact]
    public void Each_text_has_its_outcome()
    {
        var outcomes = Texts()
            .Select(text => (Text: text, Read: HorairesOsm.Lire(text)))
            .GroupBy(pair => pair.Read.Issue?.Code.Code ?? ($"{pair.Read.Value}" == pair.Text ? "tel quel" : "espaces"))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key} {group.Count()}");
        Assert.Equal(["espaces 38", "horaires_fusionnes 4", "horaires_non_reconnus 519", "horaires_remis_en_forme 92", "tel quel 1568"], outcomes);
    }

    internal static SortedSet<string> Texts()
    {
        SortedSet<string> texts = new(StringComparer.Ordinal);
        var national = Path.Combine(Corpus.Dossier, "national");
        string[] folders = ["standard", "partners"];
        foreach (var path in folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(national, folder), "*.json", SearchOption.AllDirectories)))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            if (!path.EndsWith(".config.json", StringComparison.Ordinal) && !path.Contains("schemas", StringComparison.Ordinal))
            {
                Collect(json.RootElement, "", texts);
            }
        }

        return texts;
    }

    private static void Collect(JsonElement element, string name, SortedSet<string> texts)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Collect(item, name, texts);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                Collect(property.Value, property.Name, texts);
            }
        }
        else if (element.ValueKind == JsonValueKind.String && name.Contains("horaire", StringComparison.OrdinalIgnoreCase) && element.GetString() is { Length: > 0 } text)
        {
            texts.Add(text);
        }
    }
}
