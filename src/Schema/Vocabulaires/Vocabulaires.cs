using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Maillage.Schema.Texte;

namespace Maillage.Schema.Vocabulaires;

/// <summary>The closed lists of the published fields: the rows of <c>valeurs.csv</c>, and the types of <c>data/types.csv</c>.</summary>
public static class Vocabulaires
{
    private static readonly Lazy<FrozenDictionary<string, Vocabulaire>> Tous = new(Charger);

    // Codes of before a body changed its name.
    private static readonly Dictionary<string, string> AnciennesTypologies = new() { ["PE"] = "FT", ["Pôle emploi"] = "FT" };

    /// <summary>Names of all the lists.</summary>
    public static IReadOnlyList<string> Noms => [.. Tous.Value.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The list of that name.</summary>
    /// <exception cref="InvalidOperationException">There is no such list: a declaration of ours is wrong.</exception>
    public static Vocabulaire Trouver(string nom) =>
        Tous.Value.GetValueOrDefault(nom) ?? throw new InvalidOperationException($"No vocabulary named {nom}.");

    private static FrozenDictionary<string, Vocabulaire> Charger()
    {
        var lists = EmbeddedCsv.Rows("valeurs.csv", 3)
            .GroupBy(row => row[0])
            .Select(rows => new Vocabulaire(rows.Key, [.. rows.Select(row => new Terme(row[1], row[2].Length == 0 ? row[1] : row[2]))], rows.Key == "typologies" ? AnciennesTypologies : null));
        return lists.Append(TypesLieu.Vocabulaire).ToFrozenDictionary(list => list.Nom);
    }
}

/// <summary>What the embedded tables (types, vocabularies, translations, COG) are made of.</summary>
public static class TablesDeReference
{
    private static readonly Lazy<string> Calculee = new(() => EmpreinteDe(typeof(TablesDeReference).Assembly));

    /// <summary>SHA-256 of all of them: when a row changes, what was derived from it must be derived anew.</summary>
    public static string Empreinte => Calculee.Value;

    /// <summary>SHA-256 of all the tables that an assembly embeds.</summary>
    public static string EmpreinteDe(Assembly assembly)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name) ?? Stream.Null;
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
