namespace Maillage.Schema.Territoires;

/// <summary>Département, ou collectivité d'outre-mer qui en tient lieu (source : Insee, COG).</summary>
/// <param name="Code">Code Insee : <c>04</c>, <c>2A</c>, <c>971</c>, <c>988</c>.</param>
/// <param name="Nom">Nom officiel, par exemple <c>Alpes-de-Haute-Provence</c>.</param>
/// <param name="CodeRegion">Code Insee de la région, par exemple <c>93</c>.</param>
/// <param name="ChefLieu">Code Insee de la commune chef-lieu, par exemple <c>04070</c>.</param>
public sealed record Departement(string Code, string Nom, string CodeRegion, string ChefLieu);
