using Maillage.Schema.Parsing;

namespace Maillage.Importers.Fetch.Archives;

/// <summary>Names of members. Nothing is ever written under them; an archive that has a dangerous one is no delivery of data.</summary>
internal static class ArchivePath
{
    private const string Apple = "__MACOSX";

    /// <summary>Why the name is refused; null when it is not.</summary>
    public static Issue? Refusal(string name) =>
        name.Length == 0 || name[0] is '/' or '\\' || name.Contains('\0') || (name.Length > 1 && name[1] == ':') || Parts(name).Contains("..")
            ? Dangerous($"chemin {name}")
            : null;

    /// <summary>True for what computers leave beside the data: hidden files, resource forks.</summary>
    public static bool IsNoise(string name) => Parts(name).Any(part => part == Apple || (part.Length > 1 && part[0] == '.'));

    /// <summary>The issue of an archive that holds such a thing.</summary>
    public static Issue Dangerous(string what) => new("*", IssueCodes.ArchiveDangereuse, what.Replace('\0', '?'));

    private static string[] Parts(string name) => name.Split('/', '\\');
}
