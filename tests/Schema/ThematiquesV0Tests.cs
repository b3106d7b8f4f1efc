using Maillage.Schema.Parsing;
using Maillage.Schema.Vocabulaires;

namespace Maillage.Tests.Schema;

public sealed class ThematiquesV0Tests
{
    [Fact]
    public void Every_value_of_v0_has_its_values_of_v1_or_none_on_purpose()
    {
        var v1 = Vocabulaires.Trouver("thematiques");
        Assert.Equal(168, ThematiquesV0.Valeurs.Count);
        Assert.All(ThematiquesV0.Valeurs, valeur => Assert.All(ThematiquesV0.Trouver(valeur) ?? ["absente"], successeur => Assert.True(v1.Contient(successeur), successeur)));
        // What both versions know stays as it is.
        Assert.All(ThematiquesV0.Valeurs.Where(v1.Contient), valeur => Assert.Equal([valeur], ThematiquesV0.Trouver(valeur)));
    }

    [Theory]
    [InlineData("numerique--acquerir-un-equipement", "numerique--acquerir-un-equipement", "")]
    [InlineData("mobilite--preparer-un-permis-de-conduire", "mobilite--preparer-un-permis", "valeur_traduite")]
    [InlineData("numerique", "", "valeur_sans_equivalent")]
    [InlineData("numerique|numerique--prendre-en-main-un-ordinateur|numerique--utiliser-le-numerique-au-quotidien", "numerique--maitriser-les-fondamentaux-du-numerique", "valeur_traduite|valeur_traduite")]
    [InlineData("remobilisation--pression-sociale", "", "valeur_sans_equivalent")]
    [InlineData("inconnue", "", "hors_vocabulaire")]
    [InlineData(" | ", "", "")]
    public void Values_are_translated_and_what_was_is_said(string given, string expected, string codes)
    {
        List<Issue> issues = [];
        Assert.Equal(expected, string.Join('|', ThematiquesV0.Traduire("thematiques", given.Split('|'), issues)));
        Assert.Equal(codes, string.Join('|', issues.Select(issue => issue.Code.Code)));
    }
}
