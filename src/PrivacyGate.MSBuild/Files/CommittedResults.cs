using System.ComponentModel;
using System.Diagnostics;

namespace PrivacyGate.MSBuild;

/// <summary>Finds results of the gate under version control. Whoever writes a commit writes them, so they prove nothing.</summary>
internal static class CommittedResults
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>The first file below one of the folders that git tracks, relative to the project; null without git or a repository.</summary>
    public static string? First(string projectDirectory, IEnumerable<string> folders)
    {
        var present = folders.Where(Directory.Exists).Select(folder => Paths.RelativeInside(projectDirectory, Path.GetFullPath(folder)).TrimEnd('/', '\\')).ToList();
        return present.Count == 0 || !IsInRepository(projectDirectory) ? null : Ask(projectDirectory, present);
    }

    public static Problem Refusal(string committed) => new(
        Codes.ResultsCommitted,
        $"{committed} is a result of the gate under version control, so whoever commits decides what it says; remove it with: git rm -r --cached \"{Path.GetDirectoryName(committed)}\"");

    private static string? Ask(string folder, List<string> paths)
    {
        var start = new ProcessStartInfo("git", "--literal-pathspecs ls-files -z -- " + string.Join(" ", paths.Select(path => "\"" + path.Replace("\"", "") + "\"")))
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var git = Process.Start(start)!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var listed = git.StandardOutput.ReadToEnd();
            return git.WaitForExit((int)Timeout.TotalMilliseconds) && git.ExitCode == 0 && listed.Length > 0 ? listed.Split('\0')[0] : null;
        }
        catch (Win32Exception)
        {
            // No git on this machine: then nobody can be asked. On a build server nothing committed is believed anyway.
            return null;
        }
    }

    private static bool IsInRepository(string folder)
    {
        for (var above = new DirectoryInfo(folder); above is not null; above = above.Parent)
        {
            if (ConfigFinder.IsTop(above.FullName))
            {
                return true;
            }
        }

        return false;
    }
}
