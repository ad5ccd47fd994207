using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Onnx.Training.Linear;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Samples;
using Make = PrivacyGate.Onnx.Tests.Support.Graphs;

namespace PrivacyGate.Onnx.Tests.Training.Linear;

/// <summary>Least squares, held against Ridge of scikit-learn 1.2.1 (solver svd) on the same records.</summary>
public class LeastSquaresTests
{
    [Fact]
    public void Coefficients_are_those_of_scikit_learn()
    {
        var members = RegressionFixture.Members;
        var squares = new LeastSquares(new NumberRows((float[])members.Features[0].Values, members.Count, Friedman.Width), (ValueTargets)members.Targets, CancellationToken.None);
        foreach (var golden in RegressionFixture.Golden.GetProperty("ridge").EnumerateArray())
        {
            var weights = squares.Fit(golden.GetProperty("penalty").GetDouble());
            Assert.Equal(golden.GetProperty("intercept").GetDouble(), weights.Intercepts[0], 1e-6);
            Assert.All(golden.GetProperty("coefficients").EnumerateArray().Zip(weights.Coefficients), static pair => Assert.Equal(pair.First.GetDouble(), pair.Second, 1e-6));
        }
    }

    [Fact]
    public void The_penalty_is_found_by_the_fit()
    {
        var members = RegressionFixture.Members;
        var golden = RegressionFixture.Golden.GetProperty("ridge")[1];
        using var trainer = ValueLinearTrainer.For(RegressionFixture.Inspect("ridge"), members, golden.GetProperty("unexplained").GetDouble(), CancellationToken.None)!;
        Assert.Contains("L2 penalty 0.01 a record", trainer.Description.Text, StringComparison.Ordinal);
        using var shadow = trainer.Train(members, 1, CancellationToken.None);
        Assert.True(shadow.Summary.Matched);
        Assert.Equal(golden.GetProperty("unexplained").GetDouble(), RegressionFixture.Loss(shadow.Classifier, members), 1e-5);
    }

    [Theory]
    [InlineData("Gemm", 0, 1)]
    [InlineData("Gemm", 1, 2)]
    [InlineData("MatMul", 0, 2)]
    public void A_network_of_one_layer_is_fitted_as_a_regression(string op, int transposed, int targets)
    {
        using var graph = new Make();
        graph.Constant("w", transposed == 1 ? Tensors.Of(Make.Matrix(targets, 4), targets, 4) : Tensors.Of(Make.Matrix(4, targets), 4, targets)).Constant("b", Tensors.Of(new float[targets], targets));
        _ = op == "Gemm" ? graph.Add("Gemm", ["x", "w", "b"], ["y"], Attributes.Int("transB", transposed)) : graph.Add("MatMul", ["x", "w"], ["z"]).Add("Add", ["z", "b"], ["y"]);
        var inspection = graph.Output("y").Inspect(new ModelOverrides { Task = ModelTask.Regression });
        var rows = Make.Rows(40);

        // An exact plane in large units: 1000 (x1 - 2 x2) + 5e5, and half of it.
        float[] values = [.. rows.SelectMany(row => Enumerable.Range(0, targets).Select(column => (float)(((1000 * (row[0] - (2 * row[1]))) + 5e5) / (column + 1))))];
        var records = new RecordBatch([new FeatureBlock("x", ElementKind.Float32, [4], rows.SelectMany(static row => row).ToArray())], new ValueTargets(ModelTask.Regression, targets, values), new UInt128[40], null, []);
        using var trainer = ShadowTrainers.For(new ShadowTrainerRequest(inspection, records, 40, null, new TrainingRecipe(), null!), CancellationToken.None);
        Assert.Equal((TrainerKinds.Linear, "linear: least squares"), (trainer.Description.Kind, trainer.Description.Text));
        using var shadow = trainer.Train(records, 1, CancellationToken.None);
        Assert.All(values.Zip(shadow.Classifier.Predict(records, CancellationToken.None).Scores), static pair => Assert.Equal(pair.First, pair.Second, .2));
    }

    [Fact]
    public void A_hidden_layer_makes_it_a_network()
    {
        using var graph = new Make();
        graph.Linear("h", Make.Matrix(4, 8), 8).Add("Relu", ["h"], ["a"]).Constant("w2", Tensors.Of(Make.Matrix(8, 1), 8, 1)).Add("MatMul", ["a", "w2"], ["y"]).Output("y");
        var inspection = graph.Inspect(new ModelOverrides { Task = ModelTask.Regression });
        Assert.Null(ValueLinearTrainer.For(inspection, Friedman.Records(10, 1), null, CancellationToken.None));
    }
}
