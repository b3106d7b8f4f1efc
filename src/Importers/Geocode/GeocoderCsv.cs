using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Maillage.Schema.Formats;

namespace Maillage.Importers.Geocode;

/// <summary>What the geocoder is sent and what it answers, for <c>POST /search/csv/</c> (Géoplateforme, and api-adresse before it).</summary>
internal static class GeocoderCsv
{
    // The state of a row comes last: a row that was cut lacks it.
    private static readonly string[] ResultColumns =
    [
        "latitude", "longitude", "result_score", "result_score_next", "result_type", "result_label", "result_name", "result_street",
        "result_housenumber", "result_citycode", "result_oldcitycode", "result_status",
    ];

    // « error » and « aborted » are no answers: the question is asked again.
    private static readonly string[] FinalStates = ["ok", "not-found", "skipped"];

    /// <summary>The form to post. A row is told by its rank, which says nothing of the record behind it.</summary>
    public static MultipartFormDataContent Form(IReadOnlyList<AddressQuestion> questions)
    {
        var rows = new StringBuilder("id,adresse,code_insee\n");
        for (var rank = 0; rank < questions.Count; rank++)
        {
            // No cell needs quotes: the separators are already out of the addresses.
            rows.Append(CultureInfo.InvariantCulture, $"{rank},{questions[rank].Adresse},{questions[rank].CodeInsee}\n");
        }

        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(rows.ToString()));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv", "utf-8");
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"data\"", FileName = "\"adresses.csv\"" };
        var form = new MultipartFormDataContent { file, Field("columns", "adresse"), Field("citycode", "code_insee") };
        foreach (var column in ResultColumns)
        {
            form.Add(Field("result_columns", column));
        }

        return form;
    }

    /// <summary>The answers, by rank of their question; null when the body is not the CSV that was asked for.</summary>
    /// <remarks>Rows may come in any order, and some may be missing: the service is known to answer 200 with the beginning alone.</remarks>
    public static IReadOnlyDictionary<int, Candidate>? Read(byte[] body)
    {
        using var stream = new MemoryStream(body);
        if (CsvFormat.ReadCells(stream, ["id", .. ResultColumns]) is not { } rows)
        {
            return null;
        }

        Dictionary<int, Candidate> answers = [];
        foreach (var row in rows)
        {
            if (int.TryParse(row["id"], NumberStyles.None, CultureInfo.InvariantCulture, out var rank) && FinalStates.Contains(row["result_status"]))
            {
                answers.TryAdd(rank, Answer(row));
            }
        }

        return answers;
    }

    private static Candidate Answer(IReadOnlyDictionary<string, string> row) => new()
    {
        Status = row["result_status"],
        Latitude = Number(row["latitude"]),
        Longitude = Number(row["longitude"]),
        Score = Number(row["result_score"]) ?? 0,
        ScoreNext = Number(row["result_score_next"]),
        Type = row["result_type"],
        Label = row["result_label"],
        // Older answers leave result_street empty, and some write the number in result_name.
        Street = row["result_street"].Length > 0 ? row["result_street"] : row["result_name"],
        HouseNumber = row["result_housenumber"],
        CityCode = row["result_citycode"],
        OldCityCode = row["result_oldcitycode"],
    };

    private static double? Number(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    // Quoted names, as browsers write them: .NET leaves the quotes out, and not every reader of forms understands that.
    private static StringContent Field(string name, string value)
    {
        var field = new StringContent(value, Encoding.UTF8);
        field.Headers.ContentType = null;
        field.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = $"\"{name}\"" };
        return field;
    }
}
