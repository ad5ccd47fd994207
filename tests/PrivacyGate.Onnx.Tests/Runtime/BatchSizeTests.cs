using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Tests.Support;

namespace PrivacyGate.Onnx.Tests.Runtime;

public sealed class BatchSizeTests
{
    [Theory]
    [InlineData("mlp_softmax", 2048)]      // widest 6, but 3 classes of 8 bytes over 80 KiB from 4096 on
    [InlineData("label_int64", 4096)]
    [InlineData("cnn_nchw", 512)]          // 4 channels x 36 points: 144 values of 4 bytes
    [InlineData("batch4_built_in", 2048)]  // a multiple of the batch that is built in
    public void The_batch_fits_the_widest_layer_into_the_cache(string fixture, int expected)
    {
        using var classifier = OnnxClassifier.Open(Fixture.ModelPath(fixture));
        Assert.Equal(expected, classifier.PreferredBatchSize);
    }
}
