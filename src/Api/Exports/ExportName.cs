using System.Globalization;
using System.Text.RegularExpressions;
using Maillage.Catalogue;
using Maillage.Schema.Territoires;

namespace Maillage.Api.Exports;

/// <summary>
/// Name of a file of an export: <c>lieux-departement-04-v482-3f9a0c1e.geojson</c>. Of a version and of the database that numbered it, it never means anything else; without them, it leads
/// to that of the current one.
/// </summary>
/// <param name="Jeu">The dataset, as its list is named.</param>
/// <param name="Territoire">The territory.</param>
/// <param name="Version">The version; null: the current one.</param>
/// <param name="Format">The format.</param>
internal sealed partial record ExportName(string Jeu, ExportTerritory Territoire, long? Version, ExportFormat Format)
{
    /// <summary>True for the file that is compressed, to be kept as it is.</summary>
    public bool IsGzip { get; init; }

    /// <summary>Short id of the database: a restored one gives the same numbers to other versions. Null: the current one.</summary>
    public string? Origin { get; init; }

    /// <summary>What the text names; null when it is no name of ours.</summary>
    public static ExportName? Parse(string text)
    {
        if (Pattern().Match(text) is not { Success: true } match
            || ExportFormat.All.FirstOrDefault(format => format.Extension == match.Groups["format"].Value) is not { } format
            || ExportTerritory.Parse(match.Groups["territoire"].Value) is not { } territory)
        {
            return null;
        }

        return new(match.Groups["jeu"].Value, territory, match.Groups["version"] is { Success: true, Value: var version } ? long.Parse(version, CultureInfo.InvariantCulture) : null, format)
        {
            IsGzip = match.Groups["gzip"].Success,
            Origin = match.Groups["origine"] is { Success: true, Value: var origin } ? origin : null,
        };
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Jeu}-{Territoire}{(Version is { } version ? $"-v{version}" : "")}{(Origin is { } origin ? "-" + origin : "")}.{Format.Extension}{(IsGzip ? ".gz" : "")}");

    [GeneratedRegex("^(?<jeu>[a-z]+(-numerique)?)-(?<territoire>france|(commune|epci|departement|region)-[0-9A-Za-z]{2,9})(-v(?<version>[0-9]{1,18})(-(?<origine>[0-9a-z]{1,16}))?)?\\.(?<format>[a-z]+(\\.csv)?)(?<gzip>\\.gz)?$")]
    private static partial Regex Pattern();
}

/// <summary>A territory that is exported.</summary>
/// <param name="Niveau">Its kind; null for the whole country.</param>
/// <param name="Code">Its code; empty for the whole country.</param>
internal sealed record ExportTerritory(Territoires.Niveau? Niveau, string Code)
{
    private const string WholeCountry = "france";

    public static ExportTerritory France { get; } = new(null, "");

    /// <summary>The territory; null when there is none of that name.</summary>
    public static ExportTerritory? Parse(string text)
    {
        if (text == WholeCountry)
        {
            return France;
        }

        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            return null;
        }

        var (kind, code) = (text[..dash], text[(dash + 1)..]);
        return Of(Territoires.Niveau.Commune, kind, Cog.Courant.ParCode(code)?.Commune.Code)
            ?? Of(Territoires.Niveau.Epci, kind, Cog.Courant.Epci(code)?.Code)
            ?? Of(Territoires.Niveau.Departement, kind, Cog.Courant.Departement(code)?.Code)
            ?? Of(Territoires.Niveau.Region, kind, Cog.Courant.Region(code)?.Code);
    }

    /// <summary>What finds the records that are there.</summary>
    public ListQuery Query => Niveau is null ? new()
        : new ListQuery().With(Niveau.Filtre, Niveau == Territoires.Niveau.Commune ? Cog.Courant.CodesCouverts(Code) : [Code]);

    public override string ToString() => Niveau is null ? WholeCountry : $"{Niveau.Nom}-{Code}";

    private static ExportTerritory? Of(Territoires.Niveau niveau, string kind, string? code) => kind == niveau.Nom && code is not null ? new(niveau, code) : null;
}
