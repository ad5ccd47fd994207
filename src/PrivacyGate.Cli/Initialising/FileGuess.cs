using PrivacyGate.IO.Readers;

namespace PrivacyGate.Cli.Initialising;

/// <summary>Finds the files <c>init</c> was not told: the only model, and data files whose names say which side they are.</summary>
internal sealed class FileGuess(string folder)
{
    private static readonly string[] MemberWords = ["members", "member", "train", "training"];
    private static readonly string[] NonMemberWords = ["nonmembers", "non-members", "nonmember", "holdout", "test", "validation", "val"];

    private readonly string[] files =
    [
        .. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3, IgnoreInaccessible = true })
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(static file => !file.Split('/').Any(static part => part is "bin" or "obj" or "node_modules" || part.StartsWith('.')))
            .Order(StringComparer.Ordinal),
    ];

    public string Model() => Only("model", files.Where(static file => file.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)), "name it: privacygate init MODEL");

    /// <summary>The files of both sides, or one file with both, which a column of it may tell apart.</summary>
    public (string Members, string NonMembers) Data()
    {
        var data = files.Where(static file => RecordReader.Extensions.Any(end => file.EndsWith(end, StringComparison.OrdinalIgnoreCase))).ToList();
        if (data is [var both])
        {
            return (both, both);
        }

        return (
            Only("members' data file", data.Where(static file => Says(file, MemberWords) && !Says(file, NonMemberWords)), "name it with --members"),
            Only("non-members' data file", data.Where(static file => Says(file, NonMemberWords)), "name it with --non-members"));
    }

    private static bool Says(string file, string[] words)
    {
        var name = Path.GetFileName(file);
        return words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private string Only(string what, IEnumerable<string> candidates, string cure)
    {
        var found = candidates.ToList();
        return found.Count == 1
            ? found[0]
            : throw new InputException(Diagnostic.Error(DiagnosticIds.Usage, found.Count == 0
                ? $"no {what} was found in {Path.GetFullPath(folder)}; {cure}"
                : $"which is the {what}: {string.Join(", ", found.Take(5))}? {cure}"));
    }
}
