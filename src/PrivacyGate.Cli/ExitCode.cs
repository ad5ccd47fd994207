namespace PrivacyGate.Cli;

/// <summary>What the process answers; part of the public contract (docs/cli.md).</summary>
internal enum ExitCode
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

internal static class ExitCodes
{
    /// <summary>The exit code of an error that kept a model from being audited.</summary>
    public static ExitCode Of(Diagnostic diagnostic) => diagnostic.Id switch
    {
        DiagnosticIds.Cancelled => ExitCode.Cancelled,
        DiagnosticIds.InternalError => ExitCode.Internal,
        _ => string.CompareOrdinal(diagnostic.Id, DiagnosticIds.FileNotFound) < 0 ? ExitCode.Configuration : ExitCode.Input,
    };
}
