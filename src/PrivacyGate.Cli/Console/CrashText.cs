using System.Runtime.InteropServices;
using System.Text;

namespace PrivacyGate.Cli.Console;

/// <summary>A defect as it may be reported: versions, kinds of exceptions and where they were thrown. Messages of exceptions are left out, since they may repeat a value of a record.</summary>
internal static class CrashText
{
    public static string Of(Exception defect)
    {
        var text = new StringBuilder($"privacygate {ToolVersion.Text}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}\n");
        for (var cause = defect; cause is not null; cause = cause.InnerException)
        {
            text.Append(cause.GetType().FullName).Append('\n').Append(cause.StackTrace).Append('\n');
        }

        return text.ToString();
    }
}
