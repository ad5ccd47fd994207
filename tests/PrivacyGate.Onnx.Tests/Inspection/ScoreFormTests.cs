using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Samples;
using Make = PrivacyGate.Onnx.Tests.Support.Graphs;

namespace PrivacyGate.Onnx.Tests.Inspection;

/// <summary>Forms in which models state their scores, against closed forms of the same numbers.</summary>
public sealed class ScoreFormTests : IDisposable
{
    private const int Classes = 3;
    private static readonly float[] Weights = Make.Matrix(Make.Width, Classes);
    private static readonly float[][] Rows = Make.Rows(50);
    private static readonly double[][] Logits = [.. Rows.Select(static row => Make.Times(row, Weights, Classes))];
    private static readonly double[][] Shares = [.. Logits.Select(Make.Softmax)];

    private readonly Make graph = new Make().Linear("z", Weights, Classes);

    public void Dispose() => graph.Dispose();

    [Fact]
    public void Rounded_probabilities_are_probabilities()
    {
        Probabilities().Constant("hundred", Tensors.Scalar(100, ElementType.Float))
            .Add("Mul", ["p", "hundred"], ["percent"]).Add("Round", ["percent"], ["whole"]).Add("Div", ["whole", "hundred"], ["y"]).Output("y");
        Assert.Contains("; rounded to 2 digits; ", string.Join('\n', graph.Inspect().Recognition), StringComparison.Ordinal);
        var answers = graph.Ask(Rows);
        Assert.Equal(ScoreKind.Probabilities, answers.Kind);
        Near(Shares, answers.Scores, 0.005001);
        Assert.Equal(0.005, answers.ProbabilityFloor, 9);
    }

    [Fact]
    public void Exact_probabilities_are_not_taken_for_rounded()
    {
        Probabilities().Output("p");
        Assert.DoesNotContain("rounded", string.Join('\n', graph.Inspect().Recognition), StringComparison.Ordinal);
    }

    [Fact]
    public void Probabilities_cut_to_the_largest_two_keep_these_two()
    {
        Probabilities().Constant("two", Tensors.Of([2L])).Constant("second", Tensors.Of([1L]))
            .Add("TopK", ["p", "two"], ["top", "places"]).Add("Gather", ["top", "second"], ["least"], Attributes.Int("axis", 1))
            .Add("GreaterOrEqual", ["p", "least"], ["kept"]).Add("Cast", ["kept"], ["mask"], Attributes.Int("to", ElementType.Float))
            .Add("Mul", ["p", "mask"], ["y"]).Output("y");
        Near([.. Shares.Select(static row => row.Select(share => share == row.Min() ? 0 : share).ToArray())], graph.Ask(Rows).Scores);
    }

    [Fact]
    public void Percentages_are_read_as_shares()
    {
        Probabilities().Constant("hundred", Tensors.Scalar(100, ElementType.Float)).Add("Mul", ["p", "hundred"], ["y"]).Output("y");
        Near(Shares, graph.Ask(Rows).Scores);
    }

    [Fact]
    public void Decimal_logarithms_are_read_as_logarithms()
    {
        Probabilities().Constant("ten", Tensors.Scalar(Math.Log(10), ElementType.Float)).Add("Log", ["p"], ["ln"]).Add("Div", ["ln", "ten"], ["y"]).Output("y");
        var answers = graph.Ask(Rows);
        Assert.Equal(ScoreKind.Logits, answers.Kind);
        Near(Shares, [.. Split(answers.Scores).SelectMany(Make.Softmax)]);
    }

    [Fact]
    public void Sigmoids_of_classes_that_the_model_picks_one_of_are_read_as_shares()
    {
        graph.Add("Sigmoid", ["z"], ["y"]).Add("ArgMax", ["y"], ["label"], Attributes.Int("axis", 1), Attributes.Int("keepdims", 0)).Output("y").Output("label", ElementType.Int64, -1);
        Near(SigmoidShares(), [.. Split(graph.Ask(Rows).Scores).SelectMany(Make.Softmax)]);
    }

    [Fact]
    public void Sigmoids_without_a_label_are_refused_until_the_spec_calls_them_probabilities()
    {
        graph.Add("Sigmoid", ["z"], ["y"]).Output("y");
        Refused.With(DiagnosticIds.NotAClassifier, () => graph.Inspect(), "several labels");
        Near(SigmoidShares(), [.. Split(graph.Ask(Rows, new ModelOverrides(OutputKind: OutputKinds.Probabilities)).Scores).SelectMany(Make.Softmax)]);
    }

    /// <summary>ln of the sigmoids themselves comes out, from which an attacker reads more than their shares.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sigmoids_called_probabilities_keep_the_level_of_a_row(bool shifted)
    {
        graph.Add("Sigmoid", ["z"], ["s"]);
        graph.Constant("scale", Tensors.Scalar(shifted ? 0.5 : 1, ElementType.Float)).Add("Mul", ["s", "scale"], ["y"]).Output("y");
        var answers = graph.Ask(Rows, new ModelOverrides(OutputKind: OutputKinds.Probabilities));
        Assert.True(answers.ShowsLevel);
        Near([.. Logits.Select(row => row.Select(z => Math.Log((shifted ? 0.5 : 1) / (1 + Math.Exp(-z)))).ToArray())], answers.Scores, 1e-5);
    }

    [Fact]
    public void A_row_without_any_probability_has_finite_logits()
    {
        graph.Constant("none", Tensors.Scalar(0, ElementType.Float)).Add("Sigmoid", ["z"], ["s"]).Add("Mul", ["s", "none"], ["y"]).Output("y");
        Assert.All(graph.Ask(Rows, new ModelOverrides(OutputKind: OutputKinds.Probabilities)).Scores, static score => Assert.Equal(Math.Log(1e-37), score, 1e-3));
    }

    [Fact]
    public void Only_scores_that_the_model_shows_have_a_level()
    {
        graph.Output("z");
        Assert.True(graph.Inspect().ShowsLevel);
        using Make softmax = new();
        softmax.Linear("z", Weights, Classes).Add("Softmax", ["z"], ["p"]).Output("p");
        Assert.Equal(ScoreKind.Logits, softmax.Inspect().ScoreKind);
        Assert.False(softmax.Inspect().ShowsLevel);
        using Make two = new();
        two.Linear("z", Make.Matrix(Make.Width, 1), 1).Add("Sigmoid", ["z"], ["p"]).Output("p");
        Assert.False(two.Inspect(new ModelOverrides(OutputKind: OutputKinds.Probabilities)).ShowsLevel);
    }

    [Fact]
    public void Decision_values_of_the_other_sign_are_turned_by_the_models_own_label()
    {
        graph.Add("Neg", ["z"], ["y"]).Add("ArgMax", ["z"], ["label"], Attributes.Int("axis", 1), Attributes.Int("keepdims", 0)).Output("y").Output("label", ElementType.Int64, -1);
        var answers = graph.Ask(Rows);
        Near(Logits, answers.Scores, 1e-4);
        Assert.Equal(Logits.Select(LabelledScores.Largest), answers.PredictedClass);
    }

    [Fact]
    public void Scores_that_agree_with_the_label_keep_their_sign()
    {
        graph.Add("ArgMax", ["z"], ["label"], Attributes.Int("axis", 1), Attributes.Int("keepdims", 0)).Output("z").Output("label", ElementType.Int64, -1);
        Near(Logits, graph.Ask(Rows).Scores, 1e-4);
    }

    [Fact]
    public void Columns_of_pairs_are_votes_as_scikit_learn_counts_them()
    {
        const int pairs = 6;
        var weights = Make.Matrix(Make.Width, pairs, seed: 11);
        using Make svm = new();

        // The graph picks its label by a matrix of its own; scikit-learn's _ovr_decision_function is written out below.
        float[] sides = [1, -1, 0, 0, 1, 0, -1, 0, 1, 0, 0, -1, 0, 1, -1, 0, 0, 1, 0, -1, 0, 0, 1, -1];
        svm.Linear("y", weights, pairs).Constant("sides", Tensors.Of(sides, pairs, 4)).Constant("names", Tensors.Of([10L, 20, 30, 40])).Constant("three", Tensors.Scalar(3, ElementType.Float)).Constant("half", Tensors.Scalar(0.5, ElementType.Float)).Constant("one", Tensors.Scalar(1, ElementType.Float))
            .Add("Sign", ["y"], ["s"]).Add("MatMul", ["s", "sides"], ["v"]).Add("Mul", ["v", "half"], ["votes"]).Add("MatMul", ["y", "sides"], ["t"]).Add("Abs", ["t"], ["a"]).Add("Add", ["a", "one"], ["b"]).Add("Mul", ["b", "three"], ["c"]).Add("Div", ["t", "c"], ["f"]).Add("Add", ["votes", "f"], ["d"])
            .Add("ArgMax", ["d"], ["place"], Attributes.Int("axis", 1), Attributes.Int("keepdims", 0)).Add("Gather", ["names", "place"], ["label"]).Output("y").Output("label", ElementType.Int64, -1);
        var answers = svm.Ask(Rows);
        Near([.. Rows.Select(row => OneVersusRest(Make.Times(row, weights, pairs), 4))], answers.Scores, 1e-4);
        Assert.Equal(["10", "20", "30", "40"], svm.Inspect().Classes.Names);
    }

    [Fact]
    public void One_output_a_class_is_one_row_of_scores()
    {
        Probabilities().Add("Split", ["p"], ["i0", "i1", "i2"], Attributes.Int("axis", 1)).Add("ArgMax", ["p"], ["label"], Attributes.Int("axis", 1), Attributes.Int("keepdims", 0))
            .Output("i2").Output("i0").Output("label", ElementType.Int64, -1).Output("i1");
        var answers = graph.Ask(Rows);
        Near(Shares, [.. Split(answers.Scores).SelectMany(Make.Softmax)]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void A_bare_squeeze_answers_any_batch(int records)
    {
        var weights = Make.Matrix(Make.Width, 1);
        using Make single = new();
        single.Linear("s", weights, 1).Add("Squeeze", ["s"], ["output"]).Output("output", ElementType.Float, []);
        var rows = Rows[..records];
        Near([.. rows.Select(row => new[] { 0, Make.Times(row, weights, 1)[0] })], single.Ask(rows, new ModelOverrides(OutputKind: OutputKinds.Logits)).Scores, 1e-5);
    }

    [Fact]
    public void A_number_compared_with_a_threshold_is_a_logit()
    {
        var weights = Make.Matrix(Make.Width, 1);
        using Make single = new();
        single.Linear("s", weights, 1).Ml("Binarizer", ["s"], ["over"], Attributes.Float("threshold", 0.25f)).Add("Cast", ["over"], ["label"], Attributes.Int("to", ElementType.Bool)).Output("s").Output("label", ElementType.Bool);
        var answers = single.Ask(Rows);
        Near([.. Rows.Select(row => new[] { 0, Make.Times(row, weights, 1)[0] - 0.25 })], answers.Scores, 1e-5);
        Assert.Equal(Rows.Select(row => Make.Times(row, weights, 1)[0] > 0.25 ? 1 : 0), answers.PredictedClass);
    }

    [Fact]
    public void A_label_that_counts_from_one_names_the_classes()
    {
        Probabilities().Constant("one", Tensors.Of([1L])).Add("ArgMax", ["p"], ["place"], Attributes.Int("axis", 1), Attributes.Int("keepdims", 0)).Add("Add", ["place", "one"], ["label"]).Output("p").Output("label", ElementType.Int64, -1);
        Assert.Equal(["1", "2", "3"], graph.Inspect().Classes.Names);
        Assert.Equal(Logits.Select(LabelledScores.Largest), graph.Ask(Rows).PredictedClass);
    }

    private static double[][] SigmoidShares() =>
        [.. Logits.Select(static row => { double[] parts = [.. row.Select(static z => 1 / (1 + Math.Exp(-z)))]; return parts.Select(part => part / parts.Sum()).ToArray(); })];

    /// <summary>sklearn.utils.multiclass._ovr_decision_function, for columns that favour the first class where they are above 0.</summary>
    private static double[] OneVersusRest(double[] columns, int classes)
    {
        var votes = new double[classes];
        var sums = new double[classes];
        var at = 0;
        for (var i = 0; i < classes; i++)
        {
            for (var j = i + 1; j < classes; j++, at++)
            {
                sums[i] += columns[at];
                sums[j] -= columns[at];
                votes[columns[at] > 0 ? i : j]++;
            }
        }

        // A vote won counts 1 there; here it counts 1/2 and a vote lost -1/2, which moves all classes alike.
        return [.. votes.Select((won, c) => won - ((classes - 1) / 2.0) + (sums[c] / (3 * (Math.Abs(sums[c]) + 1))))];
    }

    private static IEnumerable<double[]> Split(double[] scores) => scores.Chunk(Classes);

    private static void Near(double[][] wanted, double[] got, double tolerance = 1e-5)
    {
        Assert.Equal(wanted.Sum(static row => row.Length), got.Length);
        Assert.All(wanted.SelectMany(static row => row).Zip(got), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    private Make Probabilities() => graph.Add("Softmax", ["z"], ["p"], Attributes.Int("axis", 1));
}
