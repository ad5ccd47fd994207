using System.Diagnostics;
using System.Globalization;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Benchmarks.Training;

/// <summary>What shadows reach that are to be as over-fitted as the shared target, by one recipe and another.</summary>
internal static class RecipeTable
{
    private const int Shadows = 8;

    private static readonly (string Name, TrainingRecipe Recipe, bool Matched)[] Recipes =
    [
        ("the target's own: Adam 0.001, batch 64, 60 epochs", new() { Epochs = 60, BatchSize = 64 }, false),
        ("matched, Adam 0.001, batch 64 (default)", new(), true),
        ("matched, Adam 0.001, batch 256", new() { BatchSize = 256 }, true),
        ("matched, AdamW 0.003, weight decay 0.01", new() { Optimizer = OptimizerKind.AdamW, LearningRate = 3e-3, WeightDecay = .01 }, true),
        ("matched, Sgd 0.05, momentum 0.9", new() { Optimizer = OptimizerKind.Sgd, LearningRate = .05, Momentum = .9 }, true),
    ];

    public static void Write(BenchmarkCase location30, string targetPath, int workers)
    {
        var members = location30.Records;
        using var target = OnnxClassifier.Open(targetPath);
        var wanted = SignalCalculator.Calculate(target.Predict(members, CancellationToken.None), members.Labels).Confidence!.Average(SignalCalculator.Loss);
        Console.WriteLine();
        Console.WriteLine($"## Recipes: {Shadows} shadows on Location-30's members, whose mean loss the target shows as {wanted:F5}");
        Console.WriteLine();
        Console.WriteLine("| recipe | matched | epochs (least, mean, most) | loss (least, mean, most) | s per shadow |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach ((var name, var recipe, var matched) in Recipes)
        {
            using var trainer = location30.Trainer(recipe, matched ? wanted : null);
            var summaries = new TrainingSummary[Shadows];
            var watch = Stopwatch.StartNew();
            Parallel.For(0, Shadows, new ParallelOptions { MaxDegreeOfParallelism = workers }, i =>
            {
                using var shadow = trainer.Train(members, (ulong)i, CancellationToken.None);
                summaries[i] = shadow.Summary;
            });
            var seconds = watch.Elapsed.TotalSeconds / Shadows;
            var reached = matched ? $"{summaries.Count(static summary => summary.Matched)} of {Shadows}" : "not asked";
            Console.WriteLine($"| {name} | {reached} | {Range(summaries, static summary => summary.Epochs, "F1")} | {Range(summaries, static summary => summary.MeanLoss, "F5")} | {seconds:F3} |");
        }
    }

    private static string Range(TrainingSummary[] summaries, Func<TrainingSummary, double> figure, string format) =>
        string.Join(", ", new[] { summaries.Min(figure), summaries.Average(figure), summaries.Max(figure) }.Select(value => value.ToString(format, CultureInfo.InvariantCulture)));
}
