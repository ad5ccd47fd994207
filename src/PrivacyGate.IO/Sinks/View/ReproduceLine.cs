using System.Globalization;
using System.Text.RegularExpressions;

namespace PrivacyGate.IO.Sinks.View;

/// <summary>The command that makes the same figures again.</summary>
public static partial class ReproduceLine
{
    public static string Of(GateRun run)
    {
        var line = $"privacygate check --config {Quote(Spec(run.SpecPath ?? "privacygate.json"))} --profile {Quote(run.Report.Profile)}";
        long[] seeds = [.. run.Report.Models.Select(model => model.Seed).Distinct()];
        return seeds is [var seed] ? string.Create(CultureInfo.InvariantCulture, $"{line} --seed {seed}") : line;
    }

    // Where the repository lies on this machine is nobody's business elsewhere.
    private static string Spec(string path)
    {
        var rooted = path is ['/' or '\\', ..] or [_, ':', ..];
        return rooted ? path[(path.LastIndexOfAny(['/', '\\']) + 1)..] : path;
    }

    // People paste this into a shell. A name that a shell could take for a command is not printed at all.
    private static string Quote(string argument)
    {
        if (Plain().IsMatch(argument))
        {
            return argument;
        }

        return Quotable().IsMatch(argument) ? $"\"{argument}\"" : "SPEC";
    }

    [GeneratedRegex(@"^[A-Za-z0-9_./\\:-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^[A-Za-z0-9_./\\:() @+,-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Quotable();
}
