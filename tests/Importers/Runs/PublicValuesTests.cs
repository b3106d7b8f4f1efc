using Maillage.Importers.Runs;
using Maillage.Schema.Parsing;

namespace Maillage.Tests.Importers.Runs;

public sealed class PublicValuesTests
{
    [Theory]
    [InlineData("id", "mairie-04070-01", "mairie-04070-01")]
    [InlineData("id", "contact@mairie.example.fr", null)]
    [InlineData("id", "Mme Durand", null)]
    [InlineData("siret", "2,17E+13", "2,17E+13")]
    [InlineData("siret", "06 12 34 56 78", "[téléphone]")]
    [InlineData("code_insee", "4070", "4070")]
    [InlineData("code_postal", "04 000", "04 000")]
    [InlineData("code_postal", "04000 Digne-les-Bains", "04000 Digne-les-Bains")]
    [InlineData("commune", "99999 04999 Trifouilly-l'Oie (Le Haut)", "99999 04999 Trifouilly-l'Oie (Le Haut)")]
    [InlineData("commune", "Digne, voir Mme Durand-Petit", null)]
    [InlineData("commune", "chez Mme Durand-Petit", "chez [nom retiré]")]
    [InlineData("commune", "Digne 0612345678", "Digne [téléphone]")]
    [InlineData("commune", "Digne ou +33 6 12 34 56 78", null)]
    [InlineData("date_maj", "31/02/2023 10:00", "31/02/2023 10:00")]
    [InlineData("date_maj", "31.02.2023 10:00", "31.02.2023 10:00")]
    [InlineData("date_maj", "demain", null)]
    [InlineData("latitude", "44,09.2", "44,09.2")]
    [InlineData("latitude", "chez le maire", null)]
    [InlineData("services", "Aide aux demarche administrative", "Aide aux demarche administrative")]
    [InlineData("services", "Jeanne Durand", null)]
    [InlineData("types", "mairi", "mairi")]
    [InlineData("nom", "Jeanne Durand", null)]
    [InlineData("telephone", "0492300000", null)]
    [InlineData("courriels", "jeanne@example.fr", null)]
    [InlineData("presentation_detail", "Demander Jeanne", null)]
    [InlineData("horaires", "Mo-Fr 09:00-12:00", null)]
    [InlineData("*", "{\"nom\":\"Durand\"}", null)]
    public void A_value_is_quoted_when_its_field_and_its_look_say_that_it_names_nobody(string field, string value, string? quoted) =>
        Assert.Equal(quoted, PublicValues.Of(new Issue(field, IssueCodes.MotifNonRespecte, value)));

    [Theory]
    [InlineData("telephone", "telephone")]
    [InlineData("publics_accueillis", "publics_accueillis")]
    [InlineData("*", "*")]
    [InlineData("Publics accueillis", "*")]
    [InlineData("Jeanne Durand", "*")]
    [InlineData("jeanne:durand", "*")]
    public void A_field_is_told_by_a_published_name_only(string field, string told) => Assert.Equal(told, PublicValues.Field(field));

    [Fact]
    public void What_we_say_ourselves_is_quoted() =>
        Assert.Equal("3 lieux retirés sur 10, seuil 20 %", PublicValues.Of(new Issue("*", IssueCodes.BaisseSuspecte, "3 lieux retirés sur 10, seuil 20 %")));

    [Theory]
    [InlineData("jeanne.durand@example.fr", "[courriel]")]
    [InlineData("0612345678", "[téléphone]")]
    [InlineData("0033 6 12 34 56 78", "[téléphone]")]
    [InlineData("06.12.34.56.78-2", "[téléphone]-2")]
    [InlineData("21040070500011", "21040070500011")]
    [InlineData("5b0d7c1e-0612-5d0a-9c1b-0612345678ab", "5b0d7c1e-0612-5d0a-9c1b-0612345678ab")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Addresses_and_numbers_of_people_are_masked_wherever_they_stand(string? text, string? masked) =>
        Assert.Equal(masked, PublicValues.Masked(text));
}
