using System.Numerics;
using System.Runtime.InteropServices;

namespace PrivacyGate.Features;

/// <summary>
/// A number for every feature of a record, so that the distance of two values is min(|difference|, 1): the share of the
/// range between two numbers, 0 or 1 for values that are equal or not. Those of the first records, the donors, are kept;
/// any other record's are read when they are needed.
/// </summary>
/// <remarks>Bytes: 4 a donor and feature, at most <see cref="MostBytes"/> wherever that leaves <see cref="FewestDonors"/>.</remarks>
internal sealed class FeatureCodes
{
    public const int MostDonors = 4096;
    public const int FewestDonors = 64;
    private const int MostBytes = 32 << 20;

    /// <summary>Of a value that no donor has: further than 1 from all of theirs, or just as far.</summary>
    private const float Unknown = -1;

    private readonly RecordCells cells;
    private readonly IReadOnlyList<Feature> features;
    private readonly Dictionary<object, int>?[] numbers;
    private readonly float[] codes;

    public FeatureCodes(RecordBatch records, FeatureSpace space)
    {
        cells = new RecordCells(records);
        features = space.Features;
        Donors = Math.Min(records.Count, Math.Clamp(MostBytes / sizeof(float) / Math.Max(1, Features), FewestDonors, MostDonors));
        numbers = [.. features.Select(feature => feature.Kind == FeatureKind.Fixed || feature.IsNumber ? null : NumberValues(feature))];
        codes = new float[checked(Donors * Features)];
        for (var donor = 0; donor < Donors; donor++)
        {
            Compute(donor, codes.AsSpan(donor * Features, Features));
        }
    }

    public int Features => features.Count;

    /// <summary>Records whose codes are kept. Records stand in the order of a hash of their content, so these are a random sample.</summary>
    public int Donors { get; }

    public ReadOnlySpan<float> OfDonor(int donor) => codes.AsSpan(donor * Features, Features);

    /// <summary>The codes of any record.</summary>
    public void Read(int record, Span<float> target)
    {
        if (record < Donors)
        {
            OfDonor(record).CopyTo(target);
        }
        else
        {
            Compute(record, target);
        }
    }

    /// <summary>Gower's distance (1971), not divided by the number of features.</summary>
    public static float Distance(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var first = MemoryMarshal.Cast<float, Vector<float>>(one);
        var second = MemoryMarshal.Cast<float, Vector<float>>(other);
        var sum = Vector<float>.Zero;
        for (var i = 0; i < first.Length; i++)
        {
            sum += Vector.MinNative(Vector.Abs(first[i] - second[i]), Vector<float>.One);
        }

        var distance = Vector.Sum(sum);
        for (var i = first.Length * Vector<float>.Count; i < one.Length; i++)
        {
            distance += Math.Min(Math.Abs(one[i] - other[i]), 1);
        }

        return distance;
    }

    private void Compute(int record, Span<float> target)
    {
        for (var place = 0; place < target.Length; place++)
        {
            var feature = features[place];
            target[place] = feature.Kind == FeatureKind.Fixed ? 0
                : feature.IsNumber ? (float)((cells.Number(record, feature.Cells[0]) - feature.Minimum) / feature.Range)
                : numbers[place]!.TryGetValue(ValueOf(record, feature), out var number) ? number : Unknown;
        }
    }

    /// <summary>Numbers different values in the order in which they come.</summary>
    private Dictionary<object, int> NumberValues(Feature feature)
    {
        var found = new Dictionary<object, int>();
        for (var donor = 0; donor < Donors; donor++)
        {
            found.TryAdd(ValueOf(donor, feature), found.Count);
        }

        return found;
    }

    /// <summary>Of a one-hot group its 1, and -1 where a record that the space was not made from has none.</summary>
    private object ValueOf(int record, Feature feature) => feature.Kind == FeatureKind.OneHot
        ? feature.Cells.FirstOrDefault(cell => cells.IsTrue(record, cell), -1)
        : cells.Value(record, feature.Cells[0]);
}
