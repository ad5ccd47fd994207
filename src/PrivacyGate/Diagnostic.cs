namespace PrivacyGate;

/// <summary>How much a diagnostic matters to the build.</summary>
public enum Severity
{
    Message,
    Warning,
    Error,
}

/// <summary>A place in a file. Lines and columns count from 1; 0 means unknown.</summary>
public sealed record SourceLocation(string Path, int Line = 0, int Column = 0);

/// <summary>One thing to tell the user: what is wrong, where, and what cures it.</summary>
/// <param name="Id">A constant of <see cref="DiagnosticIds"/>.</param>
/// <param name="Severity">Whether it stops the gate.</param>
/// <param name="Message">What is wrong, then the cure. Whatever it is made of, it becomes one printable line (<see cref="PlainText.Message"/>).</param>
/// <param name="Location">Where, or null when it belongs to no file.</param>
public sealed record Diagnostic(string Id, Severity Severity, string Message, SourceLocation? Location = null)
{
    public string Message { get; init => field = PlainText.Message(value); } = PlainText.Message(Message);

    public static Diagnostic Error(string id, string message, SourceLocation? location = null) => new(id, Severity.Error, message, location);

    public static Diagnostic Warning(string id, string message, SourceLocation? location = null) => new(id, Severity.Warning, message, location);

    public static Diagnostic Note(string id, string message, SourceLocation? location = null) => new(id, Severity.Message, message, location);
}

/// <summary>The input cannot be audited. Thrown at the edges only, with everything the user needs; the host catches it once.</summary>
public sealed class InputException : Exception
{
    public InputException(Diagnostic diagnostic, Exception? inner = null)
        : base((diagnostic ?? throw new ArgumentNullException(nameof(diagnostic))).Message, inner) => Diagnostic = diagnostic;

    public Diagnostic Diagnostic { get; }
}
