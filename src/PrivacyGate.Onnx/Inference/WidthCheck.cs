using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;

namespace PrivacyGate.Onnx.Inference;

/// <summary>Lets the labels of the data confirm that the numbers of an output are scores of classes, where nothing else does.</summary>
public static class WidthCheck
{
    /// <summary>
    /// Labels confirm the width when the largest label is the last class, or four classes of five occur. An embedding of 384
    /// numbers beside ten classes, or a regression beside yes and no, is refused.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="labels">The classes of all records.</param>
    /// <exception cref="InputException">PG0029.</exception>
    public static void Check(ModelInspection model, IEnumerable<int> labels)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!model.IsUnconfirmed)
        {
            return;
        }

        HashSet<int> seen = [.. labels];
        var width = model.Classes.Count;
        if (seen.Count > 0 && (seen.Max() == width - 1 || 5 * seen.Count >= 4 * width))
        {
            return;
        }

        throw Refusal.Of(DiagnosticIds.NotAClassifier, model.File.Path, FormattableString.Invariant(
            $"The model does not look like a classifier of these records: it answers {width} numbers a record, the data have {seen.Count} classes, and nothing in the file says that the numbers are scores of classes. ")
            + "If they are scores of classes, say so in the spec: \"output\": {\"kind\": \"logits\"}. If they are predicted values, write \"task\": \"regression\"; labels that a record may have several of, \"multi-label\"; the input given back, \"reconstruction\".");
    }
}
