using System.Diagnostics;
using Google.Protobuf;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Onnx.Tests.Graphs;

namespace PrivacyGate.Onnx.Tests.Inference;

public sealed class LoadCancellationTests
{
    /// <summary>The runtime takes more than half a minute to write these functions out.</summary>
    [Fact]
    public void Loading_a_model_can_be_cancelled()
    {
        var model = GraphSizeTests.Doubling(17);
        using var stop = new CancellationTokenSource(500);
        var clock = Stopwatch.StartNew();

        Assert.ThrowsAny<OperationCanceledException>(() => RuntimeSession.Open("m.onnx", model, model.ToByteArray(), "The model", stop.Token));

        Assert.InRange(clock.Elapsed.TotalSeconds, 0.4, 15);
    }

    [Fact]
    public void A_model_is_not_loaded_after_a_cancellation() => Assert.ThrowsAny<OperationCanceledException>(
        static () => RuntimeSession.Open("m.onnx", new ModelProto(), [], "The model", new CancellationToken(canceled: true)));
}
