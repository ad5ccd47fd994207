using Microsoft.Build.Framework;
using Microsoft.Build.Logging.StructuredLogger;

namespace PrivacyGate.Package.Tests.Infrastructure;

/// <summary>A build's console output, and what its binary log knows besides.</summary>
internal sealed record BuildResult(
    CommandResult Console,
    IReadOnlyList<BuildErrorEventArgs> Errors,
    IReadOnlyList<BuildWarningEventArgs> Warnings,
    IReadOnlyList<string> Messages,
    IReadOnlyList<string> Targets,
    int AttacksStarted)
{
    public bool Passed => Console.ExitCode == 0;

    public static BuildResult Read(CommandResult console, string binlog)
    {
        List<BuildErrorEventArgs> errors = [];
        List<BuildWarningEventArgs> warnings = [];
        List<string> messages = [];
        List<string> targets = [];
        var attacks = 0;
        var reader = new BinLogReader();
        reader.ErrorRaised += (_, e) => errors.Add(e);
        reader.WarningRaised += (_, e) => warnings.Add(e);
        reader.MessageRaised += (_, e) => messages.Add(e.Message ?? "");
        reader.TargetStarted += (_, e) => targets.Add(e.TargetName);
        reader.TaskStarted += (_, e) => attacks += e.TaskName == "AttackTask" ? 1 : 0;
        reader.Replay(binlog);
        return new BuildResult(console, errors, warnings, messages, targets, attacks);
    }

    /// <summary>Shows the build's output where it failed.</summary>
    public void AssertPassed() => Assert.True(Passed, ToString());

    public void AssertFailed() => Assert.False(Passed, ToString());

    public override string ToString() => Console.ToString();
}
