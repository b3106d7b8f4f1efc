namespace Maillage.Schema.Territoires;

/// <summary>Commune reconnue, et le moyen par lequel elle l'a été.</summary>
/// <param name="Commune">Commune actuelle ou arrondissement municipal.</param>
/// <param name="Origine">Ce qui a permis de la reconnaître.</param>
public sealed record CommuneTrouvee(Commune Commune, OrigineCommune Origine);
