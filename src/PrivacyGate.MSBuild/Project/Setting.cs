using Microsoft.Build.Framework;
using PrivacyGate.Surroundings;

namespace PrivacyGate.MSBuild;

/// <summary>A property that weakens the gate, and who set it: no gate is weakened in silence.</summary>
/// <param name="Name">Of the property.</param>
/// <param name="Value">What it is.</param>
/// <param name="Setter">In words.</param>
/// <param name="IsEnvironment">Set by nothing that is reviewed.</param>
/// <param name="File">The file that sets it, where one is known.</param>
/// <param name="Line">In that file.</param>
/// <param name="Column">In that file.</param>
internal sealed record Setting(string Name, string Value, string Setter, bool IsEnvironment, string File = "", int Line = 0, int Column = 0)
{
    /// <param name="name">Of the property.</param>
    /// <param name="value">Its effective value.</param>
    /// <param name="engine">Knows the properties of the command line.</param>
    /// <param name="scan">Knows those that the project's files set.</param>
    /// <param name="variable">An environment variable's value, or null: MSBuild makes properties of them.</param>
    public static Setting Of(string name, string value, IBuildEngine engine, ProjectScan scan, Func<string, string?> variable)
    {
        if (GlobalsOf(engine).ContainsKey(name))
        {
            return new(name, value, "set on the command line, or by the project that builds this one", false);
        }

        // An element under a condition may not apply, and then the environment's value is the one that does.
        var elements = scan.Settings(name).Where(element => Same(element.Text, value) || element.Text.IndexOf("$(", StringComparison.Ordinal) >= 0).ToList();
        var inEnvironment = Same(variable(name), value);
        return elements.LastOrDefault(element => !inEnvironment || (!element.Conditional && Same(element.Text, value))) is { } found
            ? new(name, value, $"set in {Path.GetFileName(found.File)}", false, found.File, found.Line, found.Column)
            : inEnvironment
            ? new(name, value, "set as an environment variable", true)
            : new(name, value, "set in an imported file", false);
    }

    public static IReadOnlyDictionary<string, string> GlobalsOf(IBuildEngine engine) =>
        (engine as IBuildEngine6)?.GetGlobalProperties() ?? new Dictionary<string, string>();

    /// <summary>A warning that says what the property does and who set it; an error where it was the environment, which nobody reviews, and where the warning would not be seen.</summary>
    public void Tell(TaskLog log, string effect, HiddenWarnings hidden)
    {
        if (IsEnvironment)
        {
            log.Error(new Problem(Codes.InvalidProperty, $"{Name} is {Value}, {Setter}: {effect}, and no review would show it; remove the variable, and write the property in the project or on the command line"));
        }
        else if (hidden.Hider(Codes.GateOff) is { } hider)
        {
            log.Error(new Problem(Codes.InvalidProperty, $"{Name} is {Value}, {Setter}: {effect}, and {hider} hides the warning {Codes.GateOff} that would show it; {hidden.Cure(Codes.GateOff)}", File, Line, Column));
        }
        else
        {
            log.Warning(new Problem(Codes.GateOff, $"{Name} is {Value}, {Setter}: {effect}", File, Line, Column));
        }
    }

    private static bool Same(string? left, string right) => string.Equals(left?.Trim(), right.Trim(), StringComparison.OrdinalIgnoreCase);
}
