using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace PrivacyGate.MSBuild;

/// <summary>
/// Logs so that setup-dotnet's problem matcher makes an annotation of it: <c>file(line,col): error CODE: text [project]</c>,
/// without a subcategory and without an end position. MSBuild leaves out <c>[project]</c> when the file is the project
/// itself, so that one is named by its file name alone, which the matcher and IDEs resolve beside the project.
/// </summary>
internal sealed record TaskLog(TaskLoggingHelper Log, string ProjectFile)
{
    public bool HasErrors => Log.HasLoggedErrors;

    /// <summary>A folder that cannot be written is the machine's fault, and no crash of a task.</summary>
    public bool Guarded(Func<bool> run)
    {
        try
        {
            return run();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Error(new Problem(Codes.OutputNotWritable, $"the gate cannot use one of its files: {e.Message.TrimEnd('.')}; see that it may be read and written and that no other program holds it"));
            return false;
        }
    }

    public void Error(Problem problem) => Write(RowSeverity.Error, problem);

    public void Warning(Problem problem) => Write(RowSeverity.Warning, problem);

    public void Note(Problem problem) => Write(RowSeverity.Message, problem);

    /// <summary>A problem with what ships: softened like a budget.</summary>
    public void Softened(Problem problem, RowSeverity ceiling) => Write((RowSeverity)Math.Min((int)RowSeverity.Error, (int)ceiling), problem);

    public void Write(VerdictRow row)
    {
        var file = row.File.Length == 0 || row.File == ProjectFile ? Path.GetFileName(ProjectFile) : row.File;

        // An annotation needs a line and a column.
        var (line, column) = (Math.Max(row.Line, 1), Math.Max(row.Column, 1));
        switch (row.Severity)
        {
            case RowSeverity.Error:
                Log.LogError(null, row.Code, null, row.HelpLink, file, line, column, 0, 0, "{0}", row.Message);
                break;
            case RowSeverity.Warning:
                Log.LogWarning(null, row.Code, null, row.HelpLink, file, line, column, 0, 0, "{0}", row.Message);
                break;
            default:
                Log.LogMessage(null, row.Code, null, file, line, column, 0, 0, MessageImportance.High, "{0}", row.Message);
                break;
        }
    }

    private void Write(RowSeverity severity, Problem problem) =>
        Write(new VerdictRow(severity, problem.Code, problem.File, problem.Line, problem.Column, Codes.HelpLink(problem.Code), OneLine(problem.Message)));

    private static string OneLine(string message) => message.Replace(" [", " (").Replace("\r", "").Replace("\n", " ");
}
