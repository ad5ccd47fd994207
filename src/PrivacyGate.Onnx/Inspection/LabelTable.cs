using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>The table of a LabelEncoder: texts or numbers, and what each of them becomes.</summary>
/// <param name="Keys">What goes in.</param>
/// <param name="Values">What comes out, in the order of the keys.</param>
internal sealed record LabelTable(IReadOnlyList<string> Keys, IReadOnlyList<string> Values)
{
    /// <returns>Null when the node lists no table, or lists of different lengths.</returns>
    public static LabelTable? Of(NodeProto encoder)
    {
        var keys = List(encoder, "keys");
        var values = List(encoder, "values");
        return keys.Count > 0 && keys.Count == values.Count ? new LabelTable(keys, values) : null;
    }

    /// <summary>What becomes of the names behind the table.</summary>
    /// <param name="behind">Names in the order of the scores, or null when a number counts the classes.</param>
    /// <param name="first">That number for the first class.</param>
    /// <returns>Null when the table does not list one of them.</returns>
    public IReadOnlyList<string>? Through(IReadOnlyList<string>? behind, long first)
    {
        Dictionary<string, string> entries = new(StringComparer.Ordinal);
        foreach ((var key, var value) in Keys.Zip(Values))
        {
            entries.TryAdd(key, value);
        }

        string[] wanted = [.. behind ?? Enumerable.Range(0, Keys.Count).Select(i => ClassNames.Text(first + i))];
        return wanted.All(entries.ContainsKey) ? [.. wanted.Select(name => entries[name])] : null;
    }

    /// <summary>What goes in, in the order of the numbers <paramref name="first"/>, <paramref name="first"/> + 1, ... that come out; null when other values come out.</summary>
    public IReadOnlyList<string>? Numbered(long first) => new LabelTable(Values, Keys).Through(null, first);

    /// <summary>ONNX keeps each element type in an attribute of its own; since version 4 of the domain, a tensor may hold them.</summary>
    private static IReadOnlyList<string> List(NodeProto encoder, string part) =>
    [
        .. encoder.Ints(part + "_int64s").Select(ClassNames.Text),
        .. encoder.Texts(part + "_strings"),
        .. encoder.Floats(part + "_floats").Select(static value => ClassNames.Text((double)value)),
        .. ClassNames.Of(encoder.Tensor(part + "_tensor")) ?? [],
    ];
}
