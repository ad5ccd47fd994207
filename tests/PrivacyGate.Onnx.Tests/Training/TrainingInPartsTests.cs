using PrivacyGate.Models;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Onnx.Training.Networks;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>Batches that go through the step in parts.</summary>
public sealed class TrainingInPartsTests : IDisposable
{
    // Plain descent: Adam divides by the gradient's size and so makes much of a rounding error where the gradient is nearly 0.
    private static readonly TrainingRecipe Descent = new() { Optimizer = OptimizerKind.Sgd, Momentum = .9, Epochs = 3, BatchSize = 32, LearningRate = .02 };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>150 records make four batches of 32 and one of 22: whole parts, a rest of every batch, one of an epoch's last batch alone, and a part no smaller than that.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(7)]
    [InlineData(1)]
    [InlineData(22)]
    [InlineData(31)]
    public void Parts_lead_where_the_whole_batch_leads(int recordsAtOnce)
    {
        var records = Trained.Clouds(150, 2, 1, 8, 8);
        using var whole = Trained.Trainer("cnn_maxpool", Descent, recordsAtOnce: 32);
        using var parts = Trained.Trainer("cnn_maxpool", Descent, recordsAtOnce: recordsAtOnce);
        Alike(Train(whole, records, 1), Train(parts, records, 1));
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(1, 5)]
    [InlineData(3, 8)]
    [InlineData(3, 5)]
    public void A_record_drops_the_same_values_in_parts(int layer, int recordsAtOnce)
    {
        var records = Trained.Clouds(150, 2, 10);
        var model = folder.Write("dropout.onnx", DropoutModel.Bytes(.4f, layer));
        using var whole = Trained.OfFile(model, Descent, recordsAtOnce: 32);
        using var parts = Trained.OfFile(model, Descent, recordsAtOnce: recordsAtOnce);
        Alike(Train(whole, records, 1), Train(parts, records, 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Parameters_are_the_same_bytes_for_any_number_of_workers(int workers)
    {
        var records = Trained.Clouds(90, 2, 1, 8, 8);
        using var alone = Trained.Trainer("cnn_maxpool", Descent, recordsAtOnce: 7);
        float[][] wanted = [.. Enumerable.Range(0, 6).Select(seed => Train(alone, records, seed))];
        using var trainer = Trained.Trainer("cnn_maxpool", Descent, recordsAtOnce: 7);
        var trained = new float[6][];
        Parallel.For(0, 6, new ParallelOptions { MaxDegreeOfParallelism = workers }, i => trained[5 - i] = Train(trainer, records, 5 - i));
        Assert.All(wanted.Zip(trained), static pair => Assert.Equal(pair.First, pair.Second));
    }

    [Fact]
    public void A_batch_no_larger_than_a_part_is_the_same_bytes_and_needs_no_room()
    {
        var records = Trained.Clouds(90, 2, 1, 8, 8);
        using var exact = Trained.Trainer("cnn_maxpool", Descent, recordsAtOnce: 32);
        using var large = Trained.Trainer("cnn_maxpool", Descent, recordsAtOnce: 4096);
        Assert.Equal(Train(exact, records, 1), Train(large, records, 1));
        Assert.Equal(exact.BytesPerWorker(records), large.BytesPerWorker(records));
    }

    [Fact]
    public void Batch_statistics_are_those_of_the_whole_batch()
    {
        var records = Trained.Clouds(90, 2, 1, 8, 8);
        using var whole = Trained.Trainer("resnet_bn_global", Descent);
        using var parts = Trained.Trainer("resnet_bn_global", Descent, recordsAtOnce: 8);
        Assert.Equal(Train(whole, records, 1), Train(parts, records, 1));
    }

    [Fact]
    public void Fingerprints_tell_the_parts()
    {
        using var one = Trained.Trainer("cnn_maxpool", Descent, recordsAtOnce: 8);
        using var other = Trained.Trainer("cnn_maxpool", Descent, recordsAtOnce: 16);
        Assert.NotEqual(one.Description.Fingerprint, other.Description.Fingerprint);
    }

    private static void Alike(float[] whole, float[] parts)
    {
        Assert.Equal(whole.Length, parts.Length);
        Assert.All(whole.Zip(parts), static pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    private static float[] Train(NetworkTrainer trainer, RecordBatch records, int seed)
    {
        using var model = trainer.Train(records, (ulong)seed, CancellationToken.None);
        return Trained.Parameters(model);
    }
}
