namespace PrivacyGate.Testing;

/// <summary>Files of the repository. Found upward from the test's assembly: paths of source files are rewritten in CI builds.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    public static string Path(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>A file of the data folder that may stand beside the repository.</summary>
    public static string SharedPath(params ReadOnlySpan<string> parts) =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine([Root, "..", "shared", .. parts]));

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "PrivacyGate.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("no PrivacyGate.sln above " + AppContext.BaseDirectory);
    }
}
