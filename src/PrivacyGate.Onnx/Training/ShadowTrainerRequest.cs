using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Training;

/// <summary>What shadows are to be trained for, and by what.</summary>
/// <param name="Target">The audited model.</param>
/// <param name="Records">Records of the kind shadows train on, in an order that follows from their content. Recipes are settled on some of them; no side is in them.</param>
/// <param name="Size">Records a shadow trains on.</param>
/// <param name="MemberLoss">The target's mean loss on its members in nats, or of values the unexplained share of the variance (<see cref="UnexplainedVariance"/>), which shadows are to reach on theirs; null when it is not known.</param>
/// <param name="Recipe">How networks are trained. With epochs of its own, networks do not train until the loss is reached.</param>
/// <param name="Networks">Fits surrogates; outlives trainer and models.</param>
public sealed record ShadowTrainerRequest(
    ModelInspection Target, RecordBatch Records, int Size, double? MemberLoss, TrainingRecipe Recipe, INetworkFitter Networks)
{
    /// <summary>What networks of values are trained by; null for what fits the end of their graph.</summary>
    public ValueLoss? ValueLoss { get; init; }

    /// <summary>What the target was trained on from, which networks start with.</summary>
    public TrainedFrom TrainedFrom { get; init; } = TrainedFrom.Nothing;

    /// <summary>How well the target fits at any temperature; null where only <see cref="MemberLoss"/> is known, which is then matched on the target's own scale.</summary>
    public TargetFit? Fit { get; init; }

    /// <summary>As many records as a shadow trains on, spread evenly over all.</summary>
    internal RecordBatch Pilot()
    {
        return Records.Pick(QueryGroups.Spread(Records, Math.Max(1, Size)));
    }
}
