using System.Text;
using Maillage.Importers;
using Maillage.Importers.Geocode;
using Maillage.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Maillage.Tests.Importers.Geocode;

/// <summary>The dialogue with the geocoder: what is sent, and what becomes of every way of not answering.</summary>
public sealed class GeocoderTests
{
    private static readonly AddressQuestion Demontzey = new("12 avenue Demontzey", "04070");
    private static readonly AddressQuestion Thiers = new("3 rue Thiers", "04070");
    private static readonly AddressQuestion Unknown = new("rue inexistante zzz", "04070");

    private readonly HorlogePressee clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_the_text_of_the_address_and_the_code_of_the_commune_are_sent()
    {
        await using var server = await FauxGeocodeur.StartAsync();
        using var geocoder = new Geocoder(server.Address, clock);
        await geocoder.AskAsync([Demontzey, Thiers], Cancellation);
        var request = Assert.Single(server.Requests);

        Assert.Equal("/geocodage/search/csv/", request.Path);
        Assert.Equal("id,adresse,code_insee", request.Header);
        Assert.Equal([["0", "12 avenue Demontzey", "04070"], ["1", "3 rue Thiers", "04070"]], request.Rows);
        Assert.Equal(["citycode", "columns", "result_columns"], request.Fields.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["adresse"], request.Fields["columns"]);
        // On the INSEE code, never on the postal code.
        Assert.Equal(["code_insee"], request.Fields["citycode"]);
        Assert.Equal("result_status", request.Fields["result_columns"][^1]);
    }

    [Fact]
    public async Task A_quoted_label_and_an_address_not_found_are_read()
    {
        await using var server = await FauxGeocodeur.StartAsync();
        server.Knows(Demontzey.Adresse);
        using var geocoder = new Geocoder(server.Address, clock);
        var answers = await geocoder.AskAsync([Unknown, Demontzey], Cancellation);

        Assert.Equal(
            ("ok", 44.093933, 6.230555, 0.9639145454545454, 0.7230291978609625, "12 avenue Demontzey, 04000 Digne-les-Bains", "avenue Demontzey", "12"),
            answers[Demontzey] is var a ? (a.Status, a.Latitude, a.Longitude, a.Score, a.ScoreNext, a.Label, a.Street, a.HouseNumber) : default);
        Assert.Equal(("not-found", null, null, 0, null), answers[Unknown] is var b ? (b.Status, b.Latitude, b.Longitude, b.Score, b.ScoreNext) : default);
    }

    [Fact]
    public void A_real_answer_is_read_whatever_the_order_of_its_rows_and_the_number_of_its_columns()
    {
        // POST https://data.geopf.fr/geocodage/search/csv, September 2026, rows turned round: every column, because none was chosen.
        const string Body = "id,adresse,cp,ville,longitude,latitude,result_score,result_score_next,result_label,result_type,result_id,result_banId,result_housenumber,result_name,result_street,result_postcode,result_city,result_context,result_citycode,result_oldcitycode,result_oldcity,result_district,result_status\n"
            + "3,,69001,Lyon,4.835,45.758,0.9639145454545454,,Lyon,municipality,69123,,,Lyon,,69001,Lyon,\"69, Rhône, Auvergne-Rhône-Alpes\",69123,,,,ok\n"
            + "2,rue inexistante zzz,99999,Nullepart,,,,,,,,,,,,,,,,,,,not-found\n"
            + "1,Place de l Hotel de Ville,75004,Paris,2.356161,48.854287,0.79728,0.7230291978609625,Rue de l'Hôtel de Ville 75004 Paris,street,75104_4668,482bd9a7-3540-4858-ae83-2d4f19dd0e0b,,Rue de l'Hôtel de Ville,Rue de l'Hôtel de Ville,75004,Paris,\"75, Paris, Île-de-France\",75104,,,Paris 4e Arrondissement,ok\n";
        var answers = GeocoderCsv.Read(Encoding.UTF8.GetBytes("\uFEFF" + Body));

        Assert.Equal([1, 2, 3], answers?.Keys.Order());
        Assert.Equal((2.356161, "street", "75104"), answers?[1] is { } street ? (street.Longitude, street.Type, street.CityCode) : default);
        Assert.Equal(("municipality", "Lyon"), answers?[3] is { } town ? (town.Type, town.Street) : default);
    }

    [Theory]
    [InlineData(429, "5", new[] { 5.0 })]
    [InlineData(429, null, new[] { 1.0 })]
    [InlineData(503, "0", new[] { 1.0 })]
    [InlineData(502, null, new[] { 1.0 })]
    public async Task It_waits_as_long_as_it_is_asked_to_then_asks_again(int status, string? retryAfter, double[] pauses)
    {
        await using var server = await FauxGeocodeur.StartAsync();
        server.Knows(Demontzey.Adresse).Fails(1, status, retryAfter);
        using var geocoder = new Geocoder(server.Address, clock);

        Assert.Single(await geocoder.AskAsync([Demontzey], Cancellation));
        Assert.Null(geocoder.Failure);
        Assert.Equal(pauses, clock.Pauses.Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public async Task A_geocoder_that_goes_on_failing_is_left_alone()
    {
        await using var server = await FauxGeocodeur.StartAsync();
        server.Fails(10, 500);
        using var geocoder = new Geocoder(server.Address, clock);

        Assert.Empty(await geocoder.AskAsync([Demontzey], Cancellation));
        Assert.Empty(await geocoder.AskAsync([Thiers], Cancellation));
        Assert.Equal("il répond 500", geocoder.Failure);
        Assert.Equal([1.0, 2.0, 4.0], clock.Pauses.Select(pause => pause.TotalSeconds));
        Assert.Equal(4, server.Requests.Count);
    }

    [Theory]
    [InlineData(400, null)]
    [InlineData(403, null)]
    [InlineData(404, null)]
    [InlineData(413, null)]
    [InlineData(301, null)]
    [InlineData(429, "3600")]
    public async Task What_will_not_pass_is_not_asked_twice(int status, string? retryAfter)
    {
        await using var server = await FauxGeocodeur.StartAsync();
        server.Fails(1, status, retryAfter);
        using var geocoder = new Geocoder(server.Address, clock);

        Assert.Empty(await geocoder.AskAsync([Demontzey], Cancellation));
        Assert.Equal($"il répond {status}", geocoder.Failure);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("<!doctype html><html><body>Maintenance en cours</body></html>")]
    [InlineData("")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[]}")]
    [InlineData("id,adresse,code_insee\n0,12 avenue Demontzey,04070\n")]
    [InlineData("\"id,adresse")]
    public async Task An_answer_that_is_not_the_CSV_asked_for_is_no_answer(string body)
    {
        await using var server = await FauxGeocodeur.StartAsync();
        server.Knows(Demontzey.Adresse).Accidents.Enqueue((context, _) => context.Response.WriteAsync(body));
        using var geocoder = new Geocoder(server.Address, clock);

        Assert.Single(await geocoder.AskAsync([Demontzey], Cancellation));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public void Any_text_is_read_as_answers_or_as_none() => Loi.Tient(Arbitraires.TexteBrut, text =>
    {
        const string Header = "id,latitude,longitude,result_score,result_score_next,result_type,result_label,result_name,result_street,result_housenumber,result_citycode,result_oldcitycode,result_status\n";
        GeocoderCsv.Read(Encoding.UTF8.GetBytes(text));
        Assert.InRange(GeocoderCsv.Read(Encoding.UTF8.GetBytes($"{Header}0,{text},,,,,,,,,,,ok\n1,,,,,,,,,,,,ok\n"))?.Count ?? -1, 0, 2);
    });

    [Fact]
    public async Task A_connection_cut_in_the_middle_of_the_answer_is_tried_again()
    {
        await using var server = await FauxGeocodeur.StartAsync();
        server.Knows(Demontzey.Adresse).Accidents.Enqueue(async (context, body) =>
        {
            context.Response.ContentLength = body.Length;
            await context.Response.WriteAsync(body[..(body.Length / 2)]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        using var geocoder = new Geocoder(server.Address, clock);

        Assert.Single(await geocoder.AskAsync([Demontzey], Cancellation));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    // The service is known to answer 200 with the beginning of the rows alone.
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    // A row cut before its last cells, or in the last one.
    [InlineData(2, 1)]
    [InlineData(2, 30)]
    public async Task Only_the_rows_that_are_missing_from_an_answer_are_asked_again(int rows, int charactersOff)
    {
        await using var server = await FauxGeocodeur.StartAsync();
        AddressQuestion[] questions = [.. Enumerable.Range(1, 5).Select(number => new AddressQuestion($"{number} rue Thiers", "04070"))];
        Array.ForEach(questions, question => server.Knows(question.Adresse));
        server.Accidents.Enqueue((context, body) =>
        {
            var kept = string.Join('\n', body.Split('\n').Take(1 + rows));
            return context.Response.WriteAsync(kept[..^charactersOff]);
        });
        using var geocoder = new Geocoder(server.Address, clock);
        var answers = await geocoder.AskAsync(questions, Cancellation);

        var whole = charactersOff > 0 ? rows - 1 : rows;
        Assert.Equal(whole == 0 ? 0 : 5, answers.Count);
        Assert.All(answers, pair => Assert.StartsWith(pair.Key.Adresse, pair.Value.Label, StringComparison.Ordinal));
        Assert.Null(geocoder.Failure);
        if (whole > 0)
        {
            Assert.Equal(questions.Skip(whole).Select(question => question.Adresse), server.Requests.Last().Rows.Select(row => row[1]));
        }
    }

    [Fact]
    public async Task Rows_are_told_by_their_id_and_never_by_their_place()
    {
        await using var server = await FauxGeocodeur.StartAsync();
        server.Knows(Demontzey.Adresse).Knows(Thiers.Adresse).Accidents.Enqueue((context, body) =>
        {
            var lines = body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return context.Response.WriteAsync(string.Join('\n', [lines[0], .. lines.Skip(1).Reverse(), "7,12 rue d'ailleurs,04070,1,1,1,,street,,,,,04070,,ok", "-1,x"]));
        });
        using var geocoder = new Geocoder(server.Address, clock);
        var answers = await geocoder.AskAsync([Demontzey, Thiers], Cancellation);

        Assert.Equal(2, answers.Count);
        Assert.Equal(("12", "3"), (answers[Demontzey].HouseNumber, answers[Thiers].HouseNumber));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("error")]
    [InlineData("aborted")]
    public async Task A_row_that_the_service_could_not_treat_has_no_answer_and_does_not_stop_the_others(string status)
    {
        await using var server = await FauxGeocodeur.StartAsync();
        server.Knows(Demontzey.Adresse).Knows(Thiers.Adresse, ("result_status", status));
        using var geocoder = new Geocoder(server.Address, clock);

        Assert.Equal([Demontzey], (await geocoder.AskAsync([Demontzey, Thiers], Cancellation)).Keys);
        Assert.Null(geocoder.Failure);
    }

    [Fact]
    public async Task A_geocoder_that_is_not_there_is_said()
    {
        var server = await FauxGeocodeur.StartAsync();
        var address = server.Address;
        await server.DisposeAsync();
        using var geocoder = new Geocoder(address, clock);

        Assert.Empty(await geocoder.AskAsync([Demontzey], Cancellation));
        Assert.Equal("il ne se laisse pas joindre (ConnectionError)", geocoder.Failure);
    }

    [Fact]
    public async Task A_geocoder_too_slow_is_said_and_a_person_who_stops_it_is_obeyed()
    {
        await using var server = await FauxGeocodeur.StartAsync();
        server.Accidents.Enqueue((context, _) => Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted));
        using var hurried = new Geocoder(server.Address, clock, new GeocoderOptions { Attempts = 1, Timeout = TimeSpan.FromMilliseconds(200) });
        await hurried.AskAsync([Demontzey], Cancellation);
        Assert.StartsWith("il n'a pas répondu", hurried.Failure, StringComparison.Ordinal);

        server.Accidents.Enqueue((context, _) => Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted));
        using var patient = new Geocoder(server.Address, clock);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => patient.AskAsync([Demontzey], stop.Token));
    }
}
