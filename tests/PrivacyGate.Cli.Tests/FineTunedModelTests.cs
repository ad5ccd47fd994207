using System.Globalization;
using System.Text.Json;

namespace PrivacyGate.Cli.Tests;

/// <summary>A network that was trained on from another one: tests/fixtures/finetuned, made with numpy alone.</summary>
[Trait("Category", "Slow")]
public sealed class FineTunedModelTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pg-finetuned").FullName;

    public FineTunedModelTests()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "finetuned")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    /// <summary>Shadows that start from nothing need other weights to fit, and stand for the model less well: at this budget they would let it pass unproven.</summary>
    [Fact]
    public void Shadows_that_start_from_the_base_prove_a_leak_that_others_do_not()
    {
        var (alone, beside) = (Check("full", ""), Check("full", ", \"base\": \"base.onnx\""));

        Assert.Equal("inconclusive", alone.GetProperty("verdict").GetString());
        Assert.Equal("fail", beside.GetProperty("verdict").GetString());
        Assert.True(Advantage(beside, "lira") > Advantage(alone, "lira") + .1);
        Assert.Contains("in 6 tensors, 6 of them starting from the base model", Trainer(beside), StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_that_training_left_alone_are_found_or_named()
    {
        var (found, named) = (Check("head", ", \"base\": \"base.onnx\""), Check("head", ", \"frozen\": [\"features.*\"]"));

        Assert.Contains("1 more frozen", Trainer(Check("head", ", \"frozen\": [\"features.0.bias\"]")), StringComparison.Ordinal);
        Assert.Contains("in 2 tensors, 2 of them starting from the base model, 4 more frozen", Trainer(found), StringComparison.Ordinal);
        Assert.Contains("in 2 tensors, 4 more frozen", Trainer(named), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"base\": \"late.onnx\"", "error PG0235: shadows.base (late.onnx) answers members better than non-members")]
    [InlineData("\"base\": \"full.onnx\"", "error PG0046: every weight of the model is as in shadows.base")]
    [InlineData("\"base\": \"members.csv\"", "error PG0022: shadows.base: members.csv: ")]
    [InlineData("\"base\": \"none.onnx\"", "error PG0020: shadows.base: none.onnx: ")]
    [InlineData("\"frozen\": [\"backbone.*\"]", "error PG0046: shadows.frozen names 'backbone.*', which is no tensor of the model; its tensors are 'features.0.weight', ")]
    [InlineData("\"frozen\": [\"*\"]", "error PG0046: shadows.frozen names every weight")]
    public void What_does_not_fit_is_told_at_its_line(string shadows, string told)
    {
        var run = Run("full", ", " + shadows);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains(run.Lines, line => line.StartsWith("privacygate.json(1,", StringComparison.Ordinal) && line.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void Another_base_makes_another_audit()
    {
        var first = Run("full", ", \"base\": \"base.onnx\"", "--cache", "cache");
        File.Copy(Path.Combine(folder, "late.onnx"), Path.Combine(folder, "base.onnx"), overwrite: true);
        var second = Run("full", ", \"base\": \"base.onnx\"", "--cache", "cache");

        Assert.Equal((1, 3), (first.ExitCode, second.ExitCode));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private ToolRun Run(string model, string shadows, params string[] arguments)
    {
        File.WriteAllText(
            Path.Combine(folder, "privacygate.json"),
            string.Create(CultureInfo.InvariantCulture, $$"""{ "models": [ { "path": "{{model}}.onnx", "members": "members.csv", "nonMembers": "holdout.csv", "label": "label", "attacks": ["loss", "lira", "rmia"], "shadows": { "count": 32{{shadows}} } } ] }"""));
        return Tool.Run(folder, ["check", "--config", "privacygate.json", "--out", "out", "--no-progress", .. arguments]);
    }

    private JsonElement Check(string model, string shadows)
    {
        Assert.InRange(Run(model, shadows).ExitCode, 0, 1);
        using var report = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "out", "report.json")));
        return report.RootElement.GetProperty("models")[0].Clone();
    }

    private static string Trainer(JsonElement model) => model.GetProperty("shadows").GetProperty("trainer").GetString()!;

    private static double Advantage(JsonElement model, string attack) => model.GetProperty("findings").EnumerateArray()
        .Single(finding => finding.GetProperty("attack").GetString() == attack && finding.GetProperty("metric").GetString() == "advantage").GetProperty("value").GetDouble();
}
