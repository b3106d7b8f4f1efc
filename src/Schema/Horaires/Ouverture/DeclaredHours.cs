using Maillage.Schema.Lieux;

namespace Maillage.Schema.Horaires.Ouverture;

/// <summary>What a lieu says of when it is open.</summary>
/// <param name="Horaires">Hours, in the opening_hours syntax; null when there are none.</param>
/// <param name="Note">What the syntax cannot say; null when there is nothing.</param>
/// <param name="Fermetures">Days of closing.</param>
/// <param name="CodeDepartement">COG code: it tells the public holidays.</param>
public sealed record DeclaredHours(string? Horaires, string? Note, IReadOnlyList<Fermeture> Fermetures, string CodeDepartement)
{
    /// <summary>What that lieu says.</summary>
    public static DeclaredHours Of(Lieu lieu)
    {
        ArgumentNullException.ThrowIfNull(lieu);
        return new(lieu.Horaires, lieu.HorairesNote, lieu.Fermetures, lieu.CodeDepartement);
    }
}
