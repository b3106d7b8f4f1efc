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

    // Nor are its lines lines of an address.
    private const int LongestCell = 2_000;

    // Each turn may bring together what the one before took apart; two are enough for all that was ever seen.
    private const int MostTurns = 4;

    public static PostalAddress Parse(RawLieu raw, Position place, ICollection<Issue> issues)
    {
        var locality = new AddressLocality(place, raw.CodePostal, raw.Commune);
        var lines = Lines("adresse", raw.Adresse, issues);
        var extra = raw.LignesAdresse.Prepend(raw.ComplementAdresse ?? "").SelectMany(line => Lines("complement_adresse", line, issues)).ToList();
        var (text, extraText) = (string.Join(", ", lines), string.Join(", ", extra));
        var refused = new HashSet<string>();
        var address = Sort(lines, extra, locality, refused);
        // Several lines are one text once published: it must read the same.
        var before = lines.Count > 1 || extra.Count > 1 ? null : new PostalAddress(Known(text), Known(extraText));
        for (var turn = 1; turn < MostTurns && address != before; turn++)
        {
            before = address;
            address = Sort(Only(address.Adresse), Only(address.Complement), locality, refused);
        }

        Report("adresse", text, address.Adresse, refused, issues);
        Report("complement_adresse", extraText, address.Complement, refused, issues);
        return address;
    }

    private static PostalAddress Sort(List<string> lines, List<string> extra, AddressLocality locality, HashSet<string> refused)
    {
        var sorted = new Sorted(
            lines.Exists(locality.HasAnother)
                ? [new AddressSegment(string.Join(", ", lines), SegmentKind.NumberedStreet)]
                : [.. lines.SelectMany(line => OfStreetLine(line, locality)).DistinctBy(segment => Repli.Plier(segment.Text))],
            [.. extra.SelectMany(line => OfExtraLine(line, locality))]);
        sorted.PartTheStreet();
        sorted.TakeTheStreetFromTheComplement();
        sorted.Refuse(refused);
        var adresse = sorted.Adresse;
        return new PostalAddress(adresse, sorted.Complement(adresse, locality));
    }

    private static List<string> Only(string? text) => text is null ? [] : [text];

    private static string? Known(string text) => text.Length == 0 ? null : text;

    private static List<string> Lines(string field, string? raw, ICollection<Issue> issues)
    {
        var lines = raw is null ? []
            : raw.Length > LongestCell || !raw.AsSpan().ContainsAny('\n', '\r', '<') ? [raw]
            : LineBreak().Split(raw);
        return
        [
            .. lines.Select(line => TextNormaliser.Parse(field, line).Take(issues)).OfType<string>()
                .Select(line => line.Contains("''", StringComparison.Ordinal) ? DoubledApostrophe().Replace(line, "'") : line),
        ];
    }

    private static IEnumerable<AddressSegment> OfStreetLine(string line, AddressLocality locality) =>
        line.Length > LongestAddress ? [new AddressSegment(line, SegmentKind.Inside)]
        : IsBlank(line) ? [new AddressSegment(line, SegmentKind.Nothing)]
        : AddressSegment.Split(locality.Without(AddressCasing.Apply(line)), atDashes: true);

    private static IEnumerable<AddressSegment> OfExtraLine(string line, AddressLocality locality) =>
        line.Length > LongestAddress ? [new AddressSegment(line, SegmentKind.Other)]
        : IsBlank(line) ? [new AddressSegment(line, SegmentKind.Nothing)]
        : AddressSegment.Split(locality.Without(line), atDashes: false);

    // « - », « . », « // »
    private static bool IsBlank(string line) => !line.Any(char.IsLetterOrDigit);

    private static void Report(string field, string raw, string? value, HashSet<string> refused, ICollection<Issue> issues)
    {
        if (refused.Contains(field))
        {
            // What was refused may be the e-mail or the phone of a person: it is not quoted.
            issues.Add(new Issue(field, IssueCodes.AdresseInvalide, null, value));
        }
        else if (Repli.Plier(raw) != Repli.Plier(value))
        {
            issues.Add(new Issue(field, IssueCodes.AdresseReparee, raw.Length == 0 ? null : raw, value));
        }
    }

    // « l''Ecole », as SQL exports write it.
    [GeneratedRegex(@"(?<=\p{L})'{2,}(?=\p{L})")]
    private static partial Regex DoubledApostrophe();

    [GeneratedRegex(@"\r?\n|\r|<br */?>", RegexOptions.IgnoreCase)]
    private static partial Regex LineBreak();

    /// <summary>The segments as they are sorted.</summary>
    private sealed class Sorted(List<AddressSegment> street, List<AddressSegment> extra)
    {
        private readonly AddressSegment[] inOrder = [.. street];
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

        /// <summary>Drops what is no address, naming the fields that held some.</summary>
        public void Refuse(HashSet<string> refused)
        {
            if (street.RemoveAll(segment => segment.Kind == SegmentKind.Nothing) > 0)
            {
                refused.Add("adresse");
            }

            if (extra.RemoveAll(segment => segment.Kind == SegmentKind.Nothing) > 0)
            {
                refused.Add("complement_adresse");
            }
        }

        /// <summary>Everything else, said once, the postal box last.</summary>
        public string? Complement(string? adresse, AddressLocality locality)
        {
            var all = extra.Concat(moved.OrderBy(segment => Array.IndexOf(inOrder, segment))).OrderBy(segment => segment.Kind == SegmentKind.Distribution).Select(segment => segment.Text);
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
