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
        "Raw scores of 'InferenceSession.Run' leave through the controller action 'Predict' (loss attack advantage 0.79 (95% CI 0.74-0.83) exceeds budget 0.20); return the label, or wrap them in ScoreGuard",
        ("models/leaky.onnx", "fail", Surroundings.Figure));

    [Fact]
    public Task Of_several_models_the_worst_is_quoted_by_its_name() => SaysAsync(
        ReturnsScores,
        Descriptors.PublicScores,
        "Raw scores of 'InferenceSession.Run' leave through the controller action 'Predict' (worst of 7 models, 'models/leaky.onnx': loss attack advantage 0.79 (95% CI 0.74-0.83) exceeds budget 0.20); return the label, or wrap them in ScoreGuard",
        Surroundings.Models);

    [Fact]
    public Task An_exempt_model_beside_it_hides_no_figure() => SaysAsync(
        ReturnsScores,
        Descriptors.PublicScores,
        "Raw scores of 'InferenceSession.Run' leave through the controller action 'Predict' (loss attack advantage 0.79 (95% CI 0.74-0.83) exceeds budget 0.20); return the label, or wrap them in ScoreGuard",
        ("models/leaky.onnx", "fail", Surroundings.Figure),
        ("models/public.onnx", "exempt", ""));

    [Fact]
    public Task The_file_that_the_session_was_opened_from_is_the_one_that_is_quoted() => SaysAsync(
        "public class Api : ControllerBase { private readonly InferenceSession session = new(\"models/credit.onnx\"); public float[] Predict() => {|#0:session.Run(Raw.Inputs).First().AsEnumerable<float>().ToArray()|}; }",
        Descriptors.PublicScores,
        "Raw scores of 'InferenceSession.Run' leave through the controller action 'Predict' ('models/credit.onnx': loss attack advantage 0.05 (95% CI 0.01-0.09), budget 0.20); return the label, or wrap them in ScoreGuard",
        Surroundings.Models);

    /// <summary>The targets hand on no figure that is out of date.</summary>
    [Theory]
    [InlineData("stale-model")]
    [InlineData("stale-input")]
    [InlineData("none")]
    public Task Without_a_figure_none_is_quoted(string verdict) => SaysAsync(
        ReturnsScores,
        Descriptors.PublicScores,
        "Raw scores of 'InferenceSession.Run' leave through the controller action 'Predict'; return the label, or wrap them in ScoreGuard",
        ("models/leaky.onnx", verdict, ""));

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
        "The gate of 'models/leaky.onnx' failed: loss attack advantage 0.79 (95% CI 0.74-0.83) exceeds budget 0.20; train with less memorisation, or ship another model",
        Surroundings.Models);

    /// <summary>The gate of the same build gives the new verdict. A warning would be about the old one.</summary>
    [Theory]
    [InlineData("stale-model", "has not run since the model file changed; build to measure the new model")]
    [InlineData("stale-input", "has not run since its data or settings changed; build to measure again")]
    public Task A_verdict_that_is_out_of_date_is_no_warning(string verdict, string words)
    {
        var run = new AnalyzerRun("public class S { public InferenceSession Open() => new({|#0:\"models/old.onnx\"|}); }", ("models/old.onnx", verdict, ""));
        run.ExpectedDiagnostics.Add(new DiagnosticResult("PG1004", DiagnosticSeverity.Info).WithLocation(0).WithMessage($"The gate of 'models/old.onnx' {words}"));
        return run.RunAsync();
    }

    [Theory]
    [InlineData("inconclusive", "was inconclusive: x; audit with more records")]
    [InlineData("invalid", "measured nothing valid: x; correct what the gate's report names")]
    public Task Each_verdict_says_what_to_do(string verdict, string words) => SaysAsync(
        "public class S { public InferenceSession Open() => new({|#0:\"models/a#b;c%.onnx\"|}); }",
        Descriptors.FailedModel,
        $"The gate of 'models/a#b;c%.onnx' {words}",
        ("models/a%23b%3Bc%25.onnx", verdict, "x"));

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
    [InlineData("TopK(Raw.Scores(), {|#0:int.MaxValue|})", "'TopK' keeps more classes than there are, so the call fails at run time; keep the order of the classes alone with OrderOnly")]
    [InlineData("TopK(new[] { 0.2f, 0.3f, 0.5f }, {|#0:4|})", "'TopK' keeps more classes than there are, so the call fails at run time; keep the order of the classes alone with OrderOnly")]
    [InlineData("TopK(new[] { 0.2f, 0.3f, 0.5f }, {|#0:3|})", "'TopK' keeps every class, so the scores leave as they are; keep the order of the classes alone with OrderOnly")]
    [InlineData("Round(Raw.Scores(), {|#0:7|})", "'Round' keeps 7 digits, so the call fails at run time; round to 2 or 3 digits")]
    [InlineData("Temperature(Raw.Scores(), {|#0:1f|})", "'Temperature' divides by 1, so the scores leave as they are; take a temperature of 2 or more")]
    [InlineData("Noise(Raw.Scores(), {|#0:0f|}, 1)", "'Noise' takes an amplitude of 0, so the call fails at run time; take an amplitude above 0 and at most 1")]
    [InlineData("Noise(Raw.Scores(), {|#0:-0.1f|}, 1)", "'Noise' takes an amplitude of -0.10000000149011612, so the call fails at run time; take an amplitude above 0 and at most 1")]
    [InlineData("Noise(Raw.Scores(), {|#0:1.5f|}, 1)", "'Noise' takes an amplitude of 1.5, so the call fails at run time; take an amplitude above 0 and at most 1")]
    [InlineData("Noise(Raw.Scores(), {|#0:float.NaN|}, 1)", "'Noise' takes an amplitude of NaN, so the call fails at run time; take an amplitude above 0 and at most 1")]
    [InlineData("Round(Raw.Scores(), {|#0:-1|})", "'Round' keeps -1 digits, so the call fails at run time; round to 2 or 3 digits")]
    [InlineData("TopK(Raw.Scores(), {|#0:0|})", "'TopK' keeps 0 classes, so the call fails at run time; keep the order of the classes alone with OrderOnly")]
    [InlineData("Temperature(Raw.Scores(), {|#0:0|})", "'Temperature' takes a temperature of 0, so the call fails at run time; take a temperature from 2 to 1000")]
    [InlineData("Temperature(Raw.Scores(), {|#0:1001|})", "'Temperature' takes a temperature of 1001, so the call fails at run time; take a temperature from 2 to 1000")]
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
