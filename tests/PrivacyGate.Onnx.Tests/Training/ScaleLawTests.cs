using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Samples;
using Xunit.Abstractions;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>A factor of the logits, or a number added to all, makes no model leak less: nothing that rests on shadows may move.</summary>
public class ScaleLawTests(ITestOutputHelper output)
{
    private const int Count = 1200;
    private const double Largest = .02;
    private static readonly float[] Factors = [.25f, .5f, 2, 4, 12];

    [Theory]
    [InlineData(5, .2, 200, .001, false)]
    [InlineData(5, .4, 60, .004, true)]
    [InlineData(2, .2, 200, .002, true)]
    public void A_network_leaks_as_much_whatever_the_scale_of_its_logits(int classes, double wrong, int epochs, double rate, bool squashed)
    {
        var all = MemorizedNetwork.Records(Count, wrong, classes);
        var model = Trained(all, classes, epochs, rate, squashed);
        var plain = Run(MemorizedNetwork.Inspect(model), all);
        foreach (var factor in Factors)
        {
            // Of a single logit, a number added is another model.
            AssertAlike(plain, Run(MemorizedNetwork.Inspect(MemorizedNetwork.Scaled(model, factor, classes > 2 ? -3 : 0)), all), factor);
        }
    }

    [Fact]
    public void Shadows_of_a_model_whose_loss_is_above_that_of_guessing_are_trained_all_the_same()
    {
        var all = MemorizedNetwork.Records(Count, .4);
        var model = Trained(all, MemorizedNetwork.Classes, 12, .004, false);
        var plain = Run(MemorizedNetwork.Inspect(model), all);
        var loud = MemorizedNetwork.Inspect(MemorizedNetwork.Scaled(model, 12));
        var outcome = Run(loud, all);
        Assert.True(outcome.MemberLoss > Math.Log(MemorizedNetwork.Classes), outcome.ToString());
        AssertAlike(plain, outcome, 12);
        Assert.InRange(outcome.Summary.Matched, 14, 16);

        // Matched to the loss as it is, shadows are ahead of the target after one epoch: that is no match.
        var before = ScaleTrial.Run(loud, all, known: false);
        output.WriteLine($"on the target's own scale: {before}");
        Assert.False(before.Summary.AllMatched);
        Assert.True(outcome.Auc["lira"] > before.Auc["lira"] + .1, before.ToString());
    }

    [Fact]
    public void A_given_number_of_epochs_is_trained_on_the_scale_of_the_shadows_too()
    {
        var recipe = new TrainingRecipe { Epochs = 60, LearningRate = .004, BatchSize = 32 };
        var all = MemorizedNetwork.Records(Count, .4);
        var model = Trained(all, MemorizedNetwork.Classes, 60, .004, false);
        var plain = Run(MemorizedNetwork.Inspect(model), all, recipe);
        Assert.Equal(16, plain.Summary.Matched);
        foreach (var factor in new[] { .25f, 12 })
        {
            var scaled = Run(MemorizedNetwork.Inspect(MemorizedNetwork.Scaled(model, factor)), all, recipe);
            AssertAlike(plain, scaled, factor);
            Assert.Equal(16, scaled.Summary.Matched);
        }
    }

    [Fact]
    public void A_linear_model_leaks_as_much_whatever_the_scale_of_its_weights() => AssertLaw(SmallModels.Load("trained/linear_lifted"), TrainingRecords.Whole, static (graph, factor) =>
    {
        NodeProto node = graph.Node.First(static node => node.OpType == "LinearClassifier");
        Times(node, "coefficients", factor);
        Times(node, "intercepts", factor);
    });

    [Fact]
    public void Boosted_trees_leak_as_much_whatever_the_scale_of_their_sum() => AssertLaw(SmallModels.Load("trained/tree_columns"), TrainingRecords.ByColumn, static (graph, factor) =>
    {
        var sigmoid = graph.Node.First(static node => node.OpType == "Sigmoid");
        graph.Initializer.Add(new TensorProto { Name = "factor", DataType = ElementType.Float, Dims = { 1L }, FloatData = { factor } });
        graph.Node.Insert(graph.Node.IndexOf(sigmoid), SmallModels.Node("Mul", [sigmoid.Input[0], "factor"], "logit"));
        sigmoid.Input[0] = "logit";
    });

    [Fact]
    public void Where_the_recipe_does_not_reach_the_loss_pilots_find_one_that_does()
    {
        var all = MemorizedNetwork.Records(Count, .4);
        var target = MemorizedNetwork.Inspect(Trained(all, MemorizedNetwork.Classes, 60, .004, false));
        var before = ScaleTrial.Run(target, all, known: false);
        var now = Run(target, all);
        output.WriteLine($"as given: {before}");
        Assert.Equal(0, before.Summary.Matched);
        Assert.Equal(16, now.Summary.Matched);
        Assert.True(now.Auc["lira"] > before.Auc["lira"], before.ToString());
        Assert.Contains("learning rate 0.004", now.Summary.Trainer, StringComparison.Ordinal);
        Assert.Contains("a pilot found this recipe", now.Summary.Trainer, StringComparison.Ordinal);
        Assert.Equal(now.Auc, Run(target, all).Auc);
    }

    private static ModelProto Trained(RecordBatch all, int classes, int epochs, double rate, bool squashed) => MemorizedNetwork.Train(
        all.Pick([.. Enumerable.Range(0, all.Count / 2)]), new TrainingRecipe { Epochs = epochs, LearningRate = rate, BatchSize = 32 }, classes, squashed);

    private static void Times(NodeProto node, string attribute, float factor)
    {
        var values = node.Attribute.First(one => one.Name == attribute).Floats;
        for (var i = 0; i < values.Count; i++)
        {
            values[i] *= factor;
        }
    }

    private void AssertLaw(ModelProto model, RecordBatch all, Action<GraphProto, float> scale)
    {
        var plain = Run(MemorizedNetwork.Inspect(model), all);
        foreach (var factor in Factors)
        {
            var scaled = model.Clone();
            scale(scaled.Graph, factor);
            AssertAlike(plain, Run(MemorizedNetwork.Inspect(scaled), all), factor);
        }
    }

    private ScaleTrial.Outcome Run(ModelInspection target, RecordBatch all, TrainingRecipe? recipe = null)
    {
        var outcome = ScaleTrial.Run(target, all, recipe);
        output.WriteLine(outcome.ToString());
        return outcome;
    }

    private static void AssertAlike(ScaleTrial.Outcome plain, ScaleTrial.Outcome scaled, float factor)
    {
        Assert.Equal(plain.Verdict, scaled.Verdict);
        foreach ((var attack, var area) in plain.Auc.Where(static pair => pair.Key != "loss"))
        {
            Assert.True(Math.Abs(area - scaled.Auc[attack]) <= Largest, $"{attack} {area:0.000} at 1, {scaled.Auc[attack]:0.000} at {factor}: {scaled}");
        }
    }
}
