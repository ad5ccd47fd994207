namespace PrivacyGate.Signals;

/// <summary>Keeps the target's posteriors until they can be put into order.</summary>
/// <remarks>Bytes a record: 4 for each class; twice that at the peak, inside <see cref="Gather"/>.</remarks>
internal sealed class PosteriorCollector
{
    private readonly List<float[]> batches = [];
    private readonly List<int> starts = [];
    private int classes;
    private int count;

    public void Add(float[] probabilities, int classCount, int records)
    {
        if (records == 0)
        {
            return;
        }

        if (probabilities.Length != (long)records * classCount || (count > 0 && classCount != classes))
        {
            throw new ArgumentException("one probability for each record and class, as many classes in every batch", nameof(probabilities));
        }

        classes = classCount;
        batches.Add(probabilities);
        starts.Add(count);
        count += records;
    }

    /// <summary>The posteriors of the records at <paramref name="places"/>, or null when not all of the <paramref name="records"/> collected brought theirs. Empties the collector.</summary>
    public PosteriorSample? Gather(int[] places, int records, int[] labels)
    {
        if (count == 0 || count != records)
        {
            return null;
        }

        var gathered = new float[ArrayLength.Of(places.Length, classes)];
        for (var i = 0; i < places.Length; i++)
        {
            var found = starts.BinarySearch(places[i]);
            var batch = found >= 0 ? found : ~found - 1;
            batches[batch].AsSpan((places[i] - starts[batch]) * classes, classes).CopyTo(gathered.AsSpan(i * classes));
        }

        batches.Clear();
        return new PosteriorSample(classes, gathered, labels, null);
    }
}
