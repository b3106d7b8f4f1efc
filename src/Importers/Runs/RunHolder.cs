using System.Globalization;

namespace Maillage.Importers.Runs;

/// <summary>Who runs an import: this run of this process of this machine, told from every other, even of a process that had the same number.</summary>
internal static class RunHolder
{
    private static readonly string Place = PlaceOf();

    /// <summary>For a person.</summary>
    public static string Name { get; } = $"{Environment.MachineName}, processus {Environment.ProcessId}";

    /// <summary>A holder that no other run has.</summary>
    public static string New() => string.Create(
        CultureInfo.InvariantCulture, $"{Place}|{Environment.ProcessId}|{BirthOf(Environment.ProcessId)}|{Guid.NewGuid():N}");

    /// <summary>True when the holder was a process of this very machine that is no more: its lease need not expire. Of another machine nothing is known.</summary>
    public static bool IsDead(string holder) =>
        holder.Split('|') is [var place, var process, var birth, _] && place == Place && Place.Length > 0
        && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && BirthOf(number) != birth;

    // One boot of one kernel, and the numbering of processes in it: two containers may share the name of a machine. Empty where it cannot be told.
    private static string PlaceOf()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() + new FileInfo("/proc/self/ns/pid").LinkTarget;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // Field 22 of /proc/PID/stat (proc(5)), after the name, which may hold anything between its brackets; empty when there is no such process.
    private static string BirthOf(int process)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            // A process that was killed and that nobody has waited for is dead.
            return fields is [not ("Z" or "X"), ..] && fields.Length > 19 ? fields[19] : "";
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
