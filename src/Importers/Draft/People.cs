namespace Maillage.Importers.Draft;

/// <summary>Columns that name individuals: they are never to be published.</summary>
internal static class People
{
    private static readonly string[] Words = ["referent", "prenom", "contact nom", "nom contact", "nom du contact", "responsable", "mediateur", "mediatrice", "conseiller", "conseillere", "interlocuteur", "nom de famille"];

    /// <param name="folded">Name of a column, folded.</param>
    public static bool AreNamedBy(string folded) => Array.Exists(Words, word => $" {folded} ".Contains($" {word} ", StringComparison.Ordinal));
}
