namespace PrivacyGate.Onnx.Tests.Support;

/// <summary>A test that needs a file of the folder <c>shared</c> beside the repository; skipped by name where that is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(string needs)
    {
        if (SharedFiles.Find(needs) is null)
        {
            Skip = $"../shared/{needs} is not there";
        }
    }
}

/// <summary>Files of the folder <c>shared</c> beside the repository.</summary>
internal static class SharedFiles
{
    public static string? Find(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PrivacyGate.sln")))
            {
                string path = Path.Combine(folder.Parent?.FullName ?? "", "shared", name);
                return Path.Exists(path) ? path : null;
            }
        }

        return null;
    }
}
