using PrivacyGate.Cli.Tests;
using PrivacyGate.Fuzz.Tests.Seeds;
using PrivacyGate.IO.Sinks.Json;
using PrivacyGate.IO.Sinks.Rules;

namespace PrivacyGate.Fuzz.Tests.Kinds;

/// <summary>Inputs of another kind through the whole command line: what it prints, answers and leaves behind.</summary>
internal sealed class CommandLineKind : FuzzKind
{
    private const string Out = "out";
    private readonly FuzzKind input;
    private readonly bool isCheck;
    private readonly string[] arguments;

    private CommandLineKind(FuzzKind input, string fileName, bool isCheck, params string[] arguments)
        : base(input.Name, fileName, input.Share) => (this.input, this.isCheck, this.arguments) = (input, isCheck, arguments);

    public static CommandLineKind Inspect(FuzzKind input) => new(input, "input.onnx", isCheck: false, "inspect", "input.onnx", "--gradient-graph", "step.onnx");

    /// <param name="damaged">Which of the clinic's files the input stands in for.</param>
    /// <param name="input">Makes it.</param>
    public static CommandLineKind Check(string damaged, FuzzKind input) =>
        new(input, damaged, isCheck: true, "check", "--profile", "quick", "--out", Out, "--no-command", "--no-progress", "--time-budget", "10s");

    public override byte[] Make(Random random) => input.Make(random);

    public override bool Read(string path, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (isCheck)
        {
            Clinic.Complete(folder);
        }

        var before = Directory.GetFiles(folder).Length;
        var run = Tool.Run(folder, arguments);
        var exit = (ExitCode)run.ExitCode;
        Require(exit is ExitCode.Pass or ExitCode.OverBudget or ExitCode.Configuration or ExitCode.Input, run, $"exit code {run.ExitCode}");
        Require(exit == ExitCode.Pass || run.Output.Contains("PG", StringComparison.Ordinal), run, "no code says why");
        Require(!run.Output.Contains($"error {DiagnosticIds.InternalError}: ", StringComparison.Ordinal), run, "an internal error");
        Require(run.Errors.Length == 0, run, "something on standard error");
        Require(!Directory.EnumerateFiles(folder, "*.tmp", SearchOption.AllDirectories).Any(), run, "a file half-written");
        Require(Directory.GetFiles(folder).Length == before || (!isCheck && exit == ExitCode.Pass), run, "a file beside the inputs");
        RequireWholeReport(folder, run);
        return exit is ExitCode.Pass or ExitCode.OverBudget;
    }

    private static void RequireWholeReport(string folder, ToolRun run)
    {
        var output = Path.Combine(folder, Out);
        if (!Directory.Exists(output))
        {
            return;
        }

        try
        {
            _ = ReportJson.Read(Path.Combine(output, ReportJson.FileName));
        }
        catch (InputException unreadable)
        {
            throw new FaultException($"our own report cannot be read: {unreadable.Message}\n{run.Output}");
        }
    }

    private static void Require(bool holds, ToolRun run, string fault)
    {
        if (!holds)
        {
            throw new FaultException($"{fault}\n{run.Output}{run.Errors}");
        }
    }
}
