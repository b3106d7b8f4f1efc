using System.Globalization;
using System.Text.RegularExpressions;
using Maillage.Importers.Map.Language;
using Maillage.Importers.Normalise;
using Maillage.Importers.Normalise.Hours;
using Maillage.Importers.Normalise.Place;
using Maillage.Schema.Horaires;
using Maillage.Schema.MediationNumerique;
using Maillage.Schema.Territoires;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Draft;

/// <summary>How much the values of a column look like those of a field, whatever its name.</summary>
internal static partial class Contents
{
    /// <summary>Share of the values that the field could take; null where anything could (names, texts).</summary>
    public static double? Likeness(string field, ColumnProfile column) => field switch
    {
        "code_postal" => column.Share(value => PostalCell.Of(value, null).Code is { } code && Cog.Courant.ParCodePostal(code).Count > 0),
        "code_insee" => column.Share(value => Code().IsMatch(value) && Cog.Courant.ParCode(value.PadLeft(5, '0')) is not null),
        "commune" => column.Share(IsCommuneName),
        "latitude" => column.Share(value => Number(value) is (> 41 and < 52) or (> -23 and < 19)),
        "longitude" => column.Share(value => Number(value) is (> -6 and < 10) or (> -64 and < -50) or (> 44 and < 56) or (> 150 and < 170)),
        "telephone" => column.Share(value => PhoneNormaliser.Parse(value, null).HasValue),
        "courriels" => column.Share(value => value.Contains('@', StringComparison.Ordinal)),
        "site_web" => column.Share(value => UrlNormaliser.LooksLikeUrl(value) || UrlNormaliser.Parse("site_web", value).HasValue),
        "fiche_acces_libre" or "prise_rdv" => column.Share(UrlNormaliser.LooksLikeUrl),
        "siret" => column.Share(value => IdentifierNormaliser.Siret(value).HasValue),
        "date_maj" => column.Share(value => DateNormaliser.Parse("date_maj", value, DateOnly.MaxValue.AddDays(-1)) is { HasValue: true } or { Issue: not null } && value.Count(char.IsAsciiDigit) >= 4),
        "horaires" => column.Share(LooksLikeHours),
        "nombre_postes" => column.Share(value => CountNormaliser.Parse("x", value).HasValue),
        _ => null,
    };

    /// <summary>Share of the values of a closed list, whole or in lists, that the field knows.</summary>
    public static double Known(string field, ColumnProfile column)
    {
        var pieces = column.Values.Keys.SelectMany(value => ListText.Split(value, piece => IsKnown(field, piece))).Distinct().ToList();
        return pieces.Count == 0 ? 0 : (double)pieces.Count(piece => IsKnown(field, piece)) / pieces.Count;
    }

    public static bool IsKnown(string field, string value) =>
        MappingTargets.Find(field)?.Recognise(value) is not null || FicheStandard.EstConnu(field, value);

    /// <summary>Latitude and longitude in one cell.</summary>
    public static bool IsPair(string value) => Pair().Match(value) is { Success: true } match && Number(match.Groups[1].Value) is > -90 and < 90 && Number(match.Groups[2].Value) is > -180 and < 180;

    public static bool LooksLikeHours(string value) =>
        HorairesOsm.Lire(value).HasValue || TextHoursReader.Read(value, Days.Of(0)) is not null || HourSigns().IsMatch(value);

    private static bool IsCommuneName(string value) => value.Length is > 1 and < 60 && !value.Any(char.IsAsciiDigit) && CommuneNames.Value.Contains(Repli.Plier(value));

    private static Lazy<HashSet<string>> CommuneNames { get; } = new(() => [.. Cog.Courant.Communes.Select(commune => Repli.Plier(commune.Nom))]);

    private static double? Number(string value) =>
        value.Contains('.', StringComparison.Ordinal) || value.Contains(',', StringComparison.Ordinal)
            ? double.TryParse(value.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null
            : null;

    [GeneratedRegex(@"\A(?:[0-9]{4,5}|2[ABab][0-9]{3})\z")]
    private static partial Regex Code();

    [GeneratedRegex(@"\A\s*[\[(]?\s*(-?[0-9]{1,3}[.][0-9]+)\s*[,; ]\s*(-?[0-9]{1,3}[.][0-9]+)\s*[\])]?\s*\z")]
    private static partial Regex Pair();

    // « 9h », « 14 h 30 », « 09:00 - 12:00 »
    [GeneratedRegex(@"\b[0-9]{1,2}\s?(?:h|H|heures?)(?:\s?[0-9]{2})?\b|\b[0-9]{1,2}:[0-9]{2}\s*[-–]")]
    private static partial Regex HourSigns();
}
