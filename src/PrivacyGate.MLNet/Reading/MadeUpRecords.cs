using PrivacyGate.Models;

namespace PrivacyGate.MLNet.Reading;

/// <summary>A few records of the shape a model takes: they show what its scores are, whatever they mean.</summary>
internal static class MadeUpRecords
{
    private const int Count = 16;
    private const int OpenWidth = 4;

    public static RecordBatch For(IReadOnlyList<ModelInput> inputs)
    {
        var random = new Random(1);
        return new RecordBatch([.. inputs.Select(input => Block(input, random))], new int[Count], [.. Enumerable.Range(0, Count).Select(static i => (UInt128)i)], null, []);
    }

    private static FeatureBlock Block(ModelInput input, Random random)
    {
        int[] shape = [input.RecordShape[0] < 0 ? OpenWidth : input.RecordShape[0]];
        var count = Count * shape[0];
        double Number() => (random.NextDouble() * 4) - 2;
        long Whole() => input.Range is { } range ? range.Least + random.NextInt64(Math.Min(5, range.Most - range.Least + 1)) : random.Next(5);
        T[] Values<T>(Func<T> value) => [.. Enumerable.Range(0, count).Select(_ => value())];
        Array values = input.Kind switch
        {
            ElementKind.Text => Values(() => "text " + random.Next(5)),
            ElementKind.Boolean => Values(() => random.Next(2) == 1),
            ElementKind.Int32 => Values(() => (int)Whole()),
            ElementKind.Int64 => Values(Whole),
            ElementKind.Float64 => Values(Number),
            _ => Values(() => (float)Number()),
        };
        return new FeatureBlock(input.Name, input.Kind, shape, values);
    }
}
