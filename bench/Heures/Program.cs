// Asks an independent reader (opening_hours.js, tests/oracles) when each distinct text of hours of a store is open, and says where ours differs, and why.
using System.Diagnostics;
using System.Globalization;
using Maillage.Bench.Heures;
using Maillage.Schema.Horaires;
using Maillage.Schema.Horaires.Ouverture;

if (args is not [var file, .. var rest] || rest.Length > 1)
{
    Console.Error.WriteLine("usage : dotnet run -c Release --project bench/Heures BASE.db [NOMBRE_DE_TEXTES]");
    return 2;
}

CivilTime.Verify();
var published = PublishedHours.Read(file);
var texts = rest is [var most] ? published.Texts.Take(int.Parse(most, CultureInfo.InvariantCulture)).ToList() : [.. published.Texts];
Console.WriteLine($"{published.Lieux} lieux, dont {published.WithHours} avec horaires : {published.Texts.Count} textes distincts, {texts.Count} comparés");
Console.WriteLine($"{published.Notes} lieux avec horaires et note ; la note met une condition sur les horaires de {published.Conditional} lieux, {published.Doubted} en avaient qui étaient sûrs ; {published.SeeNote} disent déjà « voir note »");

var before = GC.GetTotalMemory(forceFullCollection: true);
var watch = Stopwatch.StartNew();
var hours = texts.ConvertAll(text => HorairesOsm.Lire(text).Value);
var reading = watch.Elapsed;
watch.Restart();
var schedules = hours.ConvertAll(known => known is null ? null : Schedule.Of(known));
var elapsed = watch.Elapsed;
hours.Clear();
Console.WriteLine($"lus en {reading.TotalSeconds:0.00} s, préparés en {elapsed.TotalSeconds:0.00} s, {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6:0.0} Mo ; {schedules.Count(schedule => schedule is { IsWeekly: true })} ne dépendent que du jour de la semaine ; {schedules.Count(schedule => schedule is null)} illisibles");
Timings.Print([.. schedules.OfType<Schedule>()]);

var instants = Instants.All(2026);
Console.WriteLine($"{instants.Count} instants :");
Console.WriteLine(string.Join(' ', instants.Select(instant => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture))));
watch.Restart();
var comparison = new Comparison(instants);
await foreach (var (text, schedule, theirs) in Reader.Ask(texts, schedules, instants))
{
    comparison.Add(text, schedule, theirs);
}

Console.WriteLine($"comparés en {watch.Elapsed.TotalSeconds:0} s");
comparison.Print();
return comparison.HasResidue ? 1 : 0;
