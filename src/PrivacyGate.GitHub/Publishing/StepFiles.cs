using System.Text;

namespace PrivacyGate.GitHub.Publishing;

/// <summary>The files by which a step hands on its summary and its outputs.</summary>
public static class StepFiles
{
    private static readonly UTF8Encoding Plain = new(encoderShouldEmitUTF8Identifier: false);

    /// <exception cref="InputException">PG0014: the file cannot be written.</exception>
    public static void Append(string? path, string text)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            File.AppendAllText(path, text, Plain);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.OutputNotWritable, $"cannot write the runner's file: {problem.Message}"), problem);
        }
    }

    /// <summary>Outputs, one a line: a value is made one line first, so it cannot become a second output.</summary>
    /// <exception cref="InputException">PG0014: the file cannot be written.</exception>
    public static void Output(string? path, params IEnumerable<(string Name, string Value)> outputs) =>
        Append(path, string.Concat(outputs.Select(output => $"{output.Name}={PlainText.OneLine(output.Value)}\n")));
}
