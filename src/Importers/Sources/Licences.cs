using System.Collections.Frozen;

namespace Maillage.Importers.Sources;

/// <summary>A licence that a source may declare.</summary>
/// <param name="Code">SPDX identifier.</param>
/// <param name="Titre">French title.</param>
/// <param name="Url">Its text.</param>
/// <param name="Compatible">Its data may enter datasets published under the Licence Ouverte.</param>
public sealed record Licence(string Code, string Titre, string Url, bool Compatible);

/// <summary>The licences known: an unknown one is a load error.</summary>
public static class Licences
{
    public static FrozenDictionary<string, Licence> Toutes { get; } = new Licence[]
    {
        new("etalab-2.0", "Licence Ouverte 2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence", true),
        new("CC0-1.0", "Creative Commons Zéro 1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.fr", true),
        new("CC-BY-4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/deed.fr", true),
        new("ODbL-1.0", "Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/", false),
    }.ToFrozenDictionary(licence => licence.Code);
}
