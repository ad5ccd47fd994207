namespace PrivacyGate.IO.Spec;

/// <summary>Gathers everything wrong with a spec, so that one run tells all of it.</summary>
internal sealed class SpecErrors(string specPath)
{
    private readonly List<Diagnostic> found = [];

    public IReadOnlyList<Diagnostic> Found => found;

    /// <summary>Where errors are told to stand when the spec was written by a build: the project file's item. Null for a hand-written spec.</summary>
    public SourceLocation? Origin { get; set; }

    public SourceLocation At(int line, int column) => Origin ?? new SourceLocation(specPath, line, column);

    public void Add(string id, int line, int column, string message) => found.Add(Diagnostic.Error(id, message, At(line, column)));

    public void Add(string id, LocatedNode node, string message) => Add(id, node.Line, node.Column, message);

    public void Add(string id, SourceLocation location, string message) => found.Add(Diagnostic.Error(id, message, location));
}
