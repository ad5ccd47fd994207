using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace PrivacyGate.MSBuild;

/// <summary>
/// Logs without a subcategory and without an end position: setup-dotnet's problem matcher reads <c>file(line,col): error
/// CODE: text [project]</c> and nothing else.
/// </summary>
internal static class TaskLog
{
    public static void Error(this TaskLoggingHelper log, Problem problem) =>
        log.Row(new VerdictRow(RowSeverity.Error, problem.Code, problem.File ?? "", problem.Line, problem.Column, Codes.HelpLink(problem.Code), problem.Message));

    public static void Warning(this TaskLoggingHelper log, Problem problem) =>
        log.Row(new VerdictRow(RowSeverity.Warning, problem.Code, problem.File ?? "", problem.Line, problem.Column, Codes.HelpLink(problem.Code), problem.Message));

    public static void Row(this TaskLoggingHelper log, VerdictRow row)
    {
        var file = row.File.Length == 0 ? null : row.File;
        switch (row.Severity)
        {
            case RowSeverity.Error:
                log.LogError(null, row.Code, null, row.HelpLink, file, row.Line, row.Column, 0, 0, "{0}", row.Message);
                break;
            case RowSeverity.Warning:
                log.LogWarning(null, row.Code, null, row.HelpLink, file, row.Line, row.Column, 0, 0, "{0}", row.Message);
                break;
            default:
                log.LogMessage(null, row.Code, null, file, row.Line, row.Column, 0, 0, MessageImportance.High, "{0}", row.Message);
                break;
        }
    }
}
