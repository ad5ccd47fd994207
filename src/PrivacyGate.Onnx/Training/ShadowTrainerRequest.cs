using PrivacyGate.Models;
using PrivacyGate.Onnx.Inspection;

namespace PrivacyGate.Onnx.Training;

/// <summary>What shadows are to be trained for, and by what.</summary>
/// <param name="Target">The audited model.</param>
/// <param name="Records">Records of the kind shadows train on, in an order that follows from their content. Recipes are settled on some of them; no side is in them.</param>
/// <param name="Size">Records a shadow trains on.</param>
/// <param name="MemberLoss">The target's mean loss on its members in nats, which shadows are to reach on theirs; null when it is not known.</param>
/// <param name="Recipe">How networks are trained. With epochs of its own, networks do not train until the loss is reached.</param>
/// <param name="Networks">Fits surrogates; outlives trainer and models.</param>
public sealed record ShadowTrainerRequest(
    ModelInspection Target, RecordBatch Records, int Size, double? MemberLoss, TrainingRecipe Recipe, INetworkFitter Networks)
{
    /// <summary>As many records as a shadow trains on, spread evenly over all.</summary>
    internal RecordBatch Pilot()
    {
        int size = Math.Clamp(Size, 1, Records.Count);
        return Records.Pick([.. Enumerable.Range(0, size).Select(i => (int)((long)i * Records.Count / size))]);
    }
}
