using System.Globalization;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Class names as the operators of ONNX's machine-learning domain carry them.</summary>
internal static class ClassNames
{
    private static readonly string[] IntegerAttributes = ["classlabels_int64s", "classlabels_ints"];
    private static readonly string[] TextAttributes = ["classlabels_strings"];

    /// <summary>Names in the order of the scores, or null when the node lists none.</summary>
    public static IReadOnlyList<string>? Of(NodeProto node)
    {
        string[] integers = [.. IntegerAttributes.SelectMany(node.Ints).Select(Text)];
        return integers.Length > 0 ? integers : TextAttributes.SelectMany(node.Texts).ToArray() is { Length: > 0 } texts ? texts : null;
    }

    /// <summary>The values of a constant list of labels, or null.</summary>
    public static IReadOnlyList<string>? Of(TensorProto? constant) => constant is null
        ? null
        : TensorValues.Texts(constant) ?? TensorValues.Integers(constant)?.Select(Text).ToArray();

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A label that is a floating-point number: 1 for 1.0, else the shortest text that reads back as the same single-precision number.</summary>
    public static string Text(double value) =>
        value == Math.Floor(value) && Math.Abs(value) < 1e15 ? Text((long)value) : ((float)value).ToString("R", CultureInfo.InvariantCulture);
}
