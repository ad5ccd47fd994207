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

    /// <summary>What a LabelEncoder makes of the names behind it; of 0, 1, 2... when there are none.</summary>
    public static IReadOnlyList<string>? Through(NodeProto encoder, IReadOnlyList<string>? behind)
    {
        string[] keys = [.. encoder.Ints("keys_int64s").Select(Text), .. encoder.Texts("keys_strings")];
        string[] values = [.. encoder.Ints("values_int64s").Select(Text), .. encoder.Texts("values_strings")];
        if (keys.Length == 0 || keys.Length != values.Length)
        {
            return null;
        }

        string[] names = [.. (behind ?? [.. Enumerable.Range(0, keys.Length).Select(i => Text(i))])
            .Select(name => Array.IndexOf(keys, name))
            .TakeWhile(static at => at >= 0)
            .Select(at => values[at])];
        return names.Length == (behind?.Count ?? keys.Length) ? names : null;
    }

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
