namespace Maillage.Schema.Territoires;

/// <summary>Établissement public de coopération intercommunale à fiscalité propre (source : DGCL).</summary>
/// <param name="Code">Numéro SIREN, neuf chiffres, par exemple <c>200067437</c>.</param>
/// <param name="Nom">Nom publié, par exemple <c>CA Provence-Alpes-Agglomération</c>.</param>
/// <param name="Type">
/// <c>CC</c> communauté de communes, <c>CA</c> d'agglomération, <c>CU</c> urbaine, <c>METRO</c> métropole,
/// <c>MET69</c> métropole de Lyon.
/// </param>
public sealed record Epci(string Code, string Nom, string Type);
