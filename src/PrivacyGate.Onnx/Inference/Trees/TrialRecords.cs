using PrivacyGate.Onnx.Trees;

namespace PrivacyGate.Onnx.Inference.Trees;

/// <summary>Made-up records on and beside the thresholds of an ensemble's branches, where a mistake would show. The same for the same trees.</summary>
internal static class TrialRecords
{
    private const ulong Seed = 0x7472656573;

    /// <returns>(<paramref name="count"/> x <paramref name="width"/>), row-major, without NaN.</returns>
    public static float[] Around(TreeEnsemble ensemble, int width, int count)
    {
        var thresholds = Thresholds(ensemble);
        var rows = new float[count * width];
        for (var record = 0; record < count; record++)
        {
            var draw = SeededRandom.For(Seed, record);
            for (var feature = 0; feature < width; feature++)
            {
                var own = feature < thresholds.Length ? thresholds[feature] : [];
                var threshold = own.Length == 0 ? 0 : own[draw.Below(own.Length)];
                rows[(record * width) + feature] = Near(threshold, draw.Below(8), draw.Unit());
            }
        }

        return rows;
    }

    private static float[][] Thresholds(TreeEnsemble ensemble)
    {
        var thresholds = new List<float>[ensemble.Features];
        for (var feature = 0; feature < thresholds.Length; feature++)
        {
            thresholds[feature] = [];
        }

        foreach (var tree in ensemble.Trees)
        {
            for (var node = 0; node < tree.Nodes; node++)
            {
                if (!tree.IsLeaf(node))
                {
                    thresholds[tree.Feature[node]].Add(tree.Threshold[node]);
                }
            }
        }

        return Array.ConvertAll(thresholds, static own => own.ToArray());
    }

    private static float Near(float threshold, int which, double uniform) => which switch
    {
        0 => threshold,
        1 => MathF.BitIncrement(threshold),
        2 => MathF.BitDecrement(threshold),
        3 => uniform < 0.1 ? float.PositiveInfinity : uniform < 0.2 ? float.NegativeInfinity : -threshold,
        _ => (float)(threshold + ((uniform - 0.5) * (Math.Abs(threshold) + 1) / 4)),
    };
}
