using System.Text;
using Maillage.Importers.Derive;
using Maillage.Importers.Fetch;
using Maillage.Importers.Read;
using Maillage.Importers.Sources;
using Maillage.Schema.Lieux;
using Maillage.Schema.Parsing;
using Maillage.Schema.Territoires;
using Maillage.Store;
using Maillage.Tests.Schema.Formats;
using Maillage.Tests.Support;

namespace Maillage.Tests.Importers.Officiels;

/// <summary>The official formats, read as an import reads them, from small files kept beside the tests.</summary>
internal static class Officiels
{
    /// <summary>Day after which a date is in the future.</summary>
    public static readonly DateOnly Day = new(2026, 11, 22);

    private const string LieuId = "00000000-0000-5000-8000-000000000000";

    public static string Chemin(string name) => Path.Combine(Depot.Racine, "tests", "Importers", "Officiels", "donnees", name);

    /// <summary>The members of a source: the only file, or several.</summary>
    public static IEnumerable<FetchedMember> Membres(params string[] names) =>
        names.Select(name => new FetchedMember(name, new MemoryStream(File.ReadAllBytes(Chemin(name)))) { IsOneOfSeveral = names.Length > 1 });

    public static IReadOnlyList<SourceItem> Lire(string format, params string[] names) => [.. Format(format).Read(Membres(names), LecteursSousTest.Declaration(format))];

    public static IReadOnlyList<SourceItem> LireTexte(string format, string text) =>
        [.. Format(format).Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), LecteursSousTest.Declaration(format))];

    public static ISourceFormat Format(string name) => SourceFormats.Find(name) ?? throw new ArgumentException($"Unknown format {name}.", nameof(name));

    /// <summary>What an import makes of a record.</summary>
    public static Derived Deriver(SourceDeclaration source, ILieuFormat format, SourceItem item) => Derivation.Of(source, format, Cog.Courant, Day).Derive(LieuId, item);

    /// <summary>The lieux of the files that give one, by source id.</summary>
    public static IReadOnlyDictionary<string, Lieu> Lieux(string format, params string[] names)
    {
        var reader = Assert.IsAssignableFrom<ILieuFormat>(Format(format));
        var found = new Dictionary<string, Lieu>();
        foreach (var item in Lire(format, names).Where(item => item.Failure is null))
        {
            var derived = Deriver(LecteursSousTest.Declaration(format), reader, item);
            if (derived.State == RecordState.Publie && derived.Lieu is { } lieu)
            {
                found.Add(item.Id ?? "", lieu);
            }
        }

        return found;
    }

    /// <summary>The complements of the files, with what their reading said.</summary>
    public static IReadOnlyList<(Complement Complement, IReadOnlyList<Issue> Issues)> Complements(string format, params string[] names)
    {
        var reader = Assert.IsAssignableFrom<IComplementFormat>(Format(format));
        return [.. Lire(format, names).Where(item => item.Failure is null).Select(item =>
        {
            List<Issue> issues = [.. item.Issues];
            return (reader.Map(item.Canonical, issues), (IReadOnlyList<Issue>)issues);
        })];
    }
}
