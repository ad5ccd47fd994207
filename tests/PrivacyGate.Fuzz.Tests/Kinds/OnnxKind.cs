using Google.Protobuf;
using PrivacyGate.Fuzz.Tests.Mutators;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Samples;

namespace PrivacyGate.Fuzz.Tests.Kinds;

/// <summary>Model files: read, inspected, asked about a few records, and taken for training.</summary>
internal sealed class OnnxKind(string name, IReadOnlyList<byte[]> seeds, int share) : FuzzKind(name, "input.onnx", share)
{
    private const int Records = 3;
    private const int MostValues = 1_000_000;

    /// <summary>Lower than a spec's, so that a model which keeps to them stays below the memory that counts as a fault.</summary>
    private static readonly ModelOverrides Overrides = new() { Limits = new ModelLimits(100_000, 256) };

    public override byte[] Make(Random random)
    {
        var seed = random.Pick(seeds);
        var other = random.Pick(seeds);
        if (random.Next(10) < 3)
        {
            return ByteMutator.Mutate(seed, other, random);
        }

        var model = ModelProto.Parser.ParseFrom(seed);
        MessageMutator.Mutate(model, ModelProto.Parser.ParseFrom(other), random);
        return model.ToByteArray();
    }

    public override bool Read(string path, CancellationToken cancellation)
    {
        var inspection = ModelInspection.Of(OnnxFile.Read(path), Overrides, cancellation);
        return Each(() => Predict(inspection, cancellation), () => _ = TrainingGraphBuilder.TryBuild(inspection, new GradientOptions(), out _, out _));
    }

    private static void Predict(ModelInspection inspection, CancellationToken cancellation)
    {
        using var classifier = OnnxClassifier.Open(inspection, cancellation);
        FeatureBlock[] blocks = [.. classifier.Inputs.Select(BlockOf).OfType<FeatureBlock>()];
        if (blocks.Length == classifier.Inputs.Count)
        {
            _ = classifier.Predict(new RecordBatch(blocks, new int[Records], new UInt128[Records], null, []), cancellation);
        }
    }

    /// <summary>Made-up values for an input; null where a record would be too large to make up.</summary>
    private static FeatureBlock? BlockOf(ModelInput input)
    {
        int[] shape = [.. input.RecordShape.Select(axis => axis < 0 ? Math.Max(input.LeastWidth, 3) : axis)];
        var width = shape.Aggregate(1.0, static (product, axis) => product * axis);
        return width > MostValues ? null : new FeatureBlock(input.Name, input.Kind, shape, Values(input.Kind, Records * (int)width));
    }

    private static Array Values(ElementKind kind, int count)
    {
        var numbers = Enumerable.Range(0, count).Select(static i => i % 3);
        return kind switch
        {
            ElementKind.Float64 => numbers.Select(static number => number / 2.0).ToArray(),
            ElementKind.Int32 => numbers.ToArray(),
            ElementKind.Int64 => numbers.Select(static number => (long)number).ToArray(),
            ElementKind.Boolean => numbers.Select(static number => number > 0).ToArray(),
            ElementKind.Text => numbers.Select(static number => $"word {number}").ToArray(),
            _ => numbers.Select(static number => number / 2f).ToArray(),
        };
    }
}
