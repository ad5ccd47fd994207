using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Samples;
using Make = PrivacyGate.Onnx.Tests.Support.Graphs;

namespace PrivacyGate.Onnx.Tests.Gradients;

/// <summary>Losses of values and labels: their closed forms on the model's own answers, and their gradients by central differences.</summary>
public sealed class ValueLossHeadTests : IDisposable
{
    private const int Count = 12;

    private static readonly float[][] Rows = Make.Rows(Count);

    private readonly Make graph = new();

    public void Dispose() => graph.Dispose();

    public static TheoryData<string?, ValueLoss, int> Cases => new()
    {
        { null, ValueLoss.SquaredError, 1 },
        { null, ValueLoss.SquaredError, 3 },
        { null, ValueLoss.AbsoluteError, 2 },
        { null, ValueLoss.Huber, 3 },
        { "Exp", ValueLoss.Poisson, 2 },
        { "Exp", ValueLoss.Tweedie, 2 },
        { "Exp", ValueLoss.SquaredError, 1 },
        { "Softplus", ValueLoss.Poisson, 2 },
        { "Softplus", ValueLoss.Tweedie, 1 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_loss_is_its_closed_form_and_rises_along_its_gradient_as_fast_as_it_is_long(string? end, ValueLoss loss, int width)
    {
        var targets = Targets(width, end is not null);
        graph.Linear("z", Make.Matrix(4, width), width);
        if (end is not null)
        {
            graph.Add(end, ["z"], ["y"]);
        }

        graph.Output(end is null ? "z" : "y");
        using var run = new Run(Build(ModelTask.Regression, loss));
        var answers = run.Scores();
        Assert.Equal(answers.Zip(targets).Average(pair => Formula(loss, pair.First, pair.Second)), run.Loss(targets), 2e-5);
        run.AssertGradientsAreDifferences(targets);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_loss_of_labels_is_the_mean_of_their_summed_cross_entropies(bool hasLogits)
    {
        graph.Linear("z", Make.Matrix(4, 3), 3).Add("Sigmoid", ["z"], ["p"]);
        if (!hasLogits)
        {
            graph.Add("Sqrt", ["p"], ["tags"]);
        }

        graph.Output(hasLogits ? "p" : "tags");
        var random = new Random(4);
        float[] targets = [.. Enumerable.Range(0, Count * 3).Select(_ => (float)random.Next(2))];
        using var run = new Run(Build(ModelTask.MultiLabel, null));
        double[] probabilities = [.. run.Scores().Select(score => hasLogits ? 1 / (1 + Math.Exp(-score)) : score)];
        var expected = probabilities.Zip(targets).Sum(static pair => -Math.Log(pair.Second == 1 ? pair.First : 1 - pair.First)) / Count;
        Assert.Equal(expected, run.Loss(targets), 2e-5);
        run.AssertGradientsAreDifferences(targets);
    }

    /// <summary>Queries of 5, 4, 2 and 1 documents; the last two have no pair.</summary>
    [Fact]
    public void The_loss_of_a_ranking_is_the_mean_over_queries_of_their_pairs()
    {
        graph.Linear("z", Make.Matrix(4, 1), 1).Output("z");
        int[] queries = [0, 1, 0, 1, 0, 1, 0, 1, 0, 2, 2, 3];
        float[] relevances = [0, 2, 1, 0, 2, 1, 0, 2, 3, 1, 1, 4];
        float[] targets = [.. queries.SelectMany((query, row) => new float[] { relevances[row], query })];
        using var run = new Run(Build(ModelTask.Ranking, null));
        var scores = run.Scores();
        double Of(int query)
        {
            int[] rows = [.. Enumerable.Range(0, Count).Where(row => queries[row] == query)];
            return rows.SelectMany(i => rows.Where(j => relevances[i] > relevances[j]).Select(j => Math.Log(1 + Math.Exp(scores[j] - scores[i])))).Average();
        }

        Assert.Equal((Of(0) + Of(1)) / 2, run.Loss(targets), 2e-5);
        run.AssertGradientsAreDifferences(targets);
        Assert.Equal(0, run.Loss([.. Enumerable.Range(0, Count).SelectMany(static row => new float[] { row, row })]));
    }

    [Theory]
    [InlineData("Exp", ValueLoss.Poisson, AnswerRange.Positive)]
    [InlineData("Relu", ValueLoss.SquaredError, AnswerRange.Positive)]
    [InlineData("Sigmoid", ValueLoss.SquaredError, AnswerRange.Bounded)]
    [InlineData("Neg", ValueLoss.SquaredError, AnswerRange.Free)]
    public void The_end_of_the_graph_decides_the_loss_and_the_unit(string end, ValueLoss loss, AnswerRange range)
    {
        graph.Linear("z", Make.Matrix(4, 1), 1).Add(end, ["z"], ["e"]).Constant("unit", Onnx.Graphs.Tensors.Of([40f], 1)).Add("Mul", ["e", "unit"], ["y"]).Output(end == "Exp" ? "e" : "y");
        var built = Build(ModelTask.Regression, null);
        Assert.Equal((loss, new AnswerEnd(range, end == "Exp" ? 1 : 40)), (built.ValueLoss, built.End));
    }

    private static float[] Targets(int width, bool positive)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, Count * width).Select(i => (float)(positive ? (i % 4 == 0 ? 0 : 3 * random.NextDouble()) : (4 * random.NextDouble()) - 2))];
    }

    private static double Formula(ValueLoss loss, double answer, double target) => (loss, answer - target) switch
    {
        (ValueLoss.AbsoluteError, var rest) => Math.Abs(rest),
        (ValueLoss.Huber, var rest) => Math.Abs(rest) <= 1 ? rest * rest / 2 : Math.Abs(rest) - .5,
        (ValueLoss.Poisson, _) => answer - (target * Math.Log(answer)),
        (ValueLoss.Tweedie, _) => (2 * Math.Sqrt(answer)) + (2 * target / Math.Sqrt(answer)),
        (_, var rest) => rest * rest,
    };

    private TrainingGraph Build(ModelTask task, ValueLoss? loss)
    {
        var inspection = graph.Inspect(new ModelOverrides { Task = task });
        Assert.True(TrainingGraphBuilder.TryBuild(inspection, new GradientOptions { Loss = loss }, out var built, out var refusal), refusal?.Message);
        return built!;
    }

    private sealed class Run(TrainingGraph graph) : IDisposable
    {
        private readonly InferenceSession step = RuleCheck.Open(graph.Model);
        private readonly InferenceSession serving = RuleCheck.Open(graph.Serving);
        private readonly float[] weights = (float[])graph.Parameters.Single().Trained.Clone();

        public double[] Scores() => [.. Ask(serving, [graph.Serving.Graph.Output[0].Name], null)[0].Select(static value => (double)value)];

        public double Loss(float[] targets) => Ask(step, [graph.Loss], targets)[0][0];

        public void AssertGradientsAreDifferences(float[] targets)
        {
            const float far = 2e-3f;
            var gradient = Ask(step, [graph.Parameters.Single().Gradient], targets)[0];
            for (var i = 0; i < weights.Length; i++)
            {
                var before = weights[i];
                weights[i] = before + far;
                var above = Loss(targets);
                weights[i] = before - far;
                var below = Loss(targets);
                weights[i] = before;
                Assert.Equal((above - below) / (2 * far), gradient[i], 2e-3 * Math.Max(1, Math.Abs(gradient[i])));
            }
        }

        public void Dispose()
        {
            step.Dispose();
            serving.Dispose();
        }

        private float[][] Ask(InferenceSession session, string[] outputs, float[]? targets)
        {
            var parameter = graph.Parameters.Single();
            using var rows = OrtValue.CreateTensorValueFromMemory(Rows.SelectMany(static row => row).ToArray(), [Count, Make.Width]);
            using var trained = OrtValue.CreateTensorValueFromMemory((float[])weights.Clone(), [.. parameter.Shape]);
            using var wanted = targets is null ? null : OrtValue.CreateTensorValueFromMemory((float[])targets.Clone(), [Count, targets.Length / Count]);
            string[] names = wanted is null ? ["x", parameter.Name] : ["x", parameter.Name, graph.Labels];
            OrtValue[] values = wanted is null ? [rows, trained] : [rows, trained, wanted];
            using RunOptions options = new();
            using var answers = session.Run(options, names, values, outputs);
            return [.. answers.Select(static answer => answer.GetTensorDataAsSpan<float>().ToArray())];
        }
    }
}
