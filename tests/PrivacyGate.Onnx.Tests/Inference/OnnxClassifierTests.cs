using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Inference;

public sealed class OnnxClassifierTests
{
    [Fact]
    public void Tails_are_exact()
    {
        var fixture = Fixture.Load("tails");
        using var classifier = OnnxClassifier.Open(fixture.Path);

        // Softmax of (-60, 90, 0) is (0, 1, 0) in single precision; its input still tells all three apart.
        Assert.Equal(fixture.Logits!.SelectMany(static row => row), classifier.Predict(fixture.Batch, CancellationToken.None).Scores);
    }

    [Fact]
    public void Equal_scores_go_to_the_first_class()
    {
        using var classifier = OnnxClassifier.Open(Fixture.ModelPath("tails"));
        Assert.Equal([0], classifier.Predict(Records.Floats("x", [3], [5, 5, 5]), CancellationToken.None).PredictedClass);
    }

    [Theory]
    [InlineData("mlp_softmax")]
    [InlineData("cnn_batch4")]
    [InlineData("batch4_built_in")]
    [InlineData("sklearn_columns")]
    public void Any_number_of_records_is_answered_in_order(string name)
    {
        var fixture = Fixture.Load(name);
        using var classifier = OnnxClassifier.Open(fixture.Path);
        var once = classifier.Predict(fixture.Batch, CancellationToken.None);
        var times = (classifier.PreferredBatchSize / fixture.Batch.Count) + 2;
        var many = classifier.Predict(Records.Repeat(fixture.Batch, times), CancellationToken.None);
        Assert.Equal(once.Count * times, many.Count);
        for (var i = 0; i < many.Scores.Length; i++)
        {
            Assert.Equal(once.Scores[i % once.Scores.Length], many.Scores[i], 1e-5);
        }

        var none = classifier.Predict(Records.Of([.. fixture.Batch.Features.Select(block => block with { Values = Array.CreateInstance(block.Values.GetType().GetElementType()!, 0) })], 0), CancellationToken.None);
        Assert.Equal(0, none.Count);
    }

    [Fact]
    public async Task Answers_do_not_depend_on_the_number_of_threads()
    {
        var fixture = Fixture.Load("cnn_nchw");
        using var classifier = OnnxClassifier.Open(fixture.Path);
        var batch = Records.Repeat(fixture.Batch, 50);
        var alone = classifier.Predict(batch, CancellationToken.None).Scores;
        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => classifier.Predict(batch, CancellationToken.None))));
        Assert.All(together, answers => Assert.Equal(alone, answers.Scores));
    }

    [Fact]
    public void Records_are_not_changed()
    {
        var fixture = Fixture.Load("batch4_built_in");
        using var classifier = OnnxClassifier.Open(fixture.Path);
        float[] before = [.. (float[])fixture.Batch.Features[0].Values];
        classifier.Predict(fixture.Batch, CancellationToken.None);
        Assert.Equal(before, (float[])fixture.Batch.Features[0].Values);
    }

    [Fact]
    public void NaN_is_refused_with_its_record()
    {
        using var classifier = OnnxClassifier.Open(Fixture.ModelPath("nan"));
        var batch = Records.Floats("x", [4], [1, 1, 1, 1, 2, 2, 2, 2, 1, -1, 1, 1]);
        Refused.With(DiagnosticIds.ModelFailed, () => classifier.Predict(batch, CancellationToken.None), "NaN", "record 2");
    }

    [Fact]
    public void A_cancelled_prediction_stops()
    {
        var fixture = Fixture.Load("mlp_softmax");
        using var classifier = OnnxClassifier.Open(fixture.Path);
        Assert.ThrowsAny<OperationCanceledException>(() => classifier.Predict(fixture.Batch, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task A_prediction_cancelled_half_way_stops_inside_the_runtime()
    {
        var fixture = Fixture.Load("cnn_nchw");
        using var classifier = OnnxClassifier.Open(fixture.Path);
        var batch = Records.Repeat(fixture.Batch, 20_000);
        using CancellationTokenSource source = new();
        var run = Task.Run(() => classifier.Predict(batch, source.Token));
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        // The session goes on working.
        Assert.Equal(fixture.Predicted, classifier.Predict(fixture.Batch, CancellationToken.None).PredictedClass);
    }

    [Fact]
    public void Records_without_an_input_are_refused_by_its_name()
    {
        using var classifier = OnnxClassifier.Open(Fixture.ModelPath("two_matrices"));
        Refused.With(DiagnosticIds.ModelFailed, () => classifier.Predict(Records.Floats("left", [1], [1]), CancellationToken.None), "'right'");
    }

    [Fact]
    public void Records_of_another_width_are_refused()
    {
        using var classifier = OnnxClassifier.Open(Fixture.ModelPath("mlp_softmax"));
        Refused.With(DiagnosticIds.ModelFailed, () => classifier.Predict(Records.Floats("x", [5], new float[10]), CancellationToken.None), "(6)", "(5)");
    }

    [Fact]
    public void Records_of_another_type_are_refused()
    {
        using var classifier = OnnxClassifier.Open(Fixture.ModelPath("mlp_softmax"));
        var batch = Records.Of([new FeatureBlock("x", ElementKind.Float64, [6], new double[6])], 1);
        Refused.With(DiagnosticIds.ModelFailed, () => classifier.Predict(batch, CancellationToken.None), "Float32", "Float64");
    }

    [Fact]
    public void A_flat_row_feeds_an_image_input()
    {
        var fixture = Fixture.Load("cnn_nchw");
        using var classifier = OnnxClassifier.Open(fixture.Path);
        var flat = Records.Of([fixture.Batch.Features[0] with { RecordShape = [108] }], fixture.Batch.Count);
        Assert.Equal(classifier.Predict(fixture.Batch, CancellationToken.None).Scores, classifier.Predict(flat, CancellationToken.None).Scores);
    }
}
