using PrivacyGate.Cli.Tests;

namespace PrivacyGate.Fuzz.Tests.Seeds;

/// <summary>What a real check wrote: of a model that leaks and of one that does not.</summary>
internal static class Runs
{
    private static readonly Lazy<(byte[] Report, byte[][] Audits)> Made = new(Make);

    public static byte[] Report => Made.Value.Report;

    public static IReadOnlyList<byte[]> Audits => Made.Value.Audits;

    private static (byte[] Report, byte[][] Audits) Make()
    {
        using var folder = new TemporaryFolder();
        Clinic.Complete(folder.Path);
        File.Copy(Repository.Path("samples", "LeakyClinic", "models", Clinic.Model), folder.File("leaky.onnx"));
        folder.Write(Clinic.Spec, """
            { "models": [
              { "path": "leaky.onnx", "members": "members.csv", "nonMembers": "holdout.csv", "label": "diagnosis", "slices": ["diagnosis"] },
              { "path": "tumour.onnx", "members": "members.csv", "nonMembers": "holdout.csv", "label": "diagnosis", "classes": ["benign", "malignant"] } ] }
            """);
        var run = Tool.Run(folder.Path, "check", "--profile", "quick", "--out", "out", "--cache", "cache", "--no-progress");
        byte[][] audits = [.. Directory.GetFiles(folder.File("cache"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        return audits.Length == 2 ? (File.ReadAllBytes(folder.File("out", "report.json")), audits) : throw new InvalidOperationException($"the seeds were not made:\n{run.Output}{run.Errors}");
    }
}
