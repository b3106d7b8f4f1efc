using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;

namespace Maillage.Importers.Normalise.Place;

/// <summary>The postal code of a lieu, checked against its commune; a Cedex code gives way to the commune's own.</summary>
internal static class PostalCodeNormaliser
{
    public static Parsed<string> Parse(PostalCell cell, Commune commune)
    {
        var only = commune.CodesPostaux is [var single] ? single : null;
        if (cell.Code is not { } code)
        {
            return cell.Raw is null ? Or(only, null) : Or(only, new Issue("code_postal", IssueCodes.CodePostalInvalide, cell.Raw, only));
        }

        if (!Cog.Convient(commune, code))
        {
            return Or(only, new Issue("code_postal", IssueCodes.CodePostalContredit, cell.Raw ?? code, only));
        }

        if (only is not null && only != code && cell.IsCedex)
        {
            return Parsed.Repaired(only, new Issue("code_postal", IssueCodes.CodePostalCedex, cell.Raw ?? code, only));
        }

        // Of each commune of the Pacific the COG knows one code, of several.
        if (only is not null && only != code && !commune.Code.StartsWith("98", StringComparison.Ordinal))
        {
            return Parsed.Repaired(only, new Issue("code_postal", IssueCodes.CodePostalContredit, cell.Raw ?? code, only));
        }

        return cell.Repaired
            ? Parsed.Repaired(code, new Issue("code_postal", IssueCodes.CodePostalRepare, cell.Raw, code))
            : Parsed.Ok(code);
    }

    private static Parsed<string> Or(string? value, Issue? issue) => (value, issue) switch
    {
        (null, null) => Parsed.Nothing<string>(),
        (null, { } why) => Parsed.Refused<string>(why),
        ({ } text, null) => Parsed.Ok(text),
        var (text, why) => Parsed.Repaired(text, why),
    };
}
