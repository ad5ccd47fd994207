using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>
/// What the normalisations share: z = (x - mean) / sqrt(variance + epsilon) over some axes, and its derivative
/// dx = (dz - mean(dz) - z mean(dz z)) / sqrt(variance + epsilon). Values are named after the node's output, so that the
/// derivative finds what the forward part made.
/// </summary>
internal static class Standardisation
{
    public static string Standardised(NodeProto node) => $"privacygate/standardised/{node.Output[0]}";

    public static string Mean(NodeProto node) => $"privacygate/mean/{node.Output[0]}";

    public static string Variance(NodeProto node) => $"privacygate/variance/{node.Output[0]}";

    public static string Deviation(NodeProto node) => $"privacygate/deviation/{node.Output[0]}";

    /// <summary>Adds z, and on the way the mean, the population variance and its root.</summary>
    public static void Forward(GradientScope scope, NodeProto node, string value, long[] axes, float epsilon)
    {
        Name(scope, scope.ReduceMean(value, axes, keepAxes: true), Mean(node));
        var centred = scope.Emit("Sub", value, Mean(node));
        Name(scope, scope.ReduceMean(scope.Emit("Mul", centred, centred), axes, keepAxes: true), Variance(node));
        scope.Add("Sqrt", [scope.Emit("Add", Variance(node), scope.Number(epsilon))], [Deviation(node)], []);
        scope.Add("Div", [centred, Deviation(node)], [Standardised(node)], []);
    }

    /// <summary>The gradient of the value from that of z.</summary>
    public static string Backward(GradientScope scope, NodeProto node, string gradient, long[] axes)
    {
        var z = Standardised(node);
        var along = scope.ReduceMean(scope.Emit("Mul", gradient, z), axes, keepAxes: true);
        var centred = scope.Emit("Sub", gradient, scope.ReduceMean(gradient, axes, keepAxes: true));
        return scope.Emit("Div", scope.Emit("Sub", centred, scope.Emit("Mul", z, along)), Deviation(node));
    }

    public static long[] Axes(int from, int rank) => [.. Enumerable.Range(from, rank - from).Select(static axis => (long)axis)];

    /// <summary>A vector with one number for each channel, as it meets [batch, channels, axes].</summary>
    public static string PerChannel(GradientScope scope, string vector, int rank) => rank == 2 ? vector : scope.Reshape(vector, [-1, .. Enumerable.Repeat(1L, rank - 2)]);

    private static void Name(GradientScope scope, string value, string name) => scope.Add("Identity", [value], [name], []);
}
