using System.Text.RegularExpressions;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Normalise.Place;

/// <summary>Number and street, or lieu-dit; and what completes them.</summary>
internal sealed record PostalAddress(string? Adresse, string? Complement);

/// <summary>
/// Sorts the lines of an address into the street and what completes it. « Mairie », the name of the lieu or of the village, alone, stay: in a village
/// they are the address, and the national standard asks for one. Published again, the address does not change.
/// </summary>
internal static partial class AddressNormaliser
{
    // A longer text explains the way; it is not an address.
    private const int LongestAddress = 150;

    public static PostalAddress Parse(RawLieu raw, Position place, ICollection<Issue> issues)
    {
        var locality = new AddressLocality(place, raw.CodePostal, raw.Commune);
        var lines = Lines("adresse", raw.Adresse, issues);
        var extra = raw.LignesAdresse.Prepend(raw.ComplementAdresse ?? "").SelectMany(line => Lines("complement_adresse", line, issues)).ToList();
        var sorted = new Sorted(
            lines.Exists(locality.HasAnother)
                ? [new AddressSegment(string.Join(", ", lines), SegmentKind.NumberedStreet)]
                : [.. lines.SelectMany(line => OfStreetLine(line, locality)).DistinctBy(segment => Repli.Plier(segment.Text))],
            [.. extra.SelectMany(line => OfExtraLine(line, locality))]);
        sorted.PartTheStreet();
        sorted.TakeTheStreetFromTheComplement();
        sorted.Refuse(issues);

        var adresse = sorted.Adresse;
        var complement = sorted.Complement(adresse, locality);
        Report("adresse", string.Join(", ", lines), adresse, issues);
        Report("complement_adresse", string.Join(", ", extra), complement, issues);
        return new PostalAddress(adresse, complement);
    }

    private static List<string> Lines(string field, string? raw, ICollection<Issue> issues) =>
        [.. LineBreak().Split(raw ?? "").Select(line => TextNormaliser.Parse(field, line).Take(issues)).OfType<string>().Select(line => line.Replace("''", "'", StringComparison.Ordinal))];

    private static IEnumerable<AddressSegment> OfStreetLine(string line, AddressLocality locality) =>
        line.Length > LongestAddress
            ? [new AddressSegment(line, SegmentKind.Inside)]
            : AddressSegment.Split(locality.Without(AddressCasing.Apply(NumberComma().Replace(NumberRange().Replace(line, "$1-$2"), "$1 "))), atDashes: true);

    private static IEnumerable<AddressSegment> OfExtraLine(string line, AddressLocality locality) =>
        line.Length > LongestAddress ? [new AddressSegment(line, SegmentKind.Other)] : AddressSegment.Split(locality.Without(line), atDashes: false);

    private static void Report(string field, string raw, string? value, ICollection<Issue> issues)
    {
        if (Repli.Plier(raw) != Repli.Plier(value))
        {
            issues.Add(new Issue(field, IssueCodes.AdresseReparee, raw.Length == 0 ? null : raw, value));
        }
    }

    [GeneratedRegex(@"\r?\n|\r|<br */?>", RegexOptions.IgnoreCase)]
    private static partial Regex LineBreak();

    // « 13 - 15 rue X »: the dash parts two numbers, not two pieces.
    [GeneratedRegex(@"^([0-9]{1,4})\s+[-–]\s+([0-9]{1,4})(?=\s*,?\s*\p{L})")]
    private static partial Regex NumberRange();

    // « 12, rue X », « 38 bis, avenue X »; not « 2, 4 rue X ».
    [GeneratedRegex(@"^([0-9]{1,4}(?:\s?(?:bis|ter|quater|[a-z]))?(?:\s?[-/]\s?[0-9]{1,4})?)\s*,\s*(?=\p{L})", RegexOptions.IgnoreCase)]
    private static partial Regex NumberComma();

    /// <summary>The segments as they are sorted.</summary>
    private sealed class Sorted(List<AddressSegment> street, List<AddressSegment> extra)
    {
        private readonly List<AddressSegment> moved = [];

        public string? Adresse => street.Count == 0 ? null : street[0].Text
            + string.Concat(street.Skip(1).Select(segment => (moved.Count == 0 && segment.AfterDash ? " - " : ", ") + segment.Text));

        /// <summary>What is no street goes to the complement, when what remains is one.</summary>
        public void PartTheStreet()
        {
            Move(segment => segment.Kind is SegmentKind.Distribution or SegmentKind.Inside);
            foreach (var kind in (SegmentKind[][])[[SegmentKind.NumberedStreet], [SegmentKind.Street, SegmentKind.Numbered]])
            {
                var found = street.Where(segment => kind.Contains(segment.Kind)).ToList();
                if (found is [var main])
                {
                    Move(segment => segment != main && segment.Kind != SegmentKind.Nothing);
                }

                if (found.Count > 0)
                {
                    return;
                }
            }
        }

        /// <summary>A street in the complement and a mere place name, or nothing, in the address: each takes the place of the other.</summary>
        public void TakeTheStreetFromTheComplement()
        {
            var known = street.Where(segment => segment.Kind != SegmentKind.Nothing).ToList();
            if (known.Exists(segment => segment.IsStreet || segment.Kind == SegmentKind.Numbered))
            {
                return;
            }

            var found = extra.FindAll(segment => segment.Kind == SegmentKind.NumberedStreet) is { Count: > 0 } numbered ? numbered
                : extra.FindAll(segment => segment.Kind == SegmentKind.Street) is { Count: > 0 } streets ? streets
                : known.Count == 0 ? extra.FindAll(segment => segment.Kind is SegmentKind.Zone or SegmentKind.Numbered)
                : [];
            if (found is not [var main])
            {
                return;
            }

            extra.Remove(main);
            Move(segment => segment.Kind != SegmentKind.Nothing);
            street.AddRange(AddressSegment.Split(main.Text, atDashes: true));
            PartTheStreet();
        }

        public void Refuse(ICollection<Issue> issues)
        {
            if (street.RemoveAll(segment => segment.Kind == SegmentKind.Nothing) > 0)
            {
                // The value may be an e-mail or a phone of a person: it is not quoted.
                issues.Add(new Issue("adresse", IssueCodes.AdresseInvalide));
            }

            if (extra.RemoveAll(segment => segment.Kind == SegmentKind.Nothing) > 0)
            {
                issues.Add(new Issue("complement_adresse", IssueCodes.AdresseInvalide));
            }
        }

        /// <summary>Everything else, said once, the postal box last.</summary>
        public string? Complement(string? adresse, AddressLocality locality)
        {
            var all = extra.Concat(moved).OrderBy(segment => segment.Kind == SegmentKind.Distribution).Select(segment => segment.Text);
            var texts = all.Where(text => !locality.IsWhole(text) && Repli.Plier(text) != Repli.Plier(adresse)).DistinctBy(Repli.Plier).ToList();
            return texts.Count == 0 ? null : string.Join(", ", texts);
        }

        private void Move(Predicate<AddressSegment> which)
        {
            moved.AddRange(street.FindAll(which));
            street.RemoveAll(which);
        }
    }
}
