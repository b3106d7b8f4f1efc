using System.Globalization;
using Maillage.Importers.Normalise.Hours;
using Maillage.Schema.Horaires.Ouverture;
using Maillage.Schema.Lieux;

namespace Maillage.Tests.Schema.Horaires.Ouverture;

/// <summary>What a lieu says of its opening, all together.</summary>
public sealed class OpeningTimesTests
{
    private static readonly DateTime monday = new(2026, 6, 15, 10, 0, 0);

    [Theory]
    [InlineData("Mo-Fr 09:00-12:00", null, true)]
    [InlineData("Mo-Fr 14:00-17:00", null, false)]
    [InlineData(null, null, null)]
    [InlineData(null, "Sur rendez-vous", null)]
    [InlineData("du lundi au vendredi", null, null)]
    [InlineData("Mo-Fr 09:00-12:00", "Sur rendez-vous le lundi", null)]
    [InlineData("Mo-Fr 14:00-17:00", "Sur rendez-vous le lundi", false)]
    [InlineData("Mo-Fr 09:00-12:00", "Accueil téléphonique du lundi au vendredi de 9h à 16h", true)]
    public void Hours_are_taken_with_their_note(string? hours, string? note, bool? expected) =>
        Assert.Equal(expected, OpeningTimes.Of(Lieu(hours, note)).IsOpen(monday));

    [Theory]
    [InlineData("Mo-Fr 09:00-12:00", null, "2026-06-16T09:00")]
    [InlineData("Mo-Fr 09:00-12:00", "Sur rendez-vous le lundi", null)]
    [InlineData(null, null, null)]
    public void The_next_opening_is_sure(string? hours, string? note, string? expected)
    {
        var next = OpeningTimes.Of(Lieu(hours, note)).NextOpening(monday);
        Assert.Equal(expected, next?.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture));
    }

    // Written as in the files of France services and of the annuaire.
    [Theory]
    [InlineData("Accueil ouvert uniquement sur rendez-vous l'après-midi", true)]
    [InlineData("Après-midi sur rendez-vous exclusivement ; Jeudi sur rendez-vous exclusivement", true)]
    [InlineData("Accueil physique uniquement sur rendez-vous le vendredi ; Accueil téléphonique du lundi au jeudi de 8h30 à 17h30", true)]
    [InlineData("Accueil téléphonique du lundi au vendredi de 9h à 16h et fermeture pendant les vacances scolaires", true)]
    [InlineData("Accueil téléphonique ouvert uniquement le matin et accueil physique ouvert uniquement sur rendez-vous l'après-midi.", true)]
    [InlineData("Fermé pendant les vacances", true)]
    [InlineData("Accueil ouvert un samedi sur deux", true)]
    [InlineData("Horaires susceptibles de changer l'été", true)]
    [InlineData("Sur RDV", true)]
    [InlineData("lundi, mardi : Accueil ouvert uniquement sur rendez-vous le matin", true)]
    [InlineData("Prise de rendez-vous conseillée", false)]
    [InlineData("Possibilité de prendre rendez-vous en dehors de ces horaires", false)]
    [InlineData("Accueil également sur rendez-vous", false)]
    [InlineData("mercredi : Accueil sans rendez-vous", false)]
    [InlineData("samedi 10:00-12:00 : Permanence des élus uniquement sur rendez-vous", false)]
    [InlineData("Permanence du maire de 17h à 19h", false)]
    [InlineData("Contacter l'accueil pour obtenir les horaires d'ouverture des différents services", false)]
    [InlineData("mardi : 18:30-12:00 (horaire à vérifier)", false)]
    [InlineData("Agence postale ouverte aux mêmes horaires que la mairie", false)]
    [InlineData("Bureau 12, au premier étage", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_note_is_a_condition_or_not(string? note, bool expected) => Assert.Equal(expected, NoteCondition.IsSaid(note, "Mo-Fr 09:00-12:00"));

    [Fact]
    public void Hours_that_point_to_the_note_are_already_unsure_where_it_speaks()
    {
        Assert.Equal(NotedHours.SeeNote, NoteCondition.SeeNote);
        var times = OpeningTimes.Of(Lieu("Mo 09:00-12:00; Tu 09:00-12:00 \"voir note\"", "mardi : sur rendez-vous un mardi sur deux"));
        Assert.Equal([true, null], [times.IsOpen(monday), times.IsOpen(monday.AddDays(1))]);
    }

    [Theory]
    [InlineData("2026-06-14", "open")]
    [InlineData("2026-06-15", "off")]
    [InlineData("2026-06-16", "off")]
    [InlineData("2026-06-17", "open")]
    public void A_closing_is_closed_both_ends_included(string day, string expected)
    {
        var times = OpeningTimes.Of(Lieu("Mo-Su 09:00-12:00", null, new Fermeture { Debut = new(2026, 6, 15), Fin = new(2026, 6, 16), Motif = "Congés" }));
        Assert.Equal(expected == "open" ? "09:00-12:00" : "off", times.On(DateOnly.Parse(day, CultureInfo.InvariantCulture)).ToString());
        Assert.Equal(new DateTime(2026, 6, 17, 9, 0, 0), times.NextOpening(new(2026, 6, 14, 10, 0, 0)));
        Assert.Null(times.Plain);
    }

    [Fact]
    public void A_closing_is_closed_even_without_hours()
    {
        var times = OpeningTimes.Of(Lieu(null, null, new Fermeture { Debut = new(2026, 6, 15), Fin = new(2026, 6, 15) }));
        Assert.Equal([false, null], [times.IsOpen(monday), times.IsOpen(monday.AddDays(1))]);
    }

    [Fact]
    public void The_night_of_a_day_of_closing_is_closed_too()
    {
        var times = OpeningTimes.Of(Lieu("Mo-Su 22:00-02:00", null, new Fermeture { Debut = new(2026, 6, 15), Fin = new(2026, 6, 15) }));
        Assert.Equal(["00:00-02:00 22:00-24:00", "off", "22:00-24:00"], Enumerable.Range(14, 3).Select(day => times.On(new(2026, 6, day)).ToString()));
    }

    [Fact]
    public void A_closing_without_an_end_leaves_a_doubt()
    {
        var times = OpeningTimes.Of(Lieu("Mo-Su 09:00-12:00", null, new Fermeture { Debut = new(2026, 6, 15) }));
        Assert.Equal(["09:00-12:00", "off", "09:00-12:00?"], Enumerable.Range(14, 3).Select(day => times.On(new(2026, 6, day)).ToString()));
        Assert.Equal("09:00-12:00", OpeningTimes.Of(Lieu("Mo-Su 09:00-12:00", null, new Fermeture())).On(new(2026, 6, 15)).ToString());
    }

    [Fact]
    public void The_holidays_are_those_of_the_departement()
    {
        var goodFriday = new DateTime(2026, 4, 3, 10, 0, 0);
        Assert.True(OpeningTimes.Of(Lieu("Mo-Fr 09:00-12:00", null)).IsOpen(goodFriday));
        Assert.Null(OpeningTimes.Of(Lieu("Mo-Fr 09:00-12:00", null) with { CodeDepartement = "67" }).IsOpen(goodFriday));
    }

    [Fact]
    public void Lieux_that_say_the_same_are_equal()
    {
        static DeclaredHours Said(string? note, string departement, params Fermeture[] closings) =>
            DeclaredHours.Of(Lieu($"Mo-Fr {9:00}:00-12:00", note, [.. closings]) with { CodeDepartement = departement });

        Assert.Equal(Said(null, "04"), Said("Fax le matin", "05"));
        Assert.NotEqual(Said(null, "04"), Said("Sur rendez-vous", "04"));
        Assert.NotEqual(Said(null, "04"), Said(null, "67"));
        Assert.NotEqual(Said(null, "04"), Said(null, "04", new Fermeture { Debut = new(2026, 6, 15) }));
    }

    private static Lieu Lieu(string? hours, string? note, params Fermeture[] closings) => new()
    {
        Id = "1",
        Nom = "Mairie",
        Commune = "Digne-les-Bains",
        CodeInsee = "04070",
        CodeDepartement = "04",
        CodeRegion = "93",
        Horaires = hours,
        HorairesNote = note,
        Fermetures = closings,
    };
}
