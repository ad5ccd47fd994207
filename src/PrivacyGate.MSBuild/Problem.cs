namespace PrivacyGate.MSBuild;

/// <summary>One error of the task's own. The message is one line, without " [", which log readers take for the project's name.</summary>
internal sealed record Problem(string Code, string Message, string? File = null, int Line = 0, int Column = 0);
