namespace PrivacyGate.Onnx.Inspection;

/// <summary>Words in output names: the last resort, when the graph speaks for several outputs alike.</summary>
internal static class OutputHints
{
    /// <summary>Best first.</summary>
    public static readonly IReadOnlyList<string> Score = ["prob", "softmax", "logit", "score"];

    /// <summary>Best first.</summary>
    public static readonly IReadOnlyList<string> Label = ["predictedlabel", "label", "class", "predict"];

    /// <returns>The one candidate with the best word, or null when none or several have it.</returns>
    public static T? Pick<T>(IReadOnlyCollection<T> candidates, Func<T, string> name, IReadOnlyList<string> words)
        where T : class
    {
        foreach (var word in words)
        {
            T[] matching = [.. candidates.Where(candidate => name(candidate).Contains(word, StringComparison.OrdinalIgnoreCase))];
            if (matching.Length > 0)
            {
                return matching.Length == 1 ? matching[0] : null;
            }
        }

        return null;
    }
}
