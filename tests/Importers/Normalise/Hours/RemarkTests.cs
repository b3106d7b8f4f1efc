using System.IO.Compression;
using Maillage.Importers.Normalise.Hours;
using Maillage.Importers.Read;
using Maillage.Schema.Horaires;
using Maillage.Schema.Lieux;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Normalise.Hours;

/// <summary>Remarks beside hours, as the annuaire of 2017 has them. What is sure becomes OSM hours; the rest is said once, in the note.</summary>
public sealed class RemarkTests
{
    private const string Saturday = "Samedi-Samedi 09:00-12:00";
    private const string Week = "Lundi-Vendredi 08:30-12:00 13:30-16:00";
    private const string NonStop = "Lundi-Jeudi 08:30-16:30";

    [Theory]
    [InlineData(Saturday, "Accueil ouvert uniquement le 1er samedi du mois.", "Sa[1] 09:00-12:00", null)]
    [InlineData(Saturday, "Accueil ouvert uniquement les 1er et 3e samedis du mois.", "Sa[1,3] 09:00-12:00", null)]
    [InlineData(Saturday, "Accueil ouvert uniquement les deux premiers samedis du mois.", "Sa[1,2] 09:00-12:00", null)]
    [InlineData(Saturday, "Accueil ouvert uniquement le dernier samedi du mois.", "Sa[-1] 09:00-12:00", null)]
    [InlineData(Saturday, "Accueil ouvert uniquement les semaines paires.", "week 02-52/2 Sa 09:00-12:00", null)]
    [InlineData(Saturday, "Accueil fermé les samedis des semaines impaires.", "week 02-52/2 Sa 09:00-12:00", null)]
    [InlineData(Saturday, "Accueil fermé le 1er samedi du mois.", "Sa 09:00-12:00; Sa[1] off", null)]
    [InlineData(Saturday, "Accueil fermé en juillet-août.", "Sa 09:00-12:00; Jul-Aug off", null)]
    [InlineData(Saturday, "Accueil fermé pendant les congés scolaires.", "Sa 09:00-12:00; SH off", null)]
    [InlineData(Saturday, "Accueil ouvert uniquement le 1er et 3e samedi du mois et fermé en juillet-août.", "Sa[1,3] 09:00-12:00; Jul-Aug off", null)]
    [InlineData(Saturday, "Accueil ouvert uniquement le 2e samedi du mois sauf en juillet-août.", "Sa[2] 09:00-12:00; Jul-Aug off", null)]
    [InlineData(Saturday, "hors vacances scolaires", "Sa 09:00-12:00; SH off", null)]
    [InlineData(Saturday, "Accueil ouvert uniquement pour l'état civil.", "Sa 09:00-12:00 \"uniquement pour l'état civil\"", null)]
    [InlineData(Saturday, "Accueil ouvert un samedi sur deux.", "Sa 09:00-12:00 \"un samedi sur deux\"", null)]
    [InlineData(Saturday, "Permanence des élus uniquement.", null, "samedi 09:00-12:00 : Permanence des élus uniquement")]
    [InlineData(Saturday, "Permanence téléphonique uniquement.", null, "samedi 09:00-12:00 : Permanence téléphonique uniquement")]
    [InlineData(Saturday, "Accueil fermé du 18 juillet au 15 août.", "Sa 09:00-12:00; Jul 18-Aug 15 Sa 09:00-12:00 \"fermé du 18 juillet au 15 août\"", null)]
    [InlineData(Week, "Accueil ouvert uniquement sur rendez-vous.", "Mo-Fr 08:30-12:00,13:30-16:00 \"sur rendez-vous\"", null)]
    [InlineData(Week, "également sur rendez-vous", "Mo-Fr 08:30-12:00,13:30-16:00", "également sur rendez-vous")]
    [InlineData(Week, "également sur rendez-vous. Fermé le jeudi", "Mo-We,Fr 08:30-12:00,13:30-16:00", "également sur rendez-vous")]
    [InlineData(Week, "fermé les mercredi et vendredi après-midi", "Mo,Tu,Th 08:30-12:00,13:30-16:00; We,Fr 08:30-12:00", null)]
    [InlineData(Week, "Mardi et jeudi, ouvert uniquement le matin", "Mo,We,Fr 08:30-12:00,13:30-16:00; Tu,Th 08:30-12:00", null)]
    [InlineData(Week, "Accueil ouvert l'après-midi uniquement sur rendez-vous.", "Mo-Fr 08:30-12:00, Mo-Fr 13:30-16:00 \"sur rendez-vous\"", null)]
    [InlineData(Week, "Accueil fermé l'après-midi pendant les vacances scolaires.", "Mo-Fr 08:30-12:00,13:30-16:00; SH Mo-Fr 08:30-12:00", null)]
    [InlineData(Week, "Accueil ouvert pendant les vacances scolaires du lundi au vendredi de 9h à 12h et de 14h à 17h.", "Mo-Fr 08:30-12:00,13:30-16:00; SH Mo-Fr 09:00-12:00,14:00-17:00", null)]
    [InlineData(Week, "Fermeture à 15h pendant les vacances scolaires.", "Mo-Fr 08:30-12:00,13:30-16:00; SH Mo-Fr 08:30-12:00,13:30-15:00", null)]
    [InlineData(Week, "Accueil téléphonique du lundi au vendredi de 9h à 16h30.", "Mo-Fr 08:30-12:00,13:30-16:00", "Accueil téléphonique du lundi au vendredi de 9h à 16h30")]
    [InlineData(Week, "Permanence du maire de 18h à 19h.", "Mo-Fr 08:30-12:00,13:30-16:00", "Permanence du maire de 18h à 19h")]
    [InlineData(NonStop, "Accueil ouvert uniquement sur rendez-vous de 12h30 à 16h30.", "Mo-Th 08:30-12:30, Mo-Th 12:30-16:30 \"sur rendez-vous\"", null)]
    [InlineData("Lundi-Jeudi 08:30-12:30", "Accueil ouvert uniquement sur rendez-vous de 12h30 à 16h30.", "Mo-Th 08:30-12:30, Mo-Th 12:30-16:30 \"sur rendez-vous\"", null)]
    [InlineData("Mardi-Mardi 08:30-12:00", "Fermé l'après-midi.", "Tu 08:30-12:00", null)]
    public void What_is_sure_becomes_osm_hours(string ranges, string remark, string? expected, string? note)
    {
        var parsed = Parse($"{ranges} # {remark}");
        Assert.Equal((expected, note), (parsed.Horaires, parsed.Note));
    }

    [Theory]
    // « Le mardi » may be the whole day or the afternoon.
    [InlineData(Week, "Fermé le mardi et le jeudi après-midi")]
    // From which time is it the afternoon?
    [InlineData(NonStop, "Accueil ouvert uniquement sur rendez-vous l'après-midi.")]
    [InlineData(Week, "Accueil uniquement sur rendez-vous sauf le jeudi matin.")]
    [InlineData(Week, "En période estivale -de fin juillet à fin août- pas de réception en nocturne, fermeture à 16h30.")]
    [InlineData(Week, "Accueil fermé en août sauf le samedi.")]
    [InlineData(Week, "Accueil fermé l'après-midi pendant les vacances scolaires sauf le jeudi.")]
    [InlineData(Week, "Accueil ouvert du 1er juillet au 31 août de 8h à 12h et de 13h30 à 17h sauf le mardi après-midi.")]
    [InlineData(Saturday, "Permanence des élus uniquement. Accueil ouvert uniquement le 1er samedi du mois.")]
    [InlineData(Week, "Accueil fermé pendant les vacances scolaires d'été.")]
    [InlineData(Week, "Fermé le mercredi et pendant les vacances scolaires")]
    [InlineData(Week, "Accueil téléphonique uniquement en juillet-août.")]
    [InlineData(Week, "Accueil fermé le lundi jusqu'à 14h")]
    [InlineData(Saturday, "Fermé un samedi sur deux en juillet-août.")]
    [InlineData(Week, "Le mercredi ouvert uniquement le matin et sur rendez-vous l'après-midi")]
    [InlineData(Week, "Fermeture à 16h20.")]
    [InlineData(Saturday, "Accueil ouvert au public et permanence des élus.")]
    [InlineData(Week, "Accueil ouvert un jeudi sur deux.")]
    [InlineData(Saturday, "Contacter l'accueil pour vérifier l'ouverture du service.")]
    public void What_is_not_sure_is_said_once_and_makes_the_hours_uncertain(string ranges, string remark)
    {
        var parsed = Parse($"{ranges} # {remark}");
        Assert.EndsWith("\"voir note\"", parsed.Horaires, StringComparison.Ordinal);
        Assert.Equal(remark, parsed.Note);
    }

    [Fact]
    public void A_remark_about_days_of_other_lines_is_not_used_for_its_own_line_alone()
    {
        var parsed = Parse("Lundi-Mardi 09:00-12:00 # Uniquement sur rendez-vous le jeudi et le vendredi + Jeudi-Vendredi 09:00-12:00");
        Assert.Equal("Mo,Tu,Th,Fr 09:00-12:00 \"voir note\"", parsed.Horaires);
        Assert.Equal("Uniquement sur rendez-vous le jeudi et le vendredi", parsed.Note);
    }

    [Fact]
    public void The_same_remark_beside_several_lines_is_about_all_of_them()
    {
        var parsed = Parse("Lundi-Mercredi 08:30-16:00 # Fermé le vendredi après-midi. Sur rendez-vous le mercredi. + Vendredi-Vendredi 08:30-12:00 13:30-16:00 # Fermé le vendredi après-midi. Sur rendez-vous le mercredi.");
        Assert.Equal("Mo,Tu 08:30-16:00; Fr 08:30-12:00; We 08:30-16:00 \"sur rendez-vous\"", parsed.Horaires);
        Assert.Null(parsed.Note);
    }

    [Fact]
    public void A_line_that_says_closed_takes_its_day_out_of_the_others()
    {
        var parsed = HoursNormaliser.Parse(new RawLieu { PlagesOuverture = [Plage(Week), new("Mercredi", "Mercredi", [("", "")], "Fermé")] }, []);
        Assert.Equal(("Mo,Tu,Th,Fr 08:30-12:00,13:30-16:00", null), (parsed.Horaires, parsed.Note));
    }

    [Fact]
    public void A_closing_between_two_dates_of_a_year_is_a_closing_of_the_lieu()
    {
        var parsed = Parse($"{Week} # Accueil fermé du 17 juillet 2017 au 18 août 2017 inclus.");
        Assert.Equal("Mo-Fr 08:30-12:00,13:30-16:00", parsed.Horaires);
        Assert.Equal([new Fermeture { Debut = new(2017, 7, 17), Fin = new(2017, 8, 18) }], parsed.Fermetures);
    }

    [Fact]
    public void A_remark_on_the_whole_week_varies_all_of_it()
    {
        var parsed = HoursNormaliser.Parse(new RawLieu { PlagesOuverture = [Plage(Week), Plage(Saturday)], HorairesNote = "Fermé le samedi pendant les vacances scolaires. Accueil également sur rendez-vous." }, []);
        Assert.Equal("Mo-Fr 08:30-12:00,13:30-16:00; Sa 09:00-12:00; SH Sa off", parsed.Horaires);
        Assert.Equal("Accueil également sur rendez-vous", parsed.Note);
    }

    [Fact]
    public async Task What_holds_in_August_on_the_first_Saturday_or_in_the_holidays_is_so_for_another_reader()
    {
        var august = new DateTime(2026, 8, 1);
        var read = await Oracle.Current.OpeningHours(
            ["Sa 09:00-12:00; Sa[1] off", "Sa[1,3] 09:00-12:00", "Mo-Fr 09:00-12:00; Sa 09:00-12:00; SH Sa off", "Mo-Fr 08:30-12:00,13:30-16:00; SH Mo-Fr 08:30-12:00", "Sa 09:00-12:00; Jul-Aug off", "week 02-52/2 Sa 09:00-12:00"],
            august, august.AddDays(31));
        Assert.All(read, hours => Assert.True(hours.Valid && hours.Warnings.Count == 0, hours.Error ?? string.Join('|', hours.Warnings)));
        Assert.Equal([4, 2, 21, 21, 0, 2], read.Select(hours => hours.Intervals.Count));
    }

    [Fact]
    [Trait("Category", "Corpus")]
    public async Task Hours_made_of_the_remarks_of_the_annuaire_are_valid_without_warning_for_another_reader()
    {
        var hours = Remarked().Select(plages => HoursNormaliser.Parse(new RawLieu { PlagesOuverture = plages }, []).Horaires).OfType<string>().Distinct().ToList();
        Assert.True(hours.Count > 3_000, $"{hours.Count}");
        Assert.All(hours, text => Assert.True(HorairesOsm.EstReconnu(text), text));
        var monday = new DateTime(2026, 6, 1);
        foreach (var batch in hours.Chunk(1_000))
        {
            var read = await Oracle.Current.OpeningHours(batch, monday, monday.AddDays(14));
            Assert.All(batch.Zip(read), pair => Assert.True(pair.Second.Valid, $"{pair.First} : {pair.Second.Error}"));
            // Dates of 2017 are in the past: that is what the file says.
            var warnings = batch.Zip(read).SelectMany(pair => pair.Second.Warnings.Select(warning => $"{pair.First} : {warning}"));
            Assert.DoesNotContain(warnings, warning => !warning.Contains("entièrement dans le passé", StringComparison.Ordinal));
        }
    }

    /// <summary>Every record of the annuaire that has a remark.</summary>
    internal static IEnumerable<IReadOnlyList<PlageOuverture>> Remarked()
    {
        using var file = File.OpenRead(Path.Combine(Corpus.Dossier, "service-public", "annuaire-v4", "2017-france-data.gouv_local.json.gz"));
        using var text = new GZipStream(file, CompressionMode.Decompress);
        var format = (SourceFormats.Find("annuaire-v4") as ILieuFormat) ?? throw new InvalidOperationException();
        foreach (var plages in format.Read(text, LecteursSousTest.Declaration("annuaire-v4")).Select(item => format.Map(item.Canonical, []).PlagesOuverture))
        {
            if (plages.Any(plage => plage.Commentaire.Length > 0))
            {
                yield return plages;
            }
        }
    }

    private static Maillage.Importers.Normalise.Hours.OpeningHours Parse(string lines) => HoursNormaliser.Parse(new RawLieu { PlagesOuverture = [.. lines.Split(" + ").Select(Plage)] }, []);

    private static PlageOuverture Plage(string line)
    {
        var (hours, remark) = line.Split(" # ") is [var left, var right] ? (left, right) : (line, "");
        var parts = hours.Split(' ');
        return new PlageOuverture(parts[0].Split('-')[0], parts[0].Split('-')[1], [.. parts[1..].Select(pair => (pair.Split('-')[0], pair.Split('-')[1]))], remark);
    }
}
