namespace PrivacyGate.MSBuild;

internal enum RowSeverity
{
    Message,
    Warning,
    Error,
}

/// <summary>One line of verdict.tsv.</summary>
internal sealed record VerdictRow(RowSeverity Severity, string Code, string File, int Line, int Column, string HelpLink, string Message)
{
    /// <summary>Softened to <paramref name="ceiling"/> when it is about a budget; never hardened.</summary>
    public VerdictRow Softened(RowSeverity ceiling) =>
        Codes.IsBudget(Code) && Severity > ceiling ? this with { Severity = ceiling } : this;
}
