using Microsoft.CodeAnalysis;
using PrivacyGate.Analyzers.Catalog;

namespace PrivacyGate.Analyzers.Tests;

/// <summary>A network answers with scores, values or vectors. What the gate was told of a model decides; else what the code calls its answers.</summary>
public sealed class TaskTests
{
    private const string Pass = "pass";

    [Theory]
    [InlineData("models/credit.onnx", true)]
    [InlineData("models/labels.onnx", true)]
    [InlineData("models/anomaly.onnx", true)]
    [InlineData("models/price.onnx", false)]
    [InlineData("models/autoencoder.onnx", false)]
    public Task The_only_gated_model_says_what_every_session_answers_with(string model, bool scores) =>
        RunAsync(Endpoint("Raw.Session", scores), (model, Pass, ""));

    [Theory]
    [InlineData("models/credit.onnx", true)]
    [InlineData("models/price.onnx", false)]
    [InlineData("models/public.onnx", false)]
    public Task Of_several_models_the_file_that_the_code_opens_decides(string opened, bool scores) => RunAsync(
        $"public static class Net {{ public static readonly InferenceSession Session = new(\"{opened}\"); }} {Endpoint("Net.Session", scores)}",
        ("models/credit.onnx", Pass, ""),
        ("models/price.onnx", Pass, ""),
        ("models/public.onnx", "exempt", ""));

    [Theory]
    [InlineData("public Api() { session = new InferenceSession(Path.Combine(AppContext.BaseDirectory, \"price.onnx\")); }", false)]
    [InlineData("public Api(bool big) { session = big ? null : new InferenceSession(\"price.onnx\"); }", true)]
    [InlineData("public Api(InferenceSession session) { this.session = session; }", true)]
    [InlineData("public Api() { session = new InferenceSession(\"price.onnx\"); session = new InferenceSession(\"credit.onnx\"); }", true)]
    public Task A_constructor_may_open_it(string constructor, bool scores) => RunAsync(
        $"public class Api : ControllerBase {{ private readonly InferenceSession session; {constructor} public float[] Scores() => {Marked("session", scores)}; }}",
        ("models/credit.onnx", Pass, ""),
        ("models/price.onnx", Pass, ""));

    [Fact]
    public Task A_variable_of_the_program_may_open_it() => RunAsync(
        "public static class P { public static void Map(WebApplication app) { using var session = new InferenceSession(\"price.onnx\"); app.MapGet(\"/scores\", () => session.Run(Raw.Inputs).First().AsEnumerable<float>().ToArray()); } }",
        ("models/credit.onnx", Pass, ""),
        ("models/price.onnx", Pass, ""));

    /// <summary>Nothing is gated: the words of the code decide, and where they say nothing, nothing is reported.</summary>
    [Theory]
    [InlineData("[HttpGet] public float[] Probabilities() => {0};", true)]
    [InlineData("[HttpGet] public object Get() => new {{ label = Raw.Labels[0], values = {0} }};", true)]
    [InlineData("[HttpGet(\"/classify\")] public float[] Get() => {0};", true)]
    [InlineData("[HttpGet] public float[] Get() => {0};", false)]
    [InlineData("[HttpGet] public float[] Predict() => {0};", false)]
    [InlineData("[HttpGet] public object Predict() => new {{ price = {0} }};", false)]
    [InlineData("[HttpGet] public float[] Embedding() => {0};", false)]
    [InlineData("[HttpGet] public object EmbeddingScores() => new {{ embedding = {0} }};", false)]
    public Task Where_no_model_is_known_the_words_of_the_code_decide(string member, bool scores) => RunAsync(
        $"public class Api : ControllerBase {{ {string.Format(System.Globalization.CultureInfo.InvariantCulture, member, Marked("Raw.Session", scores))} }}");

    [Fact]
    public Task The_words_of_the_helper_that_runs_the_model_count_too() => RunAsync(
        "public class Api : ControllerBase { public float[] Get() => [|Net.Run()|]; } public static class Net { public static float[] Run() => Softmax(Raw.Session.Run(Raw.Inputs).First().AsEnumerable<float>().ToArray()); static float[] Softmax(float[] x) => x; }");

    [Fact]
    public Task An_embedding_of_a_gated_classifier_is_left_alone() => RunAsync(
        "public class Api : ControllerBase { public float[] Embed() => Raw.Session.Run(Raw.Inputs).First(o => o.Name == \"embedding\").AsEnumerable<float>().ToArray(); }",
        ("models/credit.onnx", Pass, ""));

    [Fact]
    public Task A_log_is_judged_the_same() => RunAsync(
        "public class S(ILogger<S> logger) { public void Do() => logger.LogInformation(\"{Price}\", Raw.Session.Run(Raw.Inputs).First().AsEnumerable<float>().First()); public void Say() => logger.LogInformation(\"{Score}\", {|PG1002:Raw.Session.Run(Raw.Inputs).First().AsEnumerable<float>().First()|}); }");

    private static string Endpoint(string session, bool scores) => $"public class Api : ControllerBase {{ public float[] Scores() => {Marked(session, scores)}; }}";

    private static string Marked(string session, bool scores)
    {
        var run = $"{session}.Run(Raw.Inputs).First().AsEnumerable<float>().ToArray()";
        return scores ? $"[|{run}|]" : run;
    }

    private static Task RunAsync(string source, params (string Model, string Verdict, string Figure)[] models) =>
        new AnalyzerRun(source, models) { Marked = Descriptors.PublicScores, DisabledDiagnostics = { "PG1003", "PG1004" } }.RunAsync();
}
