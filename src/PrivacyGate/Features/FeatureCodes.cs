using System.Numerics;
using System.Runtime.InteropServices;
using PrivacyGate.Models;

namespace PrivacyGate.Features;

/// <summary>
/// A number for every feature of every record, so that the distance of two values is min(|difference|, 1): the share of
/// the range between two numbers, 0 or 1 for values that are equal or not.
/// </summary>
/// <remarks>Bytes: 4 a record and feature.</remarks>
internal sealed class FeatureCodes
{
    private readonly float[] codes;

    public FeatureCodes(RecordBatch records, FeatureSpace space)
    {
        Features = space.Features.Count;
        codes = new float[records.Count * Features];
        var cells = new RecordCells(records);
        for (int feature = 0; feature < Features; feature++)
        {
            Fill(cells, records, space.Features[feature], feature);
        }
    }

    public int Features { get; }

    public ReadOnlySpan<float> Of(int record) => codes.AsSpan(record * Features, Features);

    /// <summary>Gower's distance (1971), not divided by the number of features.</summary>
    public float Distance(int one, int other)
    {
        ReadOnlySpan<float> a = Of(one);
        ReadOnlySpan<float> b = Of(other);
        ReadOnlySpan<Vector<float>> first = MemoryMarshal.Cast<float, Vector<float>>(a);
        ReadOnlySpan<Vector<float>> second = MemoryMarshal.Cast<float, Vector<float>>(b);
        Vector<float> sum = Vector<float>.Zero;
        for (int i = 0; i < first.Length; i++)
        {
            sum += Vector.Min(Vector.Abs(first[i] - second[i]), Vector<float>.One);
        }

        float distance = Vector.Sum(sum);
        for (int i = first.Length * Vector<float>.Count; i < a.Length; i++)
        {
            distance += Math.Min(Math.Abs(a[i] - b[i]), 1);
        }

        return distance;
    }

    private void Fill(RecordCells cells, RecordBatch records, Feature feature, int place)
    {
        switch (feature.Kind)
        {
            case FeatureKind.Fixed:
                break;
            case FeatureKind.Continuous or FeatureKind.Integer:
                for (int record = 0; record < cells.Count; record++)
                {
                    codes[(record * Features) + place] = (float)((cells.Number(record, feature.Cells[0]) - feature.Minimum) / feature.Range);
                }

                break;
            default:
                Number(records, feature, place, cells);
                break;
        }
    }

    /// <summary>Numbers different values in the order in which they come.</summary>
    private void Number(RecordBatch records, Feature feature, int place, RecordCells cells)
    {
        var numbers = new Dictionary<object, int>();
        for (int record = 0; record < records.Count; record++)
        {
            object value = feature.Kind == FeatureKind.OneHot
                ? feature.Cells.First(cell => cells.IsTrue(record, cell))
                : cells.Value(record, feature.Cells[0]);
            if (!numbers.TryGetValue(value, out int number))
            {
                numbers.Add(value, number = numbers.Count);
            }

            codes[(record * Features) + place] = number;
        }
    }
}
