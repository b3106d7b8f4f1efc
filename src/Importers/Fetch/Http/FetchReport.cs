namespace Maillage.Importers.Fetch.Http;

/// <summary>What the fetching of a source did, for a person.</summary>
public sealed class FetchReport
{
    private readonly List<string> remarks = [];

    /// <summary>Bytes received.</summary>
    public long Received { get; internal set; }

    /// <summary>The server said that nothing changed since the kept copy (304), which was read again.</summary>
    public bool IsUnchanged { get; internal set; }

    /// <summary>When the copy that was read was received; null when the source is a local file.</summary>
    public DateTimeOffset? CopyOf { get; internal set; }

    /// <summary>Redirections, resumptions, new attempts.</summary>
    public IReadOnlyList<string> Remarks => remarks;

    internal void Remark(string remark)
    {
        if (!remarks.Contains(remark))
        {
            remarks.Add(remark);
        }
    }
}
