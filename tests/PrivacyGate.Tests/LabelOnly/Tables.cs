using PrivacyGate.Features;
using PrivacyGate.LabelOnly;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests.LabelOnly;

/// <summary>Records for label-only questions.</summary>
internal static class Tables
{
    public static RecordBatch Of(IReadOnlyList<FeatureBlock> blocks, Func<double[], int> label)
    {
        var count = blocks[0].Values.Length / blocks[0].Width;
        var records = new RecordBatch(blocks, new int[count], [.. Enumerable.Range(0, count).Select(i => (UInt128)(ulong)i)], null, []);
        return records with { Labels = [.. Enumerable.Range(0, count).Select(row => label(RuleClassifier.Numbers(records, row)))] };
    }

    public static FeatureBlock Floats(int width, float[] values, string name = "x") => new(name, ElementKind.Float32, [width], values);

    /// <summary>Independent normal numbers.</summary>
    public static float[] Normals(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)Synthetic.Normal(random))];
    }

    public static float[] Flags(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(2))];
    }

    /// <summary>Two measurements, a whole number, three flags of which one is 1, a flag, a code and a constant, in one input of numbers.</summary>
    public static FeatureBlock Mixed(int count, int seed)
    {
        var random = new Random(seed);
        var values = new List<float>();
        for (var i = 0; i < count; i++)
        {
            var one = random.Next(3);
            values.AddRange([
                (float)Synthetic.Normal(random), (float)(5 + (2 * Synthetic.Normal(random))), random.Next(200),
                one == 0 ? 1 : 0, one == 1 ? 1 : 0, one == 2 ? 1 : 0, random.Next(2), random.Next(5), 7,
            ]);
        }

        return Floats(9, [.. values]);
    }

    /// <summary>About the largest value of each cell of <see cref="Mixed"/>.</summary>
    public static double[] MixedUnits { get; } = [2, 5, 100, 1, 1, 1, 1, 4, 7];

    public static QueryCurve Ask(
        string attack,
        RecordBatch records,
        IClassifier target,
        LabelOnlyOptions options,
        FeatureSpace? space = null,
        CancellationToken timeUp = default,
        CancellationToken cancellation = default) =>
        LabelOnlyCollector.Collect(
            new LabelOnlyRequest([attack], records, target, space ?? FeatureSpace.Of(records, []), options), null, timeUp, cancellation).Curves.Single();

    /// <summary>Asks label-boundary of a model whose gradients are known.</summary>
    public static QueryCurve AskWhiteBox(
        RecordBatch records,
        SmallNetwork model,
        LabelOnlyOptions options,
        FeatureSpace? space = null,
        CancellationToken timeUp = default,
        CancellationToken cancellation = default) =>
        LabelOnlyCollector.Collect(
            new LabelOnlyRequest(["label-boundary"], records, model, space ?? FeatureSpace.Of(records, []), options) { Gradients = model }, null, timeUp, cancellation).Curves.Single();
}
