using Maillage.Schema.Parsing;

namespace Maillage.Importers.Fetch.Archives;

/// <summary>Which members a source is made of: those whose name ends as its declaration says; without a word of it, all of them.</summary>
/// <param name="endings">The ends of names, separated by bars; null: every member.</param>
internal sealed class MemberChoice(string? endings)
{
    private const int NamesSaid = 5;
    private readonly string[] wanted = endings?.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
    private readonly HashSet<string> found = [];
    private readonly List<string> others = [];
    private bool wasAsked;

    public bool ChoosesAll => wanted.Length == 0;

    /// <summary>True when the member is of the source. What it is compressed with is not of its name.</summary>
    public bool Takes(string name)
    {
        if (ArchivePath.IsNoise(name))
        {
            return false;
        }

        wasAsked = true;
        var bare = Bare(name);
        var fits = wanted.Where(ending => name.EndsWith(ending, StringComparison.Ordinal) || bare.EndsWith(ending, StringComparison.Ordinal)).ToList();
        found.UnionWith(fits);
        if (fits.Count == 0 && others.Count < NamesSaid)
        {
            others.Add(name);
        }

        return ChoosesAll || fits.Count > 0;
    }

    /// <summary>
    /// The issue of a wanted member that was not there: read without it, all that it held would be withdrawn. Nothing is missing from a file alone, the bare JSON
    /// given instead of its archive.
    /// </summary>
    public Issue? Missing() => wasAsked && Array.Find(wanted, ending => !found.Contains(ending)) is { } absent
        ? new Issue("membre", IssueCodes.MembreAbsent, absent, others.Count == 0 ? null : string.Join(", ", others))
        : null;

    /// <summary>The name without that of its compression.</summary>
    public static string Bare(string name) => Path.GetExtension(name) is ".gz" or ".bz2" ? name[..name.LastIndexOf('.')] : name;
}
