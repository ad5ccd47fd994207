using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Boundary.Points;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests.LabelOnly.Boundary.Points;

/// <summary>Steps several coordinates at a time, against the same in plain arithmetic.</summary>
public class StepTests
{
    private static Coordinates Box(int width)
    {
        var block = Tables.Floats(width, Tables.Normals(width * 20, seed: width));
        var records = Tables.Of([block], static _ => 0);
        var oracle = new LabelOracle(new RuleClassifier(static _ => 0), CancellationToken.None);
        return new Coordinates(new LabelQuestions(records, new int[20], FeatureSpace.Uniform(block, []), oracle, new LabelOnlyOptions(), null, default, default));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(7, 4)]
    [InlineData(8, 3)]
    [InlineData(30, 9)]
    [InlineData(446, 6)]
    public void Steps_keep_to_the_ranges_and_add_up(int width, int count)
    {
        var box = Box(width);
        var from = Tables.Normals(width, seed: 1);
        var directions = Tables.Normals(width * count, seed: 2);
        float[] signs = [.. Tables.Flags(count, seed: 3).Select(static flag => (2 * flag) - 1)];
        var signed = Tables.Normals(width, seed: 4);
        var plain = Tables.Normals(width, seed: 5);
        (float[] signedBefore, float[] plainBefore) = ([.. signed], [.. plain]);
        StepSums.Add(from, 1.5f, directions, signs, box, signed, plain);
        for (var i = 0; i < width; i++)
        {
            double[] moved = [.. Enumerable.Range(0, count).Select(n => Math.Clamp(from[i] + (1.5 * directions[(n * width) + i]), box.Low[i], box.High[i]) - from[i])];
            Assert.Equal(signedBefore[i] + moved.Zip(signs, static (step, sign) => step * sign).Sum(), signed[i], 1e-4);
            Assert.Equal(plainBefore[i] + moved.Sum(), plain[i], 1e-4);
        }

        var target = new float[width];
        PointArithmetic.Step(from, 1.5f, directions.AsSpan(0, width), box, target);
        Assert.All(Enumerable.Range(0, width), i => Assert.Equal(Math.Clamp(from[i] + (1.5 * directions[i]), box.Low[i], box.High[i]), target[i], 1e-5));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(29)]
    public void Directions_become_as_long_as_their_norm_says(int width)
    {
        var direction = Tables.Normals(width, seed: 6);
        direction[1] = 0;
        float[] corner = [.. direction];
        PointArithmetic.Normalise(direction, BoundaryNorm.Euclidean);
        Assert.Equal(1, Math.Sqrt(direction.Sum(static value => (double)value * value)), 1e-6);
        PointArithmetic.Normalise(corner, BoundaryNorm.Largest);
        Assert.Equal(direction.Select(static value => (float)Math.Sign(value)), corner);
        var none = new float[width];
        PointArithmetic.Normalise(none, BoundaryNorm.Euclidean);
        Assert.All(none, static value => Assert.Equal(0, value));
    }
}
