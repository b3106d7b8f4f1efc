using System.Collections.Frozen;
using Maillage.Schema.Parsing;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Normalise;

/// <summary>Yes and no as people write them. « Oui, sur rendez-vous » is neither: what it says more would be lost.</summary>
internal static class BooleanNormaliser
{
    private static readonly FrozenDictionary<string, bool> Words = new Dictionary<string, bool>
    {
        ["oui"] = true,
        ["o"] = true,
        ["yes"] = true,
        ["y"] = true,
        ["vrai"] = true,
        ["true"] = true,
        ["1"] = true,
        ["x"] = true,
        ["on"] = true,
        ["non"] = false,
        ["n"] = false,
        ["no"] = false,
        ["faux"] = false,
        ["false"] = false,
        ["0"] = false,
        ["off"] = false,
    }.ToFrozenDictionary();

    public static Parsed<bool> Parse(string field, string? raw)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return Parsed.Nothing<bool>();
        }

        return Words.TryGetValue(Repli.Plier(raw), out var value) ? Parsed.Ok(value)
            : EmptyWords.SayNothing(raw) ? Parsed.Nothing<bool>()
            : Parsed.Refused<bool>(new Issue(field, IssueCodes.BooleenInconnu, raw));
    }
}
