namespace PrivacyGate.IO.Spec;

/// <summary>Reads <c>privacygate.json</c>: texts become types here and nowhere else.</summary>
public static class SpecReader
{
    private const int LargestFile = 4 * 1024 * 1024;

    /// <summary>Reads the spec and tells everything that is wrong with it at once; never throws for the file's content.</summary>
    /// <param name="path">The spec file; errors name it as given here.</param>
    /// <param name="root">The folder relative paths start from; null for the folder of the spec.</param>
    public static SpecResult Read(string path, string? root)
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[]? file;
        try
        {
            file = ReadFile(path);
        }
        catch (InputException unreadable)
        {
            return new SpecResult(null, [unreadable.Diagnostic]);
        }

        return Parse(file, path, root ?? Path.GetDirectoryName(path) ?? string.Empty);
    }

    /// <summary>The same over bytes in memory; <paramref name="path"/> is only for messages.</summary>
    public static SpecResult Parse(byte[] utf8, string path, string root)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        var errors = new SpecErrors(path);
        var document = LocatedJson.Parse(utf8, errors);
        var silent = new GateSpec(path, root, []);
        var spec = document is null ? silent : Read(document, silent, errors);
        var sorted = errors.Found.OrderBy(error => error.Location?.Path == path ? error.Location.Line : 0).ThenBy(error => error.Location?.Column).ToList();
        return sorted.Count > 0 ? new SpecResult(null, sorted) : new SpecResult(spec, []);
    }

    private static byte[] ReadFile(string path)
    {
        using var stream = InputFile.Open(path, path, location: new SourceLocation(path));
        if (stream.Length > LargestFile)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.SpecNotJson, $"the spec is larger than {LargestFile / 1024 / 1024} MB; is it the right file?", new SourceLocation(path)));
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static GateSpec Read(LocatedNode document, GateSpec spec, SpecErrors errors)
    {
        if (document is not LocatedObject node)
        {
            errors.Add(DiagnosticIds.WrongType, document, $"the spec is {document.Kind}; write an object with the key 'models'");
            return spec;
        }

        var scope = new SpecScope(node, string.Empty, [.. SpecTable.Root.Select(static key => key.Name)], spec.Root, errors);
        return SpecTable.Root.Read(spec, scope, scope.Location);
    }
}
