using System.Text.Json;

namespace PrivacyGate.Cli.Tests;

/// <summary>From the model file to the verdict on its hardened copy.</summary>
public sealed class HardenTests
{
    [Fact]
    [Trait("Category", "Slow")]
    public void A_hardened_model_is_audited_as_any_other_and_tells_less()
    {
        using var clinic = Clinic.Leaky();
        var before = Advantage(clinic, "tumour.onnx");

        var run = Tool.Run(clinic.Path, "harden", "tumour.onnx", "--order-only", "-o", "safe.onnx");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("guards: order-only", run.Lines);
        Assert.True(Advantage(clinic, "safe.onnx") < before - .2);
    }

    [Theory]
    [InlineData(2, "PG0011", "no guard is stated", "-o", "safe.onnx")]
    [InlineData(2, "PG0011", "'round=9' is no guard", "--round", "9", "-o", "safe.onnx")]
    [InlineData(2, "PG0011", "names the model itself", "--round", "2", "-o", "./tumour.onnx")]
    [InlineData(2, "PG0011", "--out", "--round", "2")]
    [InlineData(3, "PG0047", "keeps 3 scores, and the model has 2 classes", "--top-k", "3", "-o", "safe.onnx")]
    [InlineData(3, "PG0026", "no output 'none'", "--round", "2", "--output", "none", "-o", "safe.onnx")]
    public void A_bad_request_writes_no_file(int exitCode, string code, string told, params string[] arguments)
    {
        using var clinic = Clinic.Leaky();
        var model = File.ReadAllBytes(clinic.File("tumour.onnx"));

        var run = Tool.Run(clinic.Path, ["harden", "tumour.onnx", .. arguments]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(run.Lines, line => line.Contains(code, StringComparison.Ordinal) && line.Contains(told, StringComparison.Ordinal));
        Assert.False(File.Exists(clinic.File("safe.onnx")));
        Assert.Equal(model, File.ReadAllBytes(clinic.File("tumour.onnx")));
    }

    private static double Advantage(Clinic clinic, string model)
    {
        clinic.WriteSpec("\"attacks\": [\"loss\", \"gap\"], \"budget\": { \"advantage\": 0.2 }", model);
        clinic.Check();
        using var report = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(clinic.Path, "out", "report.json")));
        return report.RootElement.GetProperty("models")[0].GetProperty("findings").EnumerateArray()
            .First(static finding => finding.GetProperty("attack").GetString() == "loss" && finding.GetProperty("metric").GetString() == "advantage").GetProperty("value").GetDouble();
    }
}
