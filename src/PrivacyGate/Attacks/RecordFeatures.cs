namespace PrivacyGate.Attacks;

/// <summary>Records and their labels as rows of numbers, for attack models that look at the record itself.</summary>
/// <remarks>
/// Numbers and truth values stand for themselves, a text for one of <see cref="TextBuckets"/> buckets by its hash, the
/// label for a feature of its own (of <see cref="MostLabels"/> at most, classes beyond sharing one).
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
        labels = Math.Min(classes, MostLabels);
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

        features[at + (records.Labels[row] % labels)] = 1;
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
        var number = values switch
        {
            float[] single => single[at],
            double[] real => (float)real[at],
            int[] whole => whole[at],
            long[] large => large[at],
            bool[] flags => flags[at] ? 1 : 0,
            _ => throw new ArgumentException($"values of type {values.GetType().Name} are no features", nameof(values)),
        };
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
