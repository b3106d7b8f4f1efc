using Maillage.Schema.Formats;
using Maillage.Schema.Parsing;

namespace Maillage.Importers.Fetch.Archives;

/// <summary>
/// Goes through what holds files, as deep as they are: gzip, bzip2, tar, zip, one inside the other. Streamed; only a zip that is not a file of its own goes
/// through a temporary one, since its table stands at its end.
/// </summary>
/// <param name="budget">What the source may take.</param>
/// <param name="choice">Which members it is made of.</param>
/// <param name="zipIsDocument">The format is one whose files are zips themselves: a workbook is not looked into.</param>
internal sealed class Unpacking(ArchiveBudget budget, MemberChoice choice, bool zipIsDocument)
{
    /// <summary>The members of a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="file">Its bytes, with seeking; closed at the end.</param>
    /// <param name="isOneOfSeveral">It was chosen in a folder.</param>
    public IEnumerable<FetchedMember> Open(string name, Stream file, bool isOneOfSeveral)
    {
        var head = new byte[Containers.HeadLength];
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        var kind = Containers.Recognise(head.AsSpan(0, length));
        var level = new Level(0, isOneOfSeveral ? name + "/" : "", isOneOfSeveral ? null : choice);
        // A workbook alone is a document; one among members to choose from is in an archive.
        return kind == ContainerKind.Zip && !(zipIsDocument && (choice.ChoosesAll || isOneOfSeveral))
            ? Zip(name, file, level.Deeper)
            : Open(name, kind, file, level, isOneOfSeveral, isRoot: true);
    }

    private IEnumerable<FetchedMember> Open(string name, ContainerKind kind, Stream stream, Level level, bool isOneOfSeveral, bool isRoot = false) =>
        budget.CheckDepth(level.Depth) is { } tooDeep ? [FetchedMember.Broken(name, tooDeep)] : kind switch
        {
            ContainerKind.Gzip or ContainerKind.Bzip2 => Decompress(name, kind, stream, level.Deeper, isOneOfSeveral, isRoot),
            ContainerKind.Tar => Tar(name, stream, level.Deeper),
            ContainerKind.Zip when !zipIsDocument => Spool(name, stream, level.Deeper),
            _ => [new FetchedMember(name, stream) { IsOneOfSeveral = isOneOfSeveral }],
        };

    private IEnumerable<FetchedMember> Decompress(string name, ContainerKind kind, Stream stream, Level level, bool isOneOfSeveral, bool isRoot)
    {
        var compressed = new CountingStream(stream);
        Stream whole = kind == ContainerKind.Gzip ? new WholeGzipStream(compressed) : new Bzip2Stream(compressed);
        var bytes = new BudgetedStream(new CheckedStream(whole), () => compressed.Count, budget);
        // One thread decompresses the file, another reads it and what is inside.
        using Stream ahead = isRoot ? new ReadAheadStream(bytes) : bytes;
        using var begun = BegunStream.Over(ahead);
        foreach (var member in Open(MemberChoice.Bare(name), Containers.Recognise(begun.Head), begun, level, isOneOfSeveral))
        {
            yield return member;
        }
    }

    private IEnumerable<FetchedMember> Tar(string name, Stream stream, Level level)
    {
        using var tar = new TarMembers(stream);
        foreach (var member in Each(name, tar.Next, level))
        {
            yield return member;
        }
    }

    private IEnumerable<FetchedMember> Zip(string name, Stream seekable, Level level)
    {
        using var zip = new ZipMembers(seekable, budget);
        foreach (var member in Each(name, zip.Next, level))
        {
            yield return member;
        }
    }

    private IEnumerable<FetchedMember> Spool(string name, Stream stream, Level level)
    {
        using var copy = TemporaryFile.Create();
        if (Copy(stream, copy) is { } failure)
        {
            yield return FetchedMember.Broken(name, budget.Refusal ?? failure);
            yield break;
        }

        foreach (var member in Zip(name, copy, level))
        {
            yield return member;
        }
    }

    private IEnumerable<FetchedMember> Each(string archive, Func<Parsed<(string Name, Stream Content)>> next, Level level)
    {
        for (var found = next(); found.HasValue || found.Issue is not null; found = next())
        {
            var path = level.Prefix + found.Value.Name;
            if ((found.Issue ?? budget.CountMember()) is { } failure)
            {
                yield return FetchedMember.Broken(found.HasValue ? path : archive, budget.Refusal ?? failure);
                yield break;
            }

            if (!level.Takes(found.Value.Name))
            {
                continue;
            }

            using var begun = BegunStream.Over(found.Value.Content);
            foreach (var member in Open(path, Containers.Recognise(begun.Head), begun, new Level(level.Depth, path + "/", null), isOneOfSeveral: true))
            {
                yield return member;
            }
        }
    }

    private static Issue? Copy(Stream stream, FileStream copy)
    {
        try
        {
            stream.CopyTo(copy);
            copy.Position = 0;
            return null;
        }
        catch (Exception broken) when (StreamFailure.Explains(broken))
        {
            return new Issue("*", StreamFailure.Code(broken));
        }
    }

    /// <summary>Where one is in containers inside one another.</summary>
    /// <param name="Depth">How many are open.</param>
    /// <param name="Prefix">What the path of a member begins with.</param>
    /// <param name="Choice">What chooses among the members here; null: inside one that was chosen, all are.</param>
    private sealed record Level(int Depth, string Prefix, MemberChoice? Choice)
    {
        public Level Deeper => this with { Depth = Depth + 1 };

        public bool Takes(string name) => Choice?.Takes(name) ?? !ArchivePath.IsNoise(name);
    }
}
