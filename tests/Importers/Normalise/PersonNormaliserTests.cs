using Maillage.Importers.Normalise;
using Maillage.Schema.Parsing;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Normalise;

/// <summary>The turns of phrase are those of the remarks of the annuaire and of partner files; the names are made up.</summary>
public sealed class PersonNormaliserTests
{
    [Theory]
    [InlineData("Possibilité de joindre le maire, Mme Martin au 0600000000.", "Possibilité de joindre le maire, [nom retiré] au [numéro retiré].")]
    [InlineData("prendre contact avec M. Martin au 0492305200", "prendre contact avec [nom retiré] au 0492305200")]
    [InlineData("M. Camille Martin (Maire)", "[nom retiré] (Maire)")]
    [InlineData("À l'attention de Mme Martin Camille", "À l'attention de [nom retiré]")]
    [InlineData("Contacter MME MARTIN-DUPONT ou M. de La Tour", "Contacter [nom retiré] ou [nom retiré]")]
    [InlineData("Madame C. Martin reçoit le lundi", "[nom retiré] reçoit le lundi")]
    [InlineData("Ateliers le lundi matin, par Camille Martin, à la mairie.", "Ateliers le lundi matin, par [nom retiré], à la mairie.")]
    [InlineData("ATELIERS LE MERCREDI, PAR MARIE-CAMILLE MARTIN, À LA MAIRIE. Tél : 06 00 00 00 00", "ATELIERS LE MERCREDI, PAR [nom retiré], À LA MAIRIE. Tél : [numéro retiré]")]
    [InlineData("contactez Camille Martin, la référente familles", "contactez [nom retiré], la référente familles")]
    [InlineData("n’hésitez pas à contacter Camille MARTIN au 0600000000", "n'hésitez pas à contacter [nom retiré] au [numéro retiré]")]
    [InlineData("Contact : Camille - 06.00.00.00.00", "Contact : [nom retiré] - [numéro retiré]")]
    [InlineData("Camille, Conseiller Numérique, cn@example.fr", "[nom retiré], Conseiller Numérique, cn@example.fr")]
    [InlineData("Responsable : MARTIN Camille", "Responsable : [nom retiré]")]
    [InlineData("Secrétaire de mairie : Camille Martin", "Secrétaire de mairie : [nom retiré]")]
    [InlineData("voir le maire Camille Martin le samedi", "voir le maire [nom retiré] le samedi")]
    [InlineData("04 92 00 00 00 Camille Martin", "04 92 00 00 00 [nom retiré]")]
    [InlineData("Chez Camille Martin", "Chez [nom retiré]")]
    public void The_name_of_a_person_is_removed_with_the_mobile_beside_it(string raw, string expected)
    {
        List<Issue> issues = [];
        Assert.Equal(expected, PersonNormaliser.Parse("presentation_detail", raw, issues));
        Assert.Equal(("personne_retiree", null), (Assert.Single(issues).Code.Code, issues[0].Value));
    }

    [Theory]
    [InlineData("Permanence de M. le maire de 13h30 à 15h")]
    [InlineData("Permanence avec MR le 1er Adjoint de 17h à 18h")]
    [InlineData("Mr le Maire le vendredi de 17h à 18h")]
    [InlineData("sur rendez-vous avec Monsieur le Maire")]
    [InlineData("Madame la Présidente")]
    [InlineData("Mme la directrice reçoit sur rendez-vous")]
    [InlineData("12 rue Mme de Sévigné")]
    [InlineData("avenue Mademoiselle Dosne, 78440 Gargenville")]
    [InlineData("Avenue de Mademoiselle Dosne, 78440 Gargenville")]
    [InlineData("Médiathèque Dr. Marc Téti")]
    [InlineData("Je me mets au numérique NC")]
    [InlineData("portée par Loire Forez agglomération, financée par Région Grand-Est")]
    [InlineData("développé par France Travail, en place par Emmaüs Beauvais")]
    [InlineData("contacter Pôle Emploi ou s'adresser à Grand Montauban")]
    [InlineData("station Jean Vilar, arrêt Jules Verne")]
    [InlineData("Responsable : Pôle Social")]
    [InlineData("04 92 00 00 00 Pôle Social")]
    [InlineData("Chez Emmaüs Connect")]
    [InlineData("Accueil ouvert uniquement sur rendez-vous à prendre au 06.00.00.00.00.")]
    public void Functions_streets_and_organisations_stay(string raw)
    {
        List<Issue> issues = [];
        Assert.Equal(raw, PersonNormaliser.Parse("horaires_note", raw, issues));
        Assert.Empty(issues);
    }

    [Fact]
    public void Any_text_reads_the_same_again() =>
        Loi.Tient(Arbitraires.TexteDePage, raw =>
        {
            List<Issue> issues = [];
            if (PersonNormaliser.Parse("x", $"M. {raw} par Camille Martin {raw}", issues) is { } text)
            {
                issues.Clear();
                Assert.Equal(text, PersonNormaliser.Parse("x", text, issues));
                Assert.Empty(issues);
            }
        }, essais: 500);
}
