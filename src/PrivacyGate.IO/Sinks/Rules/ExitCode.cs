namespace PrivacyGate.IO.Sinks.Rules;

/// <summary>What the process answers; part of the public contract (docs/cli.md).</summary>
public enum ExitCode
{
    /// <summary>Passed, or inconclusive without --strict.</summary>
    Pass = 0,
    OverBudget = 1,

    /// <summary>The spec or the command line is wrong.</summary>
    Configuration = 2,

    /// <summary>A file, a model or the records cannot be audited.</summary>
    Input = 3,
    InconclusiveUnderStrict = 4,
    Internal = 70,
    Cancelled = 130,
}
