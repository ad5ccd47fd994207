using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>What a model's own training started from, as far as it is known: which constants it left alone, and the values of the others before it.</summary>
internal sealed class StartingPoint : IStartingValues
{
    private readonly IReadOnlySet<string> kept;
    private readonly IReadOnlyDictionary<string, float[]> starts;

    private StartingPoint(IReadOnlySet<string> kept, IReadOnlyDictionary<string, float[]> starts) => (this.kept, this.starts) = (kept, starts);

    /// <summary>Everything was drawn from a seed.</summary>
    public static StartingPoint Seed { get; } = new(new HashSet<string>(), new Dictionary<string, float[]>());

    /// <exception cref="InputException">PG0046: a frozen name is no constant of it.</exception>
    public static StartingPoint Of(TrainedFrom tuning, GraphView target)
    {
        if (!tuning.IsKnown)
        {
            return Seed;
        }

        var constants = ConstantUse.Of(target);
        var kept = Frozen(tuning, constants);
        var starts = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var (name, values, before) in tuning.Base is { } file ? Paired(file, constants) : [])
        {
            starts.Add(name, before);
            if (AreEqual(values, before))
            {
                kept.Add(name);
            }
        }

        return new StartingPoint(kept, starts);
    }

    public bool Keeps(string constant) => kept.Contains(constant);

    public float[]? Of(string constant) => starts.GetValueOrDefault(constant);

    private static HashSet<string> Frozen(TrainedFrom tuning, IReadOnlyList<ConstantUse> constants)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pattern in tuning.Frozen)
        {
            string[] named = [.. constants.Select(static use => use.Name).Where(name => Matches(pattern, name))];
            if (named.Length == 0)
            {
                var some = string.Join(", ", constants.Select(static use => $"'{use.Name}'").Take(5));
                throw Misfit(tuning, $"shadows.frozen names '{pattern}', which is no tensor of the model; its tensors are {some}{(constants.Count > 5 ? " and others" : "")}");
            }

            kept.UnionWith(named);
        }

        return kept;
    }

    private static bool Matches(string pattern, string name) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : name == pattern;

    private static IEnumerable<(string Name, float[] Values, float[] Before)> Paired(OnnxFile file, IReadOnlyList<ConstantUse> constants)
    {
        var model = SinglePrecision.IsDue(file.Model.Graph, ElementType.Float) ? SinglePrecision.Of(file.Model) : file.Model;
        var others = ConstantUse.Of(new GraphView(model.Graph));
        var pairs = WeightPairs.Of(constants, others);
        return constants.Where(use => pairs.ContainsKey(use.Name)).Select(use => (use.Name, Floats(use.Tensor), Floats(pairs[use.Name].Tensor)));
    }

    private static float[] Floats(TensorProto tensor) => [.. TensorValues.Reals(tensor)!.Select(static value => (float)value)];

    /// <summary>A model shipped in half precision keeps its base's weights rounded.</summary>
    private static bool AreEqual(float[] values, float[] before) =>
        values.AsSpan().SequenceEqual(before) || values.AsSpan().SequenceEqual(Array.ConvertAll(before, static value => (float)(Half)value));

    internal static InputException Misfit(TrainedFrom tuning, string message) =>
        new(Diagnostic.Error(DiagnosticIds.BaseDoesNotFit, PlainText.Clip(PlainText.Message(message), 600), tuning.Origin));
}
