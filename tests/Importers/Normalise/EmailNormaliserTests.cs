using Maillage.Importers.Normalise;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Normalise;

/// <summary>E-mail addresses, as the annuaire of 2017, its extracts of 2026 and partner files write them.</summary>
public sealed class EmailNormaliserTests
{
    [Theory]
    [InlineData("mairie@example.fr", "mairie@example.fr", "")]
    [InlineData(" a@example.fr;b@example.fr ", "a@example.fr b@example.fr", "")]
    [InlineData("a@example.fr, b@example.fr|c@example.fr\nd@example.fr\u00A0e@example.fr", "a@example.fr b@example.fr c@example.fr d@example.fr e@example.fr", "")]
    [InlineData("MailTo:l'o+x_y.z@sous-domaine.example.paris", "l'o+x_y.z@sous-domaine.example.paris", "")]
    [InlineData("jean.personne.masquee@example.fr", "", "")]
    [InlineData("mairie@", "", "courriel_invalide")]
    [InlineData("mairie.example.fr", "", "courriel_invalide")]
    [InlineData("a@b@example.fr", "", "courriel_invalide")]
    [InlineData("a..b@example.fr", "", "courriel_invalide")]
    [InlineData("a@exemple", "", "courriel_invalide")]
    [InlineData("é@example.fr", "", "courriel_invalide")]
    [InlineData("a@-example.fr", "", "courriel_invalide")]
    [InlineData("a@example.fr.", "a@example.fr", "")]
    [InlineData("contact@ville.gouv,fr", "", "courriel_invalide")]
    [InlineData("contactville.fr", "", "courriel_invalide")]
    [InlineData("néant", "", "")]
    [InlineData(":", "", "")]
    [InlineData("mailto:cdad@cdad18.fr", "cdad@cdad18.fr", "")]
    [InlineData("mailto:personne.masquee@justice.fr et accueil-besancon@justice.fr", "accueil-besancon@justice.fr", "")]
    [InlineData("mailto: fax :", "", "courriel_invalide")]
    [InlineData("mfs@ccpaysduzes.fr|contact@ccpaysduzes.fr", "mfs@ccpaysduzes.fr contact@ccpaysduzes.fr", "")]
    [InlineData("association.cafes@associationcafes.org / informatique@associationcafes.org", "association.cafes@associationcafes.org informatique@associationcafes.org", "")]
    [InlineData("bij@la-cab.fr/espacejeunes@la-cab.fr", "bij@la-cab.fr espacejeunes@la-cab.fr", "")]
    [InlineData("chambéry@accorderie.fr ou accueilchambery@accorderie.fr", "accueilchambery@accorderie.fr", "courriel_invalide")]
    [InlineData("animation@aventic.org - contact@france-services-sahune.fr", "animation@aventic.org contact@france-services-sahune.fr", "")]
    [InlineData("courriel : cnumerique15@gmail.com", "cnumerique15@gmail.com", "")]
    [InlineData("accueil@ville.fr (secrétariat)", "accueil@ville.fr", "")]
    [InlineData("Camille Martin <Accueil@Ville.FR>", "Accueil@ville.fr", "")]
    [InlineData("contact@example.fr ; Contact@example.fr", "contact@example.fr", "")]
    [InlineData("mairie.cireysurblaise@orange.fr>", "mairie.cireysurblaise@orange.fr", "")]
    [InlineData("accuei[a]cap-berriat.com", "accuei@cap-berriat.com", "courriel_repare")]
    [InlineData("accueil [arobase] ville [point] fr", "accueil@ville.fr", "courriel_repare")]
    [InlineData("<a href=\"mailto:accueil@ville.fr?subject=Contact\">Nous écrire</a>", "accueil@ville.fr", "courriel_repare")]
    [InlineData("mailto:accueil@ville.fr?subject=Contact", "accueil@ville.fr", "courriel_repare")]
    [InlineData("accueil@ville.fr&nbsp;", "accueil@ville.fr", "courriel_repare")]
    [InlineData("accueil@ville.fr\u00A0", "accueil@ville.fr", "")]
    [InlineData("\u200Baccueil@ville.fr", "accueil@ville.fr", "courriel_repare")]
    [InlineData("accueil @ ville.fr", "accueil@ville.fr", "courriel_repare")]
    [InlineData("bibliotheque@ville-louvres", "", "courriel_invalide")]
    [InlineData("saint-morel.mairie@wanadoo.f", "", "courriel_invalide")]
    public void Each_address_of_a_cell_is_kept_or_refused(string cell, string addresses, string issues)
    {
        var parsed = EmailNormaliser.ParseAll([cell]).ToList();
        Assert.Equal(addresses, string.Join(' ', parsed.Where(one => one.HasValue).Select(one => one.Value)));
        Assert.Equal(issues, string.Join(' ', parsed.Select(one => one.Issue?.Code.Code).OfType<string>()));
    }

    [Theory]
    [InlineData("mairie,nancysurcluses@orange.fr", "mairie.nancysurcluses@orange.fr")]
    [InlineData("mulhouse@france-service,gouv,fr", "mulhouse@france-service.gouv.fr")]
    [InlineData("sous-prefecture-de-sedan@ardennes..gouv.fr", "sous-prefecture-de-sedan@ardennes.gouv.fr")]
    [InlineData("mairie@.agoncoutainville.fr", "mairie@agoncoutainville.fr")]
    [InlineData("pij.@ville-beziers.fr", "pij@ville-beziers.fr")]
    [InlineData("mairie@labastide-de-sérou.fr", "mairie@labastide-de-serou.fr")]
    [InlineData("communethubœuf@wanadoo.fr", "communethuboeuf@wanadoo.fr")]
    [InlineData("mdsba@cc montsdupilat.fr", "mdsba@cc-montsdupilat.fr")]
    [InlineData("mairie@chesley", null)]
    public void A_faulty_address_is_refused_with_the_one_probably_meant(string cell, string? suggestion)
    {
        var issue = Assert.Single(EmailNormaliser.ParseAll([cell])).Issue;
        Assert.Equal(("courriel_invalide", suggestion), (issue?.Code.Code, issue?.Suggestion));
    }

    [Fact]
    public void Any_text_gives_addresses_that_read_the_same_again_or_issues()
    {
        Loi.Tient(Arbitraires.TexteBrut, raw => Assert.All(EmailNormaliser.ParseAll([raw, $"a@{raw}", $"{raw}@example.fr", $"a@example.fr {raw}"]), Decided), essais: 1000);
        Assert.All(EmailNormaliser.ParseAll([new string('a', 100_000), "a@" + new string('a', 100_000), "a@" + string.Concat(Enumerable.Repeat("a-", 100_000))]), Decided);
    }

    private static void Decided(Maillage.Schema.Parsing.Parsed<string> parsed)
    {
        if (parsed is { HasValue: true, Value: { } address })
        {
            Assert.Contains('@', address);
            Assert.Equal(Maillage.Schema.Parsing.Parsed.Ok(address), Assert.Single(EmailNormaliser.ParseAll([address])));
        }
        else if (parsed.Issue is { } issue)
        {
            Assert.Equal("courriel_invalide", issue.Code.Code);
        }
    }
}
