using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>
/// y = scale (x - mean) / sqrt(variance + epsilon) + shift per channel: in training with mean and variance of the batch,
/// as served with the running ones. Those move to momentum * running + (1 - momentum) * batch, momentum as ONNX counts
/// it. ONNX's training mode keeps the variance of the population; PyTorch and Keras, which models come from, keep the
/// unbiased one, and so does this rule.
/// </summary>
internal sealed class BatchNormalizationRule : IGradientRule
{
    public string Operator => "BatchNormalization";

    public string? Refusal(NodeProto node, GradientScope scope) =>
        scope.ShapeOf(node.At(0)).Length < 2 ? "has no axis of channels"
        : scope.ConstantOf(node.At(3)) is null || scope.ConstantOf(node.At(4)) is null ? "computes its running statistics"
        : null;

    public void Forward(NodeProto node, GradientScope scope)
    {
        var rank = scope.ShapeOf(node.At(0)).Length;
        var epsilon = node.Float("epsilon", 1e-5f);
        if (IsLive(node, scope))
        {
            Standardisation.Forward(scope, node, node.Input[0], [0, .. Standardisation.Axes(2, rank)], epsilon);
            KeepStatistics(scope, node);
        }
        else
        {
            var deviation = scope.Emit("Sqrt", scope.Emit("Add", node.Input[4], scope.Number(epsilon)));
            scope.Add("Identity", [Standardisation.PerChannel(scope, deviation, rank)], [Standardisation.Deviation(node)], []);
            var centred = scope.Emit("Sub", node.Input[0], Standardisation.PerChannel(scope, node.Input[3], rank));
            scope.Add("Div", [centred, Standardisation.Deviation(node)], [Standardisation.Standardised(node)], []);
        }

        ChannelAffine.Forward(scope, node, Standardisation.Standardised(node), rank);
    }

    public void Backward(NodeProto node, GradientScope scope)
    {
        var rank = scope.ShapeOf(node.At(0)).Length;
        var gradient = ChannelAffine.Backward(scope, node, Standardisation.Standardised(node), rank);
        if (scope.Needs(node.Input[0]))
        {
            scope.Accumulate(node.Input[0], IsLive(node, scope)
                ? Standardisation.Backward(scope, node, gradient, [0, .. Standardisation.Axes(2, rank)])
                : scope.Emit("Div", gradient, Standardisation.Deviation(node)));
        }
    }

    /// <summary>Whether it uses the batch: it does not where the model's own training left its running statistics alone.</summary>
    private static bool IsLive(NodeProto node, GradientScope scope) => scope.IsTraining && !scope.Start.Keeps(node.Input[3]);

    private static void KeepStatistics(GradientScope scope, NodeProto node)
    {
        double momentum = node.Float("momentum", .9f);
        Keep(scope, node.Input[3], scope.Reshape(Standardisation.Mean(node), -1), momentum, 0);
        var count = scope.AsNumber(scope.Emit("Div", scope.Emit("Size", node.Input[0]), scope.Emit("Size", node.Input[3])));
        var others = scope.Emit("Max", scope.Emit("Sub", count, scope.Number(1)), scope.Number(1));
        var unbiased = scope.Emit("Mul", scope.Reshape(Standardisation.Variance(node), -1), scope.Emit("Div", count, others));
        Keep(scope, node.Input[4], unbiased, momentum, 1);
    }

    private static void Keep(GradientScope scope, string name, string batch, double momentum, float initial)
    {
        // A layer used twice moves its statistics twice.
        var before = scope.Statistics.Find(statistic => statistic.Name == name);
        if (before is null)
        {
            scope.AddInput(name, scope.ElementType, scope.ShapeOf(name));
        }
        else
        {
            scope.Statistics.Remove(before);
        }

        var kept = scope.Emit("Mul", before?.Updated ?? name, scope.Number(momentum));
        var updated = $"privacygate/updated/{scope.Fresh(name)}";
        scope.Add("Add", [kept, scope.Emit("Mul", batch, scope.Number(1 - momentum))], [updated], []);
        scope.Statistics.Add(new RunningStatistic(name, scope.ShapeOf(name), updated, initial) { Start = scope.Start.Of(name) });
    }
}
