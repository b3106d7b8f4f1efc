using System.Globalization;
using System.Text;
using Maillage.Schema.Territoires;

namespace Maillage.Tests.Robustesse;

/// <summary>
/// Two sources that tell of the same lieux, in the files of a folder, and change from day to day: a seed gives one story. Records change, come, go, and are found to be
/// those of another lieu, so that lieux are merged and told apart.
/// </summary>
internal sealed class DeuxSources
{
    private static readonly string[] Names = ["hub", "carte"];
    private static readonly string[] Syllables = ["ba", "cor", "du", "fen", "gri", "jo", "lam", "mer", "nou", "pil", "quo", "ras", "sti", "tav", "ver", "xan", "zel"];
    private static readonly Commune[] Communes = [.. Cog.Courant.Communes.Where(commune => commune is { CodeDepartement: "04", Latitude: not null, Longitude: not null, CodesPostaux.Count: > 0 })];

    private readonly Random random;
    private readonly string folder;
    private readonly int places;
    private readonly Dictionary<string, Dictionary<string, Fiche>> accepted = [];
    private readonly Dictionary<string, Dictionary<string, Fiche>> written = [];
    private int born;

    /// <param name="folder">Where the files are written.</param>
    /// <param name="seed">Tells this story from others.</param>
    /// <param name="places">How many places there are for lieux; each source knows three of four.</param>
    public DeuxSources(string folder, int seed, int places)
    {
        (this.folder, this.places, random) = (folder, places, new Random(seed));
        foreach (var name in Names)
        {
            File.WriteAllText(
                Path.Combine(folder, name + ".yaml"),
                $"id: {name}\nnom: Source {name}\nproducteur: Nous\nattribution: Nous\nlicence: etalab-2.0\nformat: standard-mediation-numerique\nfichier: {name}.csv\nseuil_baisse: 100\n");
            Write(name, Enumerable.Range(0, places).Where(_ => Happens(0.75)).ToDictionary(_ => NewId(), place => new Fiche(place, 0)));
            Accept(name);
        }
    }

    /// <summary>The sources.</summary>
    public IReadOnlyList<string> All => Names;

    /// <summary>The declaration of a source.</summary>
    public string Yaml(string source) => Path.Combine(folder, source + ".yaml");

    /// <summary>Writes the next file of a source, made of the last one that was accepted.</summary>
    /// <param name="source">The source.</param>
    /// <param name="changed">The share of its records that change.</param>
    public void Change(string source, double changed = 0.3)
    {
        Dictionary<string, Fiche> next = [];
        foreach (var (id, fiche) in accepted[source].Where(_ => !Happens(changed / 10)))
        {
            next[id] = Happens(changed / 10) ? fiche with { Place = random.Next(places) } : Happens(changed) ? fiche with { Day = fiche.Day + 1 } : fiche;
        }

        foreach (var place in Enumerable.Range(0, places).Where(_ => Happens(changed / 10)))
        {
            next[NewId()] = new Fiche(place, 0);
        }

        Write(source, next);
    }

    /// <summary>What was last written is what the source says from now on.</summary>
    public void Accept(string source) => accepted[source] = written[source];

    /// <summary>Writes again what the source says.</summary>
    public void TakeBack(string source) => Write(source, accepted[source]);

    private bool Happens(double probability) => random.NextDouble() < probability;

    private string NewId() => string.Create(CultureInfo.InvariantCulture, $"{++born}");

    private void Write(string source, Dictionary<string, Fiche> fiches)
    {
        written[source] = fiches;
        var csv = new StringBuilder("id;nom;commune;code_insee;code_postal;adresse;latitude;longitude;telephone;presentation_resume;services;date_maj\n");
        foreach (var (id, fiche) in fiches)
        {
            csv.AppendJoin(';', Cells(source, id, fiche)).Append('\n');
        }

        File.WriteAllText(Path.Combine(folder, source + ".csv"), csv.ToString());
    }

    private static IEnumerable<string> Cells(string source, string id, Fiche fiche)
    {
        var (place, commune) = (fiche.Place, Communes[fiche.Place % Communes.Length]);
        var rank = place / Communes.Length;
        var word = Syllables[place * 7 % 17] + Syllables[place / 17 * 5 % 17] + Syllables[place / 289 * 3 % 17];
        return
        [
            id, source == Names[0] ? $"Espace numérique {word}" : $"Espace Numerique {word.ToUpperInvariant()}", commune.Nom, commune.Code, commune.CodesPostaux[0], $"{1 + rank} rue du {word}",
            Degrees(commune.Latitude + (rank / 4 * 0.002)), Degrees(commune.Longitude + (rank % 4 * 0.002)), string.Create(CultureInfo.InvariantCulture, $"0492{place:000000}"),
            $"Ce qu'en dit {source}, {fiche.Day}", "Aide aux démarches administratives", new DateOnly(2026, 1, 1).AddDays(fiche.Day).ToString("O", CultureInfo.InvariantCulture),
        ];
    }

    private static string Degrees(double? value) => Math.Round(value ?? 0, 5).ToString(CultureInfo.InvariantCulture);

    /// <summary>A record.</summary>
    /// <param name="Place">The lieu that it is about.</param>
    /// <param name="Day">How often it has changed.</param>
    private sealed record Fiche(int Place, int Day);
}
