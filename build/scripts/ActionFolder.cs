namespace PrivacyGate.Scripts;

/// <summary>Lays out the GitHub action as it is released: action.yml with the tool for every platform in a folder beside it.</summary>
internal static class ActionFolder
{
    private static readonly string Target = Shell.PathOf("artifacts", "action");

    public static int Run()
    {
        if (Directory.Exists(Target))
        {
            Directory.Delete(Target, recursive: true);
        }

        var tool = Path.Combine(Target, "tool");
        var exit = Shell.Run(
            "dotnet", "publish", Path.Combine("src", "PrivacyGate.Cli", "PrivacyGate.Cli.csproj"),
            "-c", "Release", "-o", tool, "-v", "quiet", "--nologo", "-p:PrivacyGateAllNatives=true");
        if (exit != 0)
        {
            return exit;
        }

        foreach (var file in Directory.EnumerateFiles(tool).Where(static file => Path.GetExtension(file) is ".pdb" or ".xml").ToList())
        {
            File.Delete(file);
        }

        Copy(Shell.PathOf("action"), Target);
        File.Copy(Shell.PathOf("LICENSE"), Path.Combine(Target, "LICENSE"));
        Console.WriteLine("action: " + Path.GetRelativePath(Shell.Root, Target));
        return 0;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
