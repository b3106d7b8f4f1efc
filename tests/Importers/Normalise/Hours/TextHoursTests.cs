using FsCheck.Fluent;
using Maillage.Importers.Normalise.Hours;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Normalise.Hours;

/// <summary>Hours that people write: one line, or one cell a day. What is not understood to the last word stays a note.</summary>
public sealed class TextHoursTests
{
    [Theory]
    // Régie Région Sud, 2022
    [InlineData("Lundi au vendredi 9h-12h/14h-18h", "Mo-Fr 09:00-12:00,14:00-18:00")]
    [InlineData("Lundi au Vendredi de 8h30 – 12h30 | 13h30 – 17h30", "Mo-Fr 08:30-12:30,13:30-17:30")]
    [InlineData("Lundi 13:30 - 19:00 |Mardi Mercredi Jeudi 10:00 - 12:00 / 14:00 - 17:30 | Vendredi : 10:00 - 12:00", "Mo 13:30-19:00; Tu-Th 10:00-12:00,14:00-17:30; Fr 10:00-12:00")]
    [InlineData("Lundi 9h-12h/14h-18h; mardi 9h-11h/14h-16h; mercredi 9h-11h30,jeudi 14h-16h", "Mo 09:00-12:00,14:00-18:00; Tu 09:00-11:00,14:00-16:00; We 09:00-11:30; Th 14:00-16:00")]
    [InlineData("Lundi et mercredi 9h-12h/14h-21h; mardi 14-18h", "Mo,We 09:00-12:00,14:00-21:00; Tu 14:00-18:00")]
    [InlineData("Lundi au Vendredi de 09h00 à 12h00 de 13h30 à 17h00 sur rendez-vous.", "Mo-Fr 09:00-12:00,13:30-17:00 \"sur rendez-vous\"")]
    [InlineData("Tous les jours sur rendez-vous", "\"sur rendez-vous\"")]
    [InlineData("lundi 13h30 -17h30 mardi 8h -12h et 13h30- 17h30", "Mo 13:30-17:30; Tu 08:00-12:00,13:30-17:30")]
    // Angers, 2022
    [InlineData("9h-12h et 14h-17h du lundi au vendredi", "Mo-Fr 09:00-12:00,14:00-17:00")]
    [InlineData("Mardi : 15h à18h30 Mercredi : 9h30 à 12h30 et 14h à 18h30", "Tu 15:00-18:30; We 09:30-12:30,14:00-18:30")]
    [InlineData("lundi, mardi et vendredi matin de 9h15 à 12h30", "Mo,Tu,Fr 09:15-12:30")]
    // La Creuse, Mulhouse
    [InlineData("Lundi, Mardi, Mercredi et Vendredi de 9H30 à 10H30 puis 11h à 12H", "Mo-We,Fr 09:30-10:30,11:00-12:00")]
    [InlineData("Accueil sur rendez-vous", "\"sur rendez-vous\"")]
    [InlineData("Mardi au samedi de 11h à 18h30, Dimanche de 14h à 18h", "Tu-Sa 11:00-18:30; Su 14:00-18:00")]
    [InlineData("du lundi au vendredi de 9h à 12h, sauf mercredi", "Mo,Tu,Th,Fr 09:00-12:00")]
    [InlineData("du lundi au vendredi de 9h à 12h et de 14h à 17h sauf le vendredi après-midi", "Mo-Th 09:00-12:00,14:00-17:00; Fr 09:00-12:00")]
    [InlineData("24h/24 7j/7", "Mo-Su,PH 00:00-24:00")]
    [InlineData("Lundi et mercredi de 14h à 18h30, Jeudi et vendredi de 9hà 12h et de 14h à 18h30", "Mo,We 14:00-18:30; Th,Fr 09:00-12:00,14:00-18:30")]
    [InlineData("Lundi à vendredi 9h12h-14h-17h", "Mo-Fr 09:00-12:00,14:00-17:00")]
    [InlineData("Lundi et vendredi 9h-12h/14h16h30", "Mo,Fr 09:00-12:00,14:00-16:30")]
    [InlineData("mardi de 14h à 16", "Tu 14:00-16:00")]
    [InlineData("Lundi au vendredi : 9h à 12h30 et 13h30 à 17h30 (17h00 pendant les vacances scolaires)", "Mo-Fr 09:00-12:30,13:30-17:30; SH Mo-Fr 09:00-12:30,13:30-17:00")]
    [InlineData(
        "Sans rendez-vous, du lundi au vendredi de 8h30 à 12h30, Sur rendez-vous le lundi, mardi, mercredi de 12h30 à 16h30 et le vendredi de 12h30 à 15h30, Fermé le jeudi après-midi",
        "Mo-Fr 08:30-12:30, Mo-We 12:30-16:30 \"sur rendez-vous\", Fr 12:30-15:30 \"sur rendez-vous\"")]
    [InlineData("Lundi au vendredi de 9h à 12h et de 14h à 17h, fermé le mercredi après-midi", "Mo,Tu,Th,Fr 09:00-12:00,14:00-17:00; We 09:00-12:00")]
    [InlineData("Semaines impaires : mardi 14h à 17h", "week 01-53/2 Tu 14:00-17:00")]
    [InlineData("mardi 14h à 17h (semaines paires)", "week 02-52/2 Tu 14:00-17:00")]
    // Bus France services de la Charente
    [InlineData("Semaine impaire Mo 09:30-12:30,13:30-15:30; PH off", "week 01-53/2 Mo 09:30-12:30,13:30-15:30; PH off")]
    public void A_line_of_French_becomes_osm_hours(string text, string expected)
    {
        List<Issue> issues = [];
        var parsed = HoursNormaliser.Parse(new RawLieu { Horaires = text }, issues);
        Assert.Equal((expected, null), (parsed.Horaires, parsed.Note));
        Assert.Equal(["horaires_traduits"], issues.Select(issue => issue.Code.Code));
    }

    [Fact]
    public void Days_received_without_a_time_are_said_beside_those_that_have_one()
    {
        var parsed = HoursNormaliser.Parse(new RawLieu { Horaires = "lundi au vendredi 8h30-12h30 et samedi sur rendez-vous" }, []);
        Assert.Equal(("Mo-Fr 08:30-12:30", "samedi : sur rendez-vous"), (parsed.Horaires, parsed.Note));
    }

    [Fact]
    public void A_comment_of_osm_hours_names_nobody()
    {
        var parsed = HoursNormaliser.Parse(new RawLieu { Horaires = "Mo-Fr 09:00-12:00 \"appeler Mme Martin\"" }, []);
        Assert.Equal("Mo-Fr 09:00-12:00 \"appeler [nom retiré]\"", parsed.Horaires);
    }

    [Theory]
    [InlineData("du lundi au vendredi")]
    [InlineData("9h-12h")]
    [InlineData("Ligne Irigo N° 6, 11 - arrêt les Deniers")]
    [InlineData("Lundi et vendredi 9h-12h/14h16h30 selon programmation")]
    [InlineData("Lundi au vendredi 9h-18h; en soirée sur rendez-vous")]
    [InlineData("Lundi au vendredi : 9h à 12h30 (17h pendant les petites vacances)")]
    [InlineData("mardi 14h à 17h et jeudi 9h à 12h semaines paires")]
    [InlineData("Fermé le jeudi après-midi")]
    [InlineData("Fermé le jeudi après-midi, du lundi au vendredi de 9h à 12h et de 14h à 17h")]
    [InlineData("lundi de 9h à 12h et de 14h à 17h, fermé le jeudi après-midi")]
    [InlineData("semaine paire Jul-Aug Mo 09:00-12:00")]
    [InlineData("mardi de 9h à 12 lundis par an")]
    [InlineData("mardi de 9h à 12 mai")]
    [InlineData("Permanence téléphonique le lundi de 9h à 12h")]
    [InlineData("Lundi au vendredi 12h-9h")]
    [InlineData("La Motte du Caire : lundi au vendredi 9h à 12h et 14h à 16h30 Turriers : lundi, mardi et jeudi : 9h à 12h30")]
    public void A_line_not_understood_to_its_last_word_is_a_note(string text)
    {
        List<Issue> issues = [];
        var parsed = HoursNormaliser.Parse(new RawLieu { Horaires = text }, issues);
        Assert.Equal((null, text), (parsed.Horaires, parsed.Note));
        Assert.Equal(["horaires_non_reconnus"], issues.Select(issue => issue.Code.Code));
    }

    [Theory]
    // France services 2022, Hinaura, Nouvelle-Calédonie
    [InlineData("09:00 - 12:00 / 13:30 - 17:00", "Mo 09:00-12:00,13:30-17:00")]
    [InlineData("9h-12h et 14h-17h30", "Mo 09:00-12:00,14:00-17:30")]
    [InlineData("07:30-11:30, 12:15-16:00", "Mo 07:30-11:30,12:15-16:00")]
    [InlineData("9h/12h - 14h/17h", "Mo 09:00-12:00,14:00-17:00")]
    [InlineData("10h30 12h", "Mo 10:30-12:00")]
    [InlineData("8h30-12h30 13h30 17h30", "Mo 08:30-12:30,13:30-17:30")]
    [InlineData("13h/16h30 sur rendez-vous", "Mo 13:00-16:30 \"sur rendez-vous\"")]
    [InlineData("9: à 18:", "Mo 09:00-18:00")]
    [InlineData("7:30 - 11:30 ; 12:15 - 16:", "Mo 07:30-11:30,12:15-16:00")]
    [InlineData("8:-11:/13:-17:", "Mo 08:00-11:00,13:00-17:00")]
    [InlineData("9h à 12 - 14h à 17h", "Mo 09:00-12:00,14:00-17:00")]
    [InlineData("Permanence de 9h à 12h", "Mo 09:00-12:00")]
    [InlineData("Permanence semaine paire de 9h à 12h", "week 02-52/2 Mo 09:00-12:00")]
    [InlineData("9h/12h en semaine paire", "week 02-52/2 Mo 09:00-12:00")]
    [InlineData("fermé", null)]
    [InlineData("Fermé au public", null)]
    [InlineData("-", null)]
    [InlineData("", null)]
    public void The_cell_of_a_day_becomes_its_hours(string cell, string? expected)
    {
        List<Issue> issues = [];
        var parsed = HoursNormaliser.Parse(new RawLieu { HorairesParJour = [cell] }, issues);
        Assert.Equal((expected, null), (parsed.Horaires, parsed.Note));
        Assert.Empty(issues);
    }

    [Fact]
    public void A_cell_that_only_closes_half_of_its_day_is_a_note()
    {
        List<Issue> issues = [];
        var parsed = HoursNormaliser.Parse(new RawLieu { HorairesParJour = ["Fermé le lundi après-midi", "9h-12h"], HorairesNote = "Prise de rendez-vous conseillée" }, issues);
        Assert.Equal("Tu 09:00-12:00", parsed.Horaires);
        Assert.Equal("lundi : Fermé le lundi après-midi ; mardi : Prise de rendez-vous conseillée", parsed.Note);
        Assert.Equal(["horaires_non_reconnus"], issues.Select(issue => issue.Code.Code));
    }

    [Fact]
    public void Cells_of_a_week_share_their_hours_and_what_is_not_understood_is_said_of_its_day()
    {
        List<Issue> issues = [];
        var parsed = HoursNormaliser.Parse(
            new RawLieu { HorairesParJour = ["9h-12h", "fermé", "9h-12h", "sur RDV", "9h30 à 12h (hors vacances)", "Mardis 9h/12h", null], HorairesNote = "Fermé en août" }, issues);
        Assert.Equal("Mo,We 09:00-12:00; Aug off", parsed.Horaires);
        Assert.Equal("jeudi : sur rendez-vous ; vendredi : 9h30 à 12h (hors vacances) ; samedi : Mardis 9h/12h", parsed.Note);
        Assert.Equal(["horaires_non_reconnus", "horaires_non_reconnus"], issues.Select(issue => issue.Code.Code));
    }

    [Fact]
    public void No_text_makes_the_readers_throw() => Loi.Tient(Arbitraires.TexteBrut.ArrayOf(2), texts =>
    {
        _ = HoursNormaliser.Parse(new RawLieu { Horaires = texts[0], HorairesNote = texts[1] }, []);
        _ = HoursNormaliser.Parse(new RawLieu { HorairesParJour = texts }, []);
        _ = HoursNormaliser.Parse(new RawLieu { Horaires = "lundi 9h-12h " + texts[0], HorairesNote = "fermé le " + texts[1] }, []);
    }, essais: 500);
}
