namespace PrivacyGate.Cli.Tests;

public class InspectAndExplainTests
{
    [Fact]
    public void Inspect_says_what_was_recognised_and_which_attacks_can_be_run()
    {
        var run = Tool.RunAsProcess(Repository.Path("samples"), "inspect", "LeakyClinic/models/tumour.onnx");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Lines, static line => line.Contains("30 columns", StringComparison.Ordinal));
        Assert.Contains(run.Lines, static line => line.Contains("benign, malignant", StringComparison.Ordinal));
        Assert.Contains(run.Lines, static line => line.StartsWith("gap ", StringComparison.Ordinal) && line.EndsWith("yes", StringComparison.Ordinal));
        Assert.Contains(run.Lines, static line => line.StartsWith("gradient-norm ", StringComparison.Ordinal) && !line.EndsWith("yes", StringComparison.Ordinal));
    }

    [Fact]
    public void Inspect_writes_the_gradient_graph()
    {
        using var folder = new TemporaryFolder();

        var run = Tool.Run(folder.Path, "inspect", Repository.Path("tests", "PrivacyGate.Onnx.Tests", "fixtures", "mlp_softmax.onnx"), "--gradient-graph", "step.onnx");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Lines, static line => line.StartsWith("gradient graph: step.onnx", StringComparison.Ordinal));
        Assert.Contains(run.Lines, static line => line.StartsWith("Weight ", StringComparison.Ordinal));
        Assert.Equal(["step.onnx"], folder.Names());
    }

    [Fact]
    public void Inspect_says_which_operator_has_no_gradient()
    {
        using var folder = new TemporaryFolder();

        var run = Tool.Run(folder.Path, "inspect", Repository.Path("tests", "PrivacyGate.Onnx.Tests", "fixtures", "sklearn_forest.onnx"), "--gradient-graph", "step.onnx");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("TreeEnsembleClassifier", run.Output, StringComparison.Ordinal);
        Assert.Contains("surrogate network", run.Output, StringComparison.Ordinal);
        Assert.Empty(folder.Names());
    }

    [Fact]
    public void Explain_names_the_line_of_each_value_or_calls_it_a_default()
    {
        using var clinic = Clinic.Leaky();

        var run = Tool.RunAsProcess(clinic.Path, "explain");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Lines, static line => line.StartsWith("models[0].budget.advantage", StringComparison.Ordinal) && line.Contains("0.2", StringComparison.Ordinal) && line.Contains("privacygate.json:9:", StringComparison.Ordinal));
        Assert.Contains(run.Lines, static line => line.StartsWith("models[0].seed", StringComparison.Ordinal) && line.EndsWith("default", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_of_a_spec_give_the_build_agent_no_commands()
    {
        using var clinic = Clinic.Leaky();
        clinic.WriteSpec("\"name\": \"::stop-commands::##vso[task.complete]\"");

        var output = Tool.Run(clinic.Path, "explain").Output + clinic.Check("--profile", "quick").Output;

        Assert.DoesNotContain("##vso[", output, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(^|\s)::", output);
    }

    [Fact]
    public void Explain_tells_what_is_wrong_with_a_spec()
    {
        using var clinic = Clinic.Leaky();
        clinic.WriteSpec("\"sed\": 1");

        var run = Tool.Run(clinic.Path, "explain");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error PG0003", run.Output, StringComparison.Ordinal);
    }
}
