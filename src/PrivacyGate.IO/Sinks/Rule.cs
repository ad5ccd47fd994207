namespace PrivacyGate.IO.Sinks;

/// <summary>What a code means; its page under docs/rules tells the rest.</summary>
/// <param name="Id">A constant of <see cref="DiagnosticIds"/>.</param>
/// <param name="Name">The constant's name.</param>
/// <param name="DefaultSeverity">What it is unless strictness or a project's setting says otherwise.</param>
/// <param name="Title">A few words, without a full stop.</param>
/// <param name="Cause">One sentence.</param>
/// <param name="Cure">One sentence.</param>
/// <param name="Tags">For code scanning.</param>
/// <param name="SecuritySeverity">0.1 to 10.0 as code scanning reads it, or null where the code says nothing of a risk.</param>
public sealed record Rule(
    string Id,
    string Name,
    Severity DefaultSeverity,
    string Title,
    string Cause,
    string Cure,
    IReadOnlyList<string> Tags,
    string? SecuritySeverity = null)
{
    /// <summary>What the process answers when an error of this code kept a model from being audited.</summary>
    public ExitCode ExitCode { get; init; } = ExitCode.Input;
}
