namespace Maillage.Importers.Fetch;

/// <summary>A file that is gone when it is closed, however the process ends.</summary>
public static class TemporaryFile
{
    /// <summary>A new one, empty, that only this process reads and writes.</summary>
    public static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), $"maillage-{Guid.NewGuid():N}.tmp");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (OperatingSystem.IsWindows())
        {
            options.Options = FileOptions.DeleteOnClose;
            return new FileStream(path, options);
        }

        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        // Without a name from now on: the system frees it when it is closed, even by a process that is killed.
        File.Delete(path);
        return file;
    }
}
