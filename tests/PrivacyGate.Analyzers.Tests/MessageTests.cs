using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using PrivacyGate.Analyzers.Catalog;

namespace PrivacyGate.Analyzers.Tests;

/// <summary>What a finding says.</summary>
public sealed class MessageTests
{
    private const string ReturnsScores = "public class Api : ControllerBase { public float[] Predict() => {|#0:Raw.Scores()|}; }";

    [Fact]
    public Task Raw_scores_quote_the_figure_of_the_only_model() => SaysAsync(
        ReturnsScores,
        Descriptors.PublicScores,
        "Raw scores of 'InferenceSession.Run' leave through the controller action 'Predict' (loss attack advantage 0.79 (95% CI 0.74-0.83), budget 0.20); return the label, or wrap them in ScoreGuard",
        ("models/leaky.onnx", "fail", Surroundings.Figure));

    [Fact]
    public Task With_two_models_no_figure_is_quoted_because_it_might_be_the_others() => SaysAsync(
        ReturnsScores,
        Descriptors.PublicScores,
        "Raw scores of 'InferenceSession.Run' leave through the controller action 'Predict'; return the label, or wrap them in ScoreGuard",
        Surroundings.Models);

    [Theory]
    [InlineData("app.MapPost(\"/predict\", () => {|#0:Raw.Scores()|})", "the endpoint '/predict'")]
    [InlineData("app.MapGet(\"/p\", (HttpResponse response) => response.WriteAsJsonAsync({|#0:Raw.Scores()|}))", "the call of 'WriteAsJsonAsync'")]
    public Task The_surface_is_named(string statement, string surface) => SaysAsync(
        $$"""public static class Program { public static void Map(WebApplication app) => {{statement}}; }""",
        Descriptors.PublicScores,
        $"Raw scores of 'InferenceSession.Run' leave through {surface}; return the label, or wrap them in ScoreGuard");

    [Fact]
    public Task A_log_is_named() => SaysAsync(
        "public class S(ILogger<S> logger, PredictionEngine<Input, Risk> engine) { public void Do(Input input) => logger.LogInformation(\"{P}\", {|#0:engine.Predict(input).Probability|}); }",
        Descriptors.LoggedScores,
        "Raw scores of 'PredictionEngine.Predict' are written by LoggerExtensions.LogInformation; write the label, or wrap them in ScoreGuard");

    [Fact]
    public Task A_failing_model_quotes_metric_interval_and_budget() => SaysAsync(
        "public class S { public InferenceSession Open() => new({|#0:\"models/leaky.onnx\"|}); }",
        Descriptors.FailedModel,
        "The gate of 'models/leaky.onnx' failed: loss attack advantage 0.79 (95% CI 0.74-0.83), budget 0.20",
        Surroundings.Models);

    [Fact]
    public Task A_stale_receipt_has_no_figure() => SaysAsync(
        "public class S { public InferenceSession Open() => new({|#0:\"models/old.onnx\"|}); }",
        Descriptors.FailedModel,
        "The gate of 'models/old.onnx' ran on an older version of the file",
        Surroundings.Models);

    [Theory]
    [InlineData("new InferenceSession({|#0:\"models/other.onnx\"|})", "models/other.onnx", "models/other.onnx")]
    [InlineData("new MLContext().Model.Load({|#0:\"models/other.zip\"|}, out _)", "models/other.zip", "models/other.onnx")]
    public Task A_model_without_a_gate_shows_the_item(string load, string path, string include) => SaysAsync(
        $$"""public class S { public object Open() => {{load}}; }""",
        Descriptors.UngatedModel,
        $"No gate covers '{path}'; add <PrivacyGateModel Include=\"{include}\" /> to the project, or a PrivacyGateExempt item with a Reason",
        Surroundings.Models);

    [Fact]
    public Task Where_nothing_is_gated_a_path_that_is_known_is_reported_and_no_other() => SaysAsync(
        "public class S { public InferenceSession Open(string path) => path == \"\" ? new({|#0:\"a.onnx\"|}) : new(path); }",
        Descriptors.UngatedModel,
        "No gate covers 'a.onnx'; add <PrivacyGateModel Include=\"a.onnx\" /> to the project, or a PrivacyGateExempt item with a Reason");

    [Theory]
    [InlineData("Round(Raw.Scores(), {|#0:6|})", "'Round' keeps 6 digits, so the scores leave as they are; round to 2 or 3 digits")]
    [InlineData("TopK(Raw.Scores(), {|#0:int.MaxValue|})", "'TopK' keeps more classes than there are, so the call fails at run time; keep the largest score alone")]
    [InlineData("TopK(new[] { 0.2f, 0.3f, 0.5f }, {|#0:4|})", "'TopK' keeps more classes than there are, so the call fails at run time; keep the largest score alone")]
    [InlineData("TopK(new[] { 0.2f, 0.3f, 0.5f }, {|#0:3|})", "'TopK' keeps every class, so the scores leave as they are; keep the largest score alone")]
    [InlineData("Round(Raw.Scores(), {|#0:7|})", "'Round' keeps 7 digits, so the call fails at run time; round to 2 or 3 digits")]
    [InlineData("Temperature(Raw.Scores(), {|#0:1f|})", "'Temperature' divides by 1, so the scores leave as they are; take a temperature of 2 or more")]
    [InlineData("Noise(Raw.Scores(), {|#0:0f|}, 1)", "'Noise' takes an amplitude of 0, so the call fails at run time; take an amplitude above 0")]
    public Task A_weak_guard_says_why(string call, string message) =>
        SaysAsync($$"""public class S { public float[] Score() => PrivacyGate.ScoreGuard.{{call}}; }""", Descriptors.WeakGuard, message);

    [Fact]
    public Task A_loss_is_called_one() => SaysAsync(
        "public class Api : ControllerBase { public object Loss(int patientId) => new { patientId, loss = {|#0:-Math.Log(Raw.Confidence())|} }; }",
        Descriptors.ScoresWithIdentity,
        "The loss of 'InferenceSession.Run' leaves together with the identity of the input through the controller action 'Loss'; return the label alone");

    private static Task SaysAsync(string source, DiagnosticDescriptor rule, string message, params (string Model, string Verdict, string Figure)[] models)
    {
        var run = new AnalyzerRun(source, models);
        run.ExpectedDiagnostics.Add(new DiagnosticResult(rule).WithLocation(0).WithMessage(message));
        return run.RunAsync();
    }
}
