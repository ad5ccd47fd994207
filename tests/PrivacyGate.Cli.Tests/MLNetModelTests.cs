using System.Collections.Concurrent;
using System.Text.Json;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Run.Opening;
using PrivacyGate.Run.Reading;
using PrivacyGate.Signals;

namespace PrivacyGate.Cli.Tests;

/// <summary>The models of tests/fixtures/mlnet, exported by ML.NET 5.0.1 itself, held against what ML.NET's own evaluation reports.</summary>
public sealed class MLNetModelTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "mlnet");

    private static IEnumerable<ExportedModel> Models =>
        JsonSerializer.Deserialize<ExportedModel[]>(File.ReadAllText(Path.Combine(Folder, "models.json")), JsonSerializerOptions.Web)!;

    public static TheoryData<string> NoClassifiers => [.. Models.Where(static model => model.Members is null).Select(static model => model.Name)];

    /// <summary>Two processes a model, two models at a time: about half a minute.</summary>
    [Fact]
    [Trait("Category", "Slow")]
    public void Init_writes_a_spec_that_checks_unedited_with_the_accuracy_and_loss_of_MLNet()
    {
        var wrong = new ConcurrentBag<string>();
        ExportedModel[] classifiers = [.. Models.Where(static model => model.Members is not null)];

        Parallel.ForEach(classifiers, new ParallelOptions { MaxDegreeOfParallelism = 2 }, model =>
        {
            if (Difference(model) is { } difference)
            {
                wrong.Add($"{model.Name}: {difference}");
            }
        });

        Assert.True(classifiers.Length >= 45);
        Assert.Empty(wrong.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(NoClassifiers))]
    public void A_regression_a_ranking_and_a_clustering_are_refused_by_name(string name)
    {
        var refusal = Assert.Throws<InputException>(() => ModelInspection.Of(OnnxFile.Read(ModelPath(name))));

        Assert.Equal(DiagnosticIds.NotAClassifier, refusal.Diagnostic.Id);
    }

    /// <summary>What goes wrong with a model, or null.</summary>
    private static string? Difference(ExportedModel model)
    {
        using var project = new TemporaryFolder();
        File.Copy(ModelPath(model.Name), project.File("model.onnx"));
        File.Copy(DataPath(model, "members"), project.File("members.csv"));
        File.Copy(DataPath(model, "holdout"), project.File("holdout.csv"));
        var init = Tool.Run(project.Path, "init");
        var check = Tool.Run(project.Path, "check", "--profile", "quick", "--out", "out");
        if (init.ExitCode != 0 || check.ExitCode > 1)
        {
            return $"{init.ExitCode}, {check.ExitCode}: {init.Errors}{check.Output}{check.Errors}";
        }

        var report = JsonDocument.Parse(File.ReadAllText(project.File("out/report.json"))).RootElement.GetProperty("models")[0];
        var accuracy = report.GetProperty("accuracy");
        return report.GetProperty("verdict").GetString() == "invalid" ? report.GetProperty("invalidity").ToString()
            : Far(accuracy.GetProperty("members").GetDouble(), model.Members!.Accuracy, 1e-9) ?? Far(accuracy.GetProperty("nonMembers").GetDouble(), model.Holdout!.Accuracy, 1e-9)
            ?? Losses(project.File("privacygate.json"), model);
    }

    /// <summary>Compared where ML.NET's scores are probabilities. Its evaluation clips no probability that the export does not clip too.</summary>
    private static string? Losses(string path, ExportedModel model)
    {
        if (model.Members!.Loss is not { } members || model.Holdout!.Loss is not { } holdout)
        {
            return null;
        }

        var spec = SpecReader.Read(path, null).Spec!.Models[0];
        var inspection = ModelInspection.Of(OnnxFile.Read(spec.Model.FullPath), new ModelOverrides(Classes: spec.Classes?.Value));
        using var classifier = OnnxClassifier.Open(inspection);
        var reading = new RecordReading(spec, new OnnxTarget(inspection), classifier);
        double Mean(RecordSource source) => reading.Read(source, CancellationToken.None)
            .SelectMany(batch => SignalCalculator.Calculate(classifier.Predict(batch, CancellationToken.None), batch.Labels).Confidence!)
            .Average(SignalCalculator.Loss);
        return Far(Mean(spec.Members), members, 1e-3) ?? Far(Mean(spec.NonMembers), holdout, 1e-3);
    }

    private static string? Far(double own, double theirs, double most) =>
        Math.Abs(own - theirs) <= most * Math.Max(1, Math.Abs(theirs)) ? null : FormattableString.Invariant($"{own} is not ML.NET's {theirs}");

    private static string ModelPath(string name) => Path.Combine(Folder, "models", name + ".onnx");

    private static string DataPath(ExportedModel model, string side) => Path.Combine(Folder, "data", $"{model.Table}-{side}.csv");

    private sealed record ExportedModel(string Name, string Table, Evaluation? Members, Evaluation? Holdout);

    private sealed record Evaluation(double Accuracy, double? Loss);
}
