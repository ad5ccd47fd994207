namespace PrivacyGate.MSBuild;

/// <summary>One error of the task's own. The message is one line, without " [", which log readers take for the project's name. An empty file means the project as a whole.</summary>
internal sealed record Problem(string Code, string Message, string File = "", int Line = 0, int Column = 0);
