using PrivacyGate.Surroundings;

namespace PrivacyGate.MSBuild;

/// <summary>
/// A package that gates nothing on a build server is a gate that somebody believes in: an error, unless the project says
/// why it has no model. On a developer's machine it may be minutes old: a warning. So it is for a project that references
/// others: a model of theirs is gated where it is, and the guard refuses what ships without a verdict.
/// </summary>
internal sealed class NothingToGate(PrepareTask task, TaskLog log)
{
    private const string NoModel = "PrivacyGateNoModelReason";

    public void Tell(ProjectScan scan, HiddenWarnings hidden)
    {
        var reason = task.NoModelReason?.Trim() ?? "";
        if (reason.Length == 0)
        {
            var problem = new Problem(Codes.NothingToGate, $"nothing to gate: no {KnownNames.Item} item, and no {ConfigFinder.FileName} from the project's folder up to the repository's root; state the reason in {NoModel} if the project has no model, or make a spec with: dotnet exec \"{task.Tool}\" init");
            log.Softened(problem, task.OnBuildServer && task.References.Length == 0 ? RowSeverity.Error : RowSeverity.Warning);
        }
        else if (reason.Split(' ').Length < 2)
        {
            log.Error(new Problem(Codes.InvalidProperty, $"{NoModel} is '{reason}'; write the reason in words, such as: this library has no model"));
        }
        else if (Setting.Of(NoModel, reason, task.BuildEngine, scan, task.Variable) is { IsEnvironment: true } setting)
        {
            setting.Tell(log, "no model of this project is gated", hidden);
        }
        else if (ModelInOutput() is { } model)
        {
            log.Warning(new Problem(Codes.NothingToGate, $"nothing to gate: {reason}; but the output folder has the model {model}, and no verdict is about it; add a {KnownNames.Item} for it, or name it in a {KnownNames.Exempt} item with the Reason"));
        }
        else
        {
            log.Note(new Problem(Codes.NothingToGate, $"nothing to gate: {reason}"));
        }
    }

    /// <summary>A model that a target copied there contradicts the reason. Where other projects are referenced, it may be theirs.</summary>
    private string? ModelInOutput()
    {
        if (task.References.Length > 0 || string.IsNullOrWhiteSpace(task.OutputFolder) || !Directory.Exists(task.OutputFolder))
        {
            return null;
        }

        var exempt = task.Exempt.Select(item => item.GetMetadata("FullPath")).Where(File.Exists).Select(FileState.Hash).ToList();
        return Directory.EnumerateFiles(task.OutputFolder!, "*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
            .OrderBy(path => path, StringComparer.Ordinal)
            .Where(path => !exempt.Contains(FileState.Hash(path)))
            .Select(path => Paths.RelativeInside(Path.GetDirectoryName(task.ProjectFile)!, Path.GetFullPath(path)))
            .FirstOrDefault();
    }
}
