namespace PrivacyGate.IO.Spec;

/// <summary>Reads <c>origin</c>: the project file's item a build made the entry from.</summary>
internal static class OriginSection
{
    /// <summary>The place, as far as it can be read; its errors are told by <see cref="Check"/>.</summary>
    public static SourceLocation? Read(LocatedObject origin)
    {
        var silent = new SpecErrors(string.Empty);
        var scope = new SpecScope(origin, "origin", SpecKeys.Origin, silent);
        return scope.Text("file") is { } file
            ? new SourceLocation(file.Value, (int)(scope.Whole("line", int.MaxValue)?.Value ?? 0), (int)(scope.Whole("column", int.MaxValue)?.Value ?? 0))
            : null;
    }

    public static void Check(SpecScope model)
    {
        if (model.Object("origin", SpecKeys.Origin) is not { } scope)
        {
            return;
        }

        _ = scope.Text("file", scope.Required("file", "name the project file"));
        _ = scope.Whole("line", int.MaxValue);
        _ = scope.Whole("column", int.MaxValue);
    }
}
