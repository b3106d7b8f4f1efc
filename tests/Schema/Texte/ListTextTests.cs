using Maillage.Schema.Texte;
using Maillage.Tests.Support;

namespace Maillage.Tests.Schema.Texte;

public sealed class ListTextTests
{
    private static readonly string[] Known =
    [
        "gratuit", "payant", "téléphoner", "se présenter",
        "gratuit sous condition : la gratuité est conditionnée à des critères (situation familiale, convention avec un organisme social...)",
    ];

    [Theory]
    [InlineData("", "")]
    [InlineData(" , ; | ", "")]
    [InlineData("Gratuit", "Gratuit")]
    [InlineData("Gratuit|Payant", "Gratuit¦Payant")]
    [InlineData("Gratuit ; Payant", "Gratuit¦Payant")]
    [InlineData("Gratuit, Payant", "Gratuit¦Payant")]
    [InlineData("Gratuit,Payant|Téléphoner;Se présenter", "Gratuit¦Payant¦Téléphoner¦Se présenter")]
    // A comma that leaves an unknown piece belongs to the sentence.
    [InlineData("Gratuit, en échange réciproque de savoir", "Gratuit, en échange réciproque de savoir")]
    [InlineData(
        "Gratuit sous condition : La gratuité est conditionnée à des critères (situation familiale, convention avec un organisme social...);Payant",
        "Gratuit sous condition : La gratuité est conditionnée à des critères (situation familiale, convention avec un organisme social...)¦Payant")]
    // New Caledonia: one value a line, with the comma that a form adds.
    [InlineData("Structure d'information jeunesse,\nCase numérique", "Structure d'information jeunesse¦Case numérique")]
    [InlineData("Accès WIFI\r\n Postes informatiques avec internet", "Accès WIFI¦Postes informatiques avec internet")]
    [InlineData("- Wifi\n• Scanner\n– Imprimante\n* Copieur", "Wifi¦Scanner¦Imprimante¦Copieur")]
    [InlineData("\"Gratuit\" ; \"Payant\"", "Gratuit¦Payant")]
    [InlineData("[\"Gratuit\", \"a, b|c\", \"\"]", "Gratuit¦a, b|c")]
    [InlineData("[1, 2]", "[1, 2]")]
    [InlineData("[cassé", "[cassé")]
    [InlineData("{wifi,scanner}", "wifi¦scanner")]
    [InlineData("{\"a, b\",\"c\"}", "a, b¦c")]
    [InlineData("{{button class=\"x\"}}", "{{button class=\"x\"}}")]
    public void A_list_is_split_as_it_was_meant(string text, string expected)
    {
        Assert.Equal(expected, string.Join('¦', ListText.Split(text, value => Known.Contains(value.ToLowerInvariant()))));
    }

    [Fact]
    public void Any_text_gives_values_that_are_not_empty_and_a_known_value_is_never_split() =>
        Loi.Tient(Arbitraires.TexteBrut, raw =>
        {
            Assert.All(ListText.Split(raw, _ => false), value => Assert.False(string.IsNullOrWhiteSpace(value)));
            Assert.True(ListText.Split(raw, _ => true).Count <= 1 || raw.Trim().StartsWith('['));
        }, essais: 1000);
}
