namespace PrivacyGate.IO.Files;

/// <summary>Files and folders that only this user may open: they hold records, or a figure for each record. On Windows the folder's own permissions hold.</summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = OwnFile | UnixFileMode.UserExecute;

    /// <summary>Makes a folder, with those above it; one that is there keeps its permissions.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else if (!Directory.Exists(path))
        {
            // .NET gives the folders above the usual permissions.
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } above)
            {
                CreateFolder(above);
            }

            Directory.CreateDirectory(path, OwnFolder);
        }
    }

    /// <summary>Opens a file for writing that is not there yet.</summary>
    public static FileStream Create(string path) => new(path, Options(FileMode.CreateNew));

    /// <summary>True for a folder that nobody else may open.</summary>
    public static bool IsOwn(string folder) =>
        OperatingSystem.IsWindows() || File.GetUnixFileMode(folder) == OwnFolder;

    /// <summary>How to open a file for writing alone; where it is made, nobody else may open it.</summary>
    internal static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnFile;
        }

        return options;
    }
}
