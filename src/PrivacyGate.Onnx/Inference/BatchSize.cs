using PrivacyGate.Models;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inference;

/// <summary>Records a run: enough to hide the cost of a call, few enough that what a layer reads and writes stays in the second-level cache.</summary>
internal static class BatchSize
{
    private const int Smallest = 32;
    private const int Largest = 4096;
    private const int CacheBytes = 512 * 1024;

    public static int Of(ModelProto model, IReadOnlyList<ModelInput> inputs, int? chunk)
    {
        long values = inputs.Sum(static input => input.RecordShape.Aggregate(1L, static (product, axis) => product * Math.Max(1, axis)));
        int wanted = Smallest;
        while (wanted < Largest && wanted * values * sizeof(float) < CacheBytes)
        {
            wanted *= 2;
        }

        _ = model;
        return chunk is null ? wanted : Math.Max(chunk.Value, wanted / chunk.Value * chunk.Value);
    }
}
