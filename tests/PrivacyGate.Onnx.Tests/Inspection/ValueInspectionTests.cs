using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Samples;
using Make = PrivacyGate.Onnx.Tests.Support.Graphs;

namespace PrivacyGate.Onnx.Tests.Inspection;

/// <summary>Models of other tasks than classification, as the spec names them.</summary>
public sealed class ValueInspectionTests : IDisposable
{
    private static readonly float[][] Rows = Make.Rows(30);

    private readonly Make graph = new();

    public void Dispose() => graph.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_regression_answers_the_numbers_of_its_output(int targets)
    {
        var weights = Make.Matrix(4, targets);
        graph.Linear("y", weights, targets).Output("y");
        var inspection = graph.Inspect(Of(ModelTask.Regression));
        Assert.Equal((ModelTask.Regression, ScoreKind.Values, targets), (inspection.Task, inspection.ScoreKind, inspection.Classes.Count));
        Assert.Null(inspection.Classes.Names);
        Assert.False(inspection.IsUnconfirmed);
        var answers = graph.Ask(Rows, Of(ModelTask.Regression));
        Assert.Equal((30, ScoreKind.Values), (answers.Count, answers.Kind));
        Assert.Empty(answers.PredictedClass);
        Assert.Null(answers.LastLayerNorm);
        Assert.All(Rows.SelectMany(row => Make.Times(row, weights, targets)).Zip(answers.Scores), static pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Contains(inspection.Recognition, line => line.StartsWith("output y (MatMul): ", StringComparison.Ordinal) && line.Contains("the error against the target is the loss", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("LinearRegressor", 1)]
    [InlineData("LinearRegressor", 2)]
    public void A_regressor_of_the_machine_learning_domain_is_sure_to_be_a_regression(string op, int targets)
    {
        graph.Ml(op, ["x"], ["variable"], Attributes.Floats("coefficients", Make.Matrix(4, targets)), Attributes.Floats("intercepts", new float[targets]), Attributes.Int("targets", targets)).Output("variable");
        Assert.Equal(ModelTask.Regression, ModelInspection.SureTask(OnnxFile.Read(graph.Write())));
        Assert.Equal(targets, graph.Inspect(Of(ModelTask.Regression)).Classes.Count);
        Refused.With(DiagnosticIds.NotAClassifier, () => graph.Inspect(), "\"task\": \"regression\"");
    }

    [Theory]
    [InlineData("regression-fasttree")]
    [InlineData("regression-fastforest")]
    [InlineData("regression-lightgbm")]
    [InlineData("regression-sdca")]
    [InlineData("regression-poisson")]
    [InlineData("regression-tweedie")]
    public void A_regression_of_MLNet_is_sure_and_answers_its_score(string name)
    {
        var file = MlNet(name);
        Assert.Equal(ModelTask.Regression, ModelInspection.SureTask(file));
        Refused.With(DiagnosticIds.NotAClassifier, () => ModelInspection.Of(file), "\"task\": \"regression\"");
        var inspection = ModelInspection.Of(file, Of(ModelTask.Regression));
        Assert.Equal((1, 12), (inspection.Classes.Count, inspection.Inputs.Count));
        Assert.Contains(inspection.Recognition, static line => line.StartsWith("output Score.output (", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ranking-lightgbm")]
    [InlineData("iris-kmeans")]
    [InlineData("tumour-fasttree")]
    [InlineData("tumour-score-only")]
    [InlineData("iris-lightgbm")]
    public void Nothing_else_of_MLNet_is_taken_for_a_regression(string name) => Assert.Null(ModelInspection.SureTask(MlNet(name)));

    [Fact]
    public void No_classifier_of_the_fixtures_is_taken_for_a_regression() => Assert.All(
        Directory.GetFiles(Fixture.Folder, "*.onnx", SearchOption.AllDirectories).Where(static path => Path.GetFileName(Path.GetDirectoryName(path)) != "regression"),
        static path => Assert.True(ModelInspection.SureTask(OnnxFile.Read(path)) is null, path));

    [Fact]
    public void Labels_behind_a_sigmoid_are_read_from_before_it()
    {
        var weights = Make.Matrix(4, 3);
        graph.Linear("z", weights, 3).Add("Sigmoid", ["z"], ["tags"]).Output("tags");
        Refused.With(DiagnosticIds.NotAClassifier, () => graph.Inspect(), "\"task\": \"multi-label\"");
        var inspection = graph.Inspect(Of(ModelTask.MultiLabel));
        Assert.Equal((ScoreKind.LabelLogits, 3), (inspection.ScoreKind, inspection.Classes.Count));
        Assert.Contains(inspection.Recognition, static line => line.Contains("logits of 3 labels; the input of Sigmoid is exposed", StringComparison.Ordinal));
        Assert.All(
            Rows.SelectMany(row => Make.Times(row, weights, 3)).Zip(graph.Ask(Rows, Of(ModelTask.MultiLabel)).Scores), static pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Labels_in_0_to_1_of_other_making_are_probabilities_and_others_are_logits()
    {
        graph.Linear("z", Make.Matrix(4, 3), 3).Add("Sigmoid", ["z"], ["p"]).Add("Sqrt", ["p"], ["tags"]).Output("tags");
        Assert.Equal(ScoreKind.LabelProbabilities, graph.Inspect(Of(ModelTask.MultiLabel)).ScoreKind);
        Assert.Equal(ScoreKind.LabelLogits, graph.Inspect(Of(ModelTask.MultiLabel) with { OutputKind = OutputKinds.Logits }).ScoreKind);
        using var plain = new Make().Linear("z", Make.Matrix(4, 3), 3).Output("z");
        Assert.Equal(ScoreKind.LabelLogits, plain.Inspect(Of(ModelTask.MultiLabel)).ScoreKind);
        Refused.With(DiagnosticIds.ModelShapeUnknown, () => plain.Inspect(Of(ModelTask.MultiLabel) with { OutputKind = OutputKinds.Probabilities }), "outside 0 to 1");
    }

    [Fact]
    public void A_score_is_one_number()
    {
        graph.Linear("y", Make.Matrix(4, 1), 1).Output("y");
        var inspection = graph.Inspect(Of(ModelTask.Score));
        Assert.Equal((ScoreKind.Values, 1), (inspection.ScoreKind, inspection.Classes.Count));
        Assert.Contains(inspection.Recognition, static line => line.Contains("one score a record", StringComparison.Ordinal));
        using var wide = new Make().Linear("y", Make.Matrix(4, 2), 2).Output("y");
        Refused.With(DiagnosticIds.ModelShapeUnknown, () => wide.Inspect(Of(ModelTask.Score)), "2 numbers a record; a score is one number", "\"task\": \"score\"");
    }

    [Fact]
    public void An_autoencoder_gives_as_many_numbers_as_it_is_fed()
    {
        graph.Linear("h", Make.Matrix(4, 2), 2).Constant("w2", Tensors.Of(Make.Matrix(2, 4), 2, 4)).Add("MatMul", ["h", "w2"], ["y"]).Output("y").Output("h");
        var inspection = graph.Inspect(Of(ModelTask.Reconstruction));
        Assert.Equal((ModelTask.Reconstruction, ScoreKind.Values, 4), (inspection.Task, inspection.ScoreKind, inspection.Classes.Count));
        Refused.With(DiagnosticIds.ModelShapeUnknown, () => graph.Inspect(Of(ModelTask.Reconstruction) with { OutputName = "h" }), "2 numbers a record and the input 4");
        using var alone = new Make().Linear("h", Make.Matrix(4, 2), 2).Constant("w2", Tensors.Of(Make.Matrix(2, 4), 2, 4)).Add("MatMul", ["h", "w2"], ["y"]).Output("y");
        Refused.With(DiagnosticIds.NotAClassifier, () => alone.Inspect(), "an autoencoder", "\"task\": \"reconstruction\"");
    }

    [Theory]
    [InlineData(true, -1, 3, 1)]
    [InlineData(true, -1, 1, 3)]
    [InlineData(false, -1, 2, 3)]
    public void A_forecast_of_several_steps_is_a_row_and_a_matrix_is_not(bool isRow, params int[] axes)
    {
        long[] shape = [.. axes];
        var width = (int)shape[1..].Aggregate(1L, static (product, axis) => product * axis);
        graph.Linear("z", Make.Matrix(4, width), width).Constant("shape", Tensors.Of(shape)).Add("Reshape", ["z", "shape"], ["y"]).Output("y", ElementType.Float, shape);
        if (isRow)
        {
            Assert.Equal(width, graph.Inspect(Of(ModelTask.Regression)).Classes.Count);
        }
        else
        {
            Refused.With(DiagnosticIds.ModelShapeUnknown, () => graph.Inspect(Of(ModelTask.Regression)), "2 x 3 numbers a record", "\"task\": \"regression\"");
        }
    }

    [Fact]
    public void Several_outputs_that_could_answer_are_named_and_the_spec_chooses()
    {
        graph.Linear("price", Make.Matrix(4, 1), 1).Linear("rent", Make.Matrix(4, 1, 9), 1).Add("Cast", ["price"], ["bucket"], Attributes.Int("to", ElementType.Int64)).Output("price").Output("rent").Output("bucket", ElementType.Int64);
        Refused.With(DiagnosticIds.ModelShapeUnknown, () => graph.Inspect(Of(ModelTask.Regression)), "'price', 'rent'", "\"output\": {\"name\"");
        Assert.Equal(1, graph.Inspect(Of(ModelTask.Regression) with { OutputName = "rent" }).Classes.Count);
        Refused.With(DiagnosticIds.ModelShapeUnknown, () => graph.Inspect(Of(ModelTask.Regression) with { OutputName = "cost" }), "no output 'cost'");
        Refused.With(DiagnosticIds.ModelShapeUnknown, () => graph.Inspect(Of(ModelTask.Regression) with { OutputName = "bucket" }), "'bucket'", "floating-point");
    }

    [Fact]
    public void A_kind_of_scores_goes_with_no_regression()
    {
        graph.Linear("y", Make.Matrix(4, 1), 1).Output("y");
        Refused.With(DiagnosticIds.UnknownValue, () => graph.Inspect(Of(ModelTask.Regression) with { OutputKind = OutputKinds.Logits }), "'logits'", "'regression'");
    }

    [Fact]
    public void Values_in_double_precision_keep_it()
    {
        graph.Linear("z", Make.Matrix(4, 1), 1).Add("Cast", ["z"], ["wide"], Attributes.Int("to", ElementType.Double)).Constant("million", Tensors.Scalar(1e9 + .125, ElementType.Double)).Add("Add", ["wide", "million"], ["y"]).Output("y", ElementType.Double);
        Assert.All(
            Rows.Zip(graph.Ask(Rows, Of(ModelTask.Regression)).Scores),
            static pair => Assert.Equal(1e9 + .125 + Make.Times(pair.First, Make.Matrix(4, 1), 1)[0], pair.Second, 1e-6));
    }

    [Theory]
    [InlineData("Log", "NaN")]
    [InlineData("Reciprocal", "infinity")]
    public void An_answer_that_is_no_number_is_refused_by_its_record(string op, string answer)
    {
        graph.Constant("w", Tensors.Of([1f, 0, 0, 0], 4, 1)).Add("MatMul", ["x", "w"], ["z"]).Add(op, ["z"], ["y"]).Output("y");
        Refused.With(DiagnosticIds.ModelFailed, () => graph.Ask([[1, 0, 0, 0], [op == "Log" ? -1 : 0, 0, 0, 0]], Of(ModelTask.Regression)), answer, "record 1");
    }

    [Fact]
    public void A_model_with_an_answer_for_each_part_is_told_how_to_be_audited()
    {
        graph.Linear("z", Make.Matrix(4, 6), 6).Constant("shape", Tensors.Of([-1L, 2, 3])).Add("Reshape", ["z", "shape"], ["tokens"]).Output("tokens", ElementType.Float, -1, 2, 3);
        Refused.With(DiagnosticIds.NotAClassifier, () => graph.Inspect(), "one number a record", "\"task\": \"score\"");
    }

    [Fact]
    public void Three_numbers_that_the_data_do_not_confirm_are_told_of_the_other_tasks()
    {
        graph.Linear("y", Make.Matrix(4, 3), 3).Output("y");
        Refused.With(DiagnosticIds.NotAClassifier, () => WidthCheck.Check(graph.Inspect(), []), "\"task\": \"regression\"", "\"multi-label\"", "\"reconstruction\"");
    }

    private static ModelOverrides Of(ModelTask task) => new() { Task = task };

    private static OnnxFile MlNet(string name) => OnnxFile.Read(Repository.Path("tests", "fixtures", "mlnet", "models", name + ".onnx"));
}
