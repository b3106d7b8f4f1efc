using System.Diagnostics;
using System.Globalization;

namespace Maillage.Tests.Support;

/// <summary>A disk of a test's own, in memory (tmpfs), that can be made full. Mounting asks for the rights of root: those of the session, or of « sudo » when it asks for no password.</summary>
internal sealed class PetitDisque : IDisposable
{
    private const int Page = 4096;

    public PetitDisque()
    {
        Run("mount", "-t", "tmpfs", "-o", "size=256m,mode=1777", "tmpfs", Folder);
        // Whatever becomes of the tests, even killed: somebody else waits for their end, and cleans.
        var script = string.Create(CultureInfo.InvariantCulture, $"exec < /dev/null > /dev/null 2>&1; while kill -0 {Environment.ProcessId} && mountpoint -q {Folder}; do sleep 1; done; umount -l {Folder}; rmdir {Folder}");
        Process.Start(new ProcessStartInfo("setsid", Privileged("sh", "-c", script)) { WorkingDirectory = "/" })?.Dispose();
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("maillage-disque-").FullName;

    /// <summary>Leaves so much room on it, to a page.</summary>
    public void Leave(long bytes)
    {
        var disk = new DriveInfo(Folder);
        Resize(Math.Max(Page, disk.TotalSize - disk.TotalFreeSpace + (bytes / Page * Page)));
    }

    /// <summary>Makes room on it, as its administrator would.</summary>
    public void Enlarge() => Resize(256L * 1024 * 1024);

    public void Dispose()
    {
        Run("umount", "-l", Folder);
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder);
        }
    }

    private void Resize(long bytes) => Run("mount", "-o", string.Create(CultureInfo.InvariantCulture, $"remount,size={bytes}"), Folder);

    private static string[] Privileged(params string[] command) => Environment.IsPrivilegedProcess ? command : ["sudo", "-n", .. command];

    private static void Run(params string[] command)
    {
        var asked = Privileged(command);
        using var process = Process.Start(new ProcessStartInfo(asked[0], asked.Skip(1)) { RedirectStandardError = true, WorkingDirectory = "/" })
            ?? throw new InvalidOperationException($"{asked[0]} n'a pas démarré.");
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', asked)} : {errors}");
    }
}
