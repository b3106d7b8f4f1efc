using Maillage.Schema.Lieux;
using Maillage.Schema.Territoires;
using Maillage.Store;

namespace Maillage.Importers.Reconcile;

/// <summary>A record of a lieu, as it is compared.</summary>
internal sealed class Subject
{
    private const double MetresPerDegree = Geodesie.RayonTerre * Math.PI / 180;

    // A counter of another type may bear it: « Point-justice en France services ».
    private const string Label = "france_services";
    private const string Mobile = "mobile";

    // The words that the label is written with, all of them.
    private static readonly string[] LabelWords = ["france", "service", "msap", "rsp", "mfs", "efs"];

    private static readonly StreetAddress NoAddress = new("", []);

    // Most records are only counted: what comparing them takes is made when they are compared. Made twice by two threads, it is the same.
    private NameWords? name;
    private StreetAddress? address;
    private IReadOnlyList<string>? kinds;
    private string? ownId;

    /// <param name="key">The record.</param>
    /// <param name="signature">What it is compared by.</param>
    public Subject(RecordKey key, Signature signature)
    {
        Key = key;
        Signature = signature;
        // What a source republishes, two sources may have from one hand.
        Origin = signature.Origine.Length > 0 ? signature.Origine : key.Source;
        Sites = [.. signature.Sites.Select(Site).Distinct()];
    }

    public RecordKey Key { get; }

    public Signature Signature { get; }

    /// <summary>The id of the lieu it would be behind, were it alone.</summary>
    public string OwnId => ownId ??= LieuId.Nouveau(Key.Source, Key.Id);

    public string Origin { get; }

    public NameWords Name => name ??= NameWords.Of(Signature.Nom, Cog.Courant.ParCode(Signature.CodeInsee)?.Commune.Nom ?? "");

    public StreetAddress? Address => (address ??= StreetAddress.Of(Signature.Adresse) ?? NoAddress) is { Words.Count: > 0 } known ? known : null;

    /// <summary>What counters it is, by its name, else by its types.</summary>
    public IReadOnlyList<string> Kinds => kinds ??= TypesTogether.OfTheCounter(KindsOf(Signature));

    /// <summary>Its sites, without what does not tell one page from another.</summary>
    public IReadOnlyList<string> Sites { get; }

    /// <summary>Its name says that it goes from place to place.</summary>
    public bool IsMobile => Name.Words.Any(word => word.Text == Mobile);

    /// <summary>Its source says that it is an antenne of that one.</summary>
    public bool IsAntenneOf(Subject other) => Signature.Parent.Length > 0 && Signature.Parent == other.OwnId;

    public bool IsLocated => !double.IsNaN(Signature.Latitude);

    /// <summary>Metres between two records, on the plane that touches the Earth there: within 1 % at the distances that matter; NaN when one is not located.</summary>
    public double MetresTo(Subject other)
    {
        var north = (other.Signature.Latitude - Signature.Latitude) * MetresPerDegree;
        var east = (other.Signature.Longitude - Signature.Longitude) * MetresPerDegree * Math.Cos(double.DegreesToRadians(Signature.Latitude));
        return Math.Sqrt((north * north) + (east * east));
    }

    // What the source says it is, with the label that it may bear; else its name, which tells more than what is deduced of the programmes of a lieu.
    private IReadOnlyList<string> KindsOf(Signature signature) =>
        signature.TypesSaid ? MayBearTheLabel(signature.Nom) && Name.Types.Contains(Label) ? [.. signature.Types.Append(Label).Distinct()] : signature.Types
        : Name.Types.Count > 0 ? Name.Types
        : signature.Types;

    private static bool MayBearTheLabel(string name) => Array.Exists(LabelWords, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string Site(string url)
    {
        var rest = url.AsSpan(url.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0).TrimEnd('/');
        return (rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? rest[4..] : rest).ToString().ToLowerInvariant();
    }
}
