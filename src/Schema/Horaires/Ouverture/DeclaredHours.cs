using Maillage.Schema.Lieux;

namespace Maillage.Schema.Horaires.Ouverture;

/// <summary>What a lieu says of when it is open. Lieux without closing that say the same are equal.</summary>
/// <param name="Horaires">Hours, in the opening_hours syntax; null when there are none.</param>
/// <param name="IsConditional">True when, because of a note beside them, what the hours say open is not sure.</param>
/// <param name="Fermetures">Days of closing.</param>
/// <param name="Holidays">The public holidays of the lieu.</param>
public sealed record DeclaredHours(string? Horaires, bool IsConditional, IReadOnlyList<Fermeture> Fermetures, PublicHolidays Holidays)
{
    /// <summary>What that lieu says.</summary>
    public static DeclaredHours Of(Lieu lieu)
    {
        ArgumentNullException.ThrowIfNull(lieu);
        return new(
            lieu.Horaires, NoteCondition.IsSaid(lieu.HorairesNote, lieu.Horaires), lieu.Fermetures.Count == 0 ? [] : lieu.Fermetures, PublicHolidays.Of(lieu.CodeDepartement));
    }
}
