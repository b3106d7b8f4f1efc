using System.Globalization;

namespace Maillage.Importers.Fetch.Http;

/// <summary>The last copies of what one source gave, as it gave it, in a folder of its own: each with its memory beside it.</summary>
internal sealed class RawCopies
{
    private const string MemorySuffix = ".memoire.json";
    private readonly string folder;

    public RawCopies(string folder)
    {
        this.folder = folder;
        Partial = Path.Combine(folder, "telechargement.partiel");
    }

    /// <summary>What is being received: a file, or a folder of pages.</summary>
    public string Partial { get; }

    /// <summary>What is remembered of it.</summary>
    public string PartialMemory => Partial + ".json";

    /// <summary>The last whole copy of that address; null when there is none.</summary>
    public (string Path, CopyMemory Memory)? Latest(string digest)
    {
        foreach (var path in Paths())
        {
            if (CopyMemory.Load(path + MemorySuffix) is { } memory && memory.Adresse == digest)
            {
                return (path, memory);
            }
        }

        return null;
    }

    /// <summary>Gives what was received its place among the copies, and lets the oldest go.</summary>
    public string Keep(string name, CopyMemory memory, int copies)
    {
        var path = Path.Combine(folder, $"{memory.RecuLe.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}-{name}");
        // The memory first: a copy without one is none, a memory without a copy is swept away.
        memory.Save(path + MemorySuffix);
        Move(Partial, path);
        File.Delete(PartialMemory);
        Sweep(copies);
        return path;
    }

    /// <summary>Takes note that a run was accepted from a copy.</summary>
    public static void Accept(string path)
    {
        if (CopyMemory.Load(path + MemorySuffix) is { Acceptee: false } memory)
        {
            (memory with { Acceptee = true }).Save(path + MemorySuffix);
        }
    }

    /// <summary>Forgets a copy that turned out to be unreadable: the next run asks for the whole file again.</summary>
    public static void Drop(string path)
    {
        File.Delete(path + MemorySuffix);
        Delete(path);
    }

    /// <summary>Forgets what was being received.</summary>
    public void DropPartial()
    {
        File.Delete(PartialMemory);
        Delete(Partial);
    }

    // The latest first: names begin with the instant.
    private List<string> Paths() => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateFileSystemEntries(folder)
            .Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0]) && !path.EndsWith(MemorySuffix, StringComparison.Ordinal))
            .OrderDescending(StringComparer.Ordinal),
    ];

    private void Sweep(int copies)
    {
        var paths = Paths();
        // What is served comes from it: however many refused ones follow, it stays.
        var accepted = paths.Find(path => CopyMemory.Load(path + MemorySuffix) is { Acceptee: true });
        foreach (var old in paths.Skip(copies).Where(path => path != accepted))
        {
            Drop(old);
        }

        foreach (var memory in Directory.EnumerateFiles(folder, "*" + MemorySuffix).Where(memory => !Path.Exists(memory[..^MemorySuffix.Length])).ToList())
        {
            File.Delete(memory);
        }
    }

    private static void Move(string from, string to)
    {
        if (Directory.Exists(from))
        {
            Directory.Move(from, to);
        }
        else
        {
            File.Move(from, to);
        }
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
