namespace Maillage.Schema.Territoires;

/// <summary>Région, ou collectivité d'outre-mer qui en tient lieu (source : Insee, COG).</summary>
/// <param name="Code">Code Insee, par exemple <c>93</c>.</param>
/// <param name="Nom">Nom officiel, par exemple <c>Provence-Alpes-Côte d'Azur</c>.</param>
/// <param name="ChefLieu">Code Insee de la commune chef-lieu, par exemple <c>13055</c>.</param>
public sealed record Region(string Code, string Nom, string ChefLieu);
