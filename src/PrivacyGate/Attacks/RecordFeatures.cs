namespace PrivacyGate.Attacks;

/// <summary>Records and their labels as rows of numbers, for attack models that look at the record itself.</summary>
/// <remarks>
/// Numbers and truth values stand for themselves, a text for one of <see cref="TextBuckets"/> buckets by its hash, the
/// label for a feature of its own (of <see cref="MostLabels"/> at most, classes beyond sharing one), values to predict for themselves.
/// </remarks>
internal sealed class RecordFeatures
{
    private const int TextBuckets = 16;
    private const int MostLabels = 256;

    private readonly RecordBatch records;
    private readonly int labels;

    public RecordFeatures(RecordBatch records, int classes)
    {
        this.records = records;
        labels = records.Targets is ValueTargets values ? values.Width : Math.Min(classes, MostLabels);
        Width = labels + records.Features.Sum(static block => block.Kind == ElementKind.Text ? block.Width * TextBuckets : block.Width);
    }

    /// <summary>Features a row.</summary>
    public int Width { get; }

    /// <summary>Writes one record's features.</summary>
    public void Write(int row, Span<float> features)
    {
        features.Clear();
        var at = 0;
        foreach (var block in records.Features)
        {
            at += Write(block, row, features[at..]);
        }

        WriteTruth(row, features[at..]);
    }

    private void WriteTruth(int row, Span<float> features)
    {
        switch (records.Targets)
        {
            case ClassTargets classes:
                features[classes.Classes[row] % labels] = 1;
                break;
            case ValueTargets values:
                values.Row(row).CopyTo(features);
                break;
            default:
                break;
        }
    }

    private static int Write(FeatureBlock block, int row, Span<float> features)
    {
        var width = block.Width;
        var first = row * width;
        for (var j = 0; j < width; j++)
        {
            if (block.Values is string[] texts)
            {
                features[(j * TextBuckets) + (int)(Hash(texts[first + j]) % TextBuckets)] = 1;
            }
            else
            {
                features[j] = Number(block.Values, first + j);
            }
        }

        return block.Kind == ElementKind.Text ? width * TextBuckets : width;
    }

    private static float Number(Array values, int at)
    {
        var number = (float)FeatureNumber.Of(values, at);
        return float.IsFinite(number) ? number : 0;
    }

    /// <summary>Texts hash alike on every machine and in every run.</summary>
    private static ulong Hash(string text)
    {
        ulong hash = 0;
        foreach (var letter in text)
        {
            hash = Hashing.Mix(hash ^ letter);
        }

        return hash;
    }
}
