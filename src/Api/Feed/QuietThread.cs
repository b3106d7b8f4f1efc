using System.Runtime.InteropServices;

namespace Maillage.Api.Feed;

/// <summary>A thread that leaves the processors to those that answer readers.</summary>
internal static class QuietThread
{
    private const int CallingThread = 0;
    private const int Nicer = 10;

    /// <summary>The calling thread takes what others leave of the processors from now on; on Linux, so do the threads that it starts.</summary>
    public static void GiveWay()
    {
        if (OperatingSystem.IsLinux())
        {
            // A system that refuses shares its processors evenly, as it did.
            _ = SetPriority(CallingThread, CallingThread, Nicer);
        }
        else
        {
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        }
    }

    // On Linux, .NET does nothing of the priority of a thread: the system is asked.
    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int who, int nice);
}
