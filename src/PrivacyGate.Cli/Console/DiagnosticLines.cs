using System.Text;
using PrivacyGate.IO.Printing;

namespace PrivacyGate.Cli.Console;

/// <summary>Diagnostics as one canonical line each, on the stream build logs read.</summary>
internal static class DiagnosticLines
{
    public static void Print(IEnumerable<Diagnostic> diagnostics) => Terminal.Unheard(() =>
    {
        var withLetters = System.Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage;
        foreach (var diagnostic in diagnostics)
        {
            System.Console.Out.WriteLine(CanonicalLine.Format(diagnostic, withLetters));
        }
    });
}
