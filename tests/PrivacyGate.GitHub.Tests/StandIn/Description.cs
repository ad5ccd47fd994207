using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PrivacyGate.GitHub.Tests.StandIn;

/// <summary>GitHub's description of its own API, as a judge. One checker serves all tests: reading the description takes longer than judging by it.</summary>
internal static class Description
{
    public const string Module = "ajv-formats";

    private static readonly Lock Turn = new();
    private static readonly Lazy<Process> Checker = new(Start);

    /// <summary>What is wrong with exchanges; nothing where the checker is not installed (npm ci was not run in tests/tools).</summary>
    public static string[] Faults(JsonArray exchanges)
    {
        if (!Node.Has(Module))
        {
            return [];
        }

        lock (Turn)
        {
            Checker.Value.StandardInput.WriteLine(exchanges.ToJsonString());
            Checker.Value.StandardInput.Flush();
            var answer = Checker.Value.StandardOutput.ReadLine() ?? throw new InvalidOperationException("validate-exchanges.mjs ended");
            return JsonSerializer.Deserialize<string[]>(answer)!;
        }
    }

    private static Process Start()
    {
        var process = Process.Start(new ProcessStartInfo("node", [Repository.Path("tests", "tools", "validate-exchanges.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        // It ends with its input; so it does when this process ends.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.StandardInput.Close();
        return process;
    }
}
