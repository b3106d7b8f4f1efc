using System.Diagnostics;
using System.Globalization;

namespace Maillage.Tests.Support;

/// <summary>A disk of a test's own, in memory (tmpfs), that can be made full. Mounting asks for the rights of root: those of the session, or of « sudo » when it asks for no password.</summary>
internal sealed class PetitDisque : IDisposable
{
    private const int Page = 4096;

    public PetitDisque()
    {
        Assert.Null(Run("mount", "-t", "tmpfs", "-o", "size=256m,mode=1777", "tmpfs", Folder));
        // Whatever becomes of the tests, even killed: somebody else waits for their end, and cleans.
        var script = string.Create(CultureInfo.InvariantCulture, $"exec < /dev/null > /dev/null 2>&1; while kill -0 {Environment.ProcessId} && mountpoint -q {Folder}; do sleep 1; done; umount -l {Folder}; rmdir {Folder}");
        Process.Start(new ProcessStartInfo("setsid", Privileged("sh", "-c", script)) { WorkingDirectory = "/" })?.Dispose();
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("maillage-disque-").FullName;

    /// <summary>Leaves so much room on it, to a page.</summary>
    public void Leave(long bytes)
    {
        // Those who look at a SQLite file make its shared memory come and go: the disk refuses to be smaller than what came since it was measured, and is measured again.
        var refusal = Resize(Used() + (bytes / Page * Page));
        for (var tries = 0; refusal is not null && tries < 50; tries++)
        {
            refusal = Resize(Used() + (bytes / Page * Page));
        }

        Assert.Null(refusal);
    }

    /// <summary>Makes room on it, as its administrator would.</summary>
    public void Enlarge() => Assert.Null(Resize(256L * 1024 * 1024));

    public void Dispose()
    {
        Assert.Null(Run("umount", "-l", Folder));
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder);
        }
    }

    private long Used()
    {
        var disk = new DriveInfo(Folder);
        return Math.Max(Page, disk.TotalSize - disk.TotalFreeSpace);
    }

    private string? Resize(long bytes) => Run("mount", "-o", string.Create(CultureInfo.InvariantCulture, $"remount,size={bytes}"), Folder);

    private static string[] Privileged(params string[] command) => Environment.IsPrivilegedProcess ? command : ["sudo", "-n", .. command];

    /// <summary>What it refused, null when it was done.</summary>
    private static string? Run(params string[] command)
    {
        var asked = Privileged(command);
        using var process = Process.Start(new ProcessStartInfo(asked[0], asked.Skip(1)) { RedirectStandardError = true, WorkingDirectory = "/" })
            ?? throw new InvalidOperationException($"{asked[0]} n'a pas démarré.");
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : $"{string.Join(' ', asked)} : {errors}";
    }
}
