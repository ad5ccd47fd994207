namespace PrivacyGate.Signals;

/// <summary>Keeps signals and targets of a model that is no classifier until they can be put into order.</summary>
/// <remarks>Bytes a record: 8 for each number of the signal, 4 for each target value; twice that at the peak, inside <see cref="Gather"/>.</remarks>
internal sealed class ValueCollector
{
    private readonly ChunkedColumn<double> signals = new();
    private readonly ChunkedColumn<float> targets = new();
    private readonly ChunkedColumn<UInt128> groups = new();
    private readonly ReconstructionVariance inputs = new();
    private AnswerSignal? like;

    public void Add(Side side, RecordBatch batch, AnswerSignal? signal)
    {
        if (signal is null)
        {
            return;
        }

        if (like is not null && (signal.Task != like.Task || signal.Width != like.Width))
        {
            throw new ArgumentException("the batch does not continue what was collected: another task or width", nameof(signal));
        }

        like = signal;
        signals.AddRange(signal.Values);
        if (batch.Targets is ValueTargets values)
        {
            targets.AddRange(values.Values);
            groups.AddRange(values.Groups);
        }

        if (signal.Task == ModelTask.Reconstruction && side == Side.Member)
        {
            inputs.Add(batch.Features[0]);
        }
    }

    /// <summary>The query of each record so far; null where the model is no ranking.</summary>
    public UInt128[]? Groups => groups.Count == 0 ? null : groups.ToArray();

    /// <summary>The relevance of each record so far, of a ranking.</summary>
    public float[] Relevances => targets.ToArray();

    /// <summary>The records at <paramref name="places"/>, or null where the model is a classifier. Empties the collector.</summary>
    public CollectedValues? Gather(int[] places)
    {
        if (like is null)
        {
            return null;
        }

        var answers = like with { Values = Rows(signals, places, like.Width) };
        var truth = targets.Count == 0 ? null : new ValueTargets(like.Task, like.Width, Rows(targets, places, like.Width))
        {
            Groups = groups.Count == 0 ? null : groups.Gather(places),
        };
        return new CollectedValues(truth is null ? answers : ValueSignals.Whole(answers, truth), truth) { InputVariance = inputs.Mean, Scores = answers.Values };
    }

    private static T[] Rows<T>(ChunkedColumn<T> column, int[] places, int width) => width == 1
        ? column.Gather(places)
        : column.Gather([.. places.SelectMany(place => Enumerable.Range(place * width, width))]);
}

/// <summary>Signals and targets of all records kept, parallel.</summary>
/// <param name="Signal">What the model's answers say.</param>
/// <param name="Targets">The truth, or null where none is told.</param>
internal sealed record CollectedValues(AnswerSignal Signal, ValueTargets? Targets)
{
    /// <summary>Mean variance of the members' inputs, for a model that gives its input back; else 0.</summary>
    public double InputVariance { get; init; }

    /// <summary>What the model gave each document of a ranking.</summary>
    public double[] Scores { get; init; } = [];
}

/// <summary>The variance of each input value over the members, in one pass.</summary>
internal sealed class ReconstructionVariance
{
    private double[] means = [];
    private double[] squares = [];
    private long[] counts = [];

    /// <summary>Mean over the values of a record; 0 without records.</summary>
    public double Mean => squares.Length == 0 ? 0 : squares.Zip(counts, static (sum, count) => count == 0 ? 0 : sum / count).Average();

    public static double Of(RecordBatch records, bool[] chosen)
    {
        var variance = new ReconstructionVariance();
        variance.Add(records.Pick([.. Enumerable.Range(0, chosen.Length).Where(row => chosen[row])]).Features[0]);
        return variance.Mean;
    }

    public void Add(FeatureBlock block)
    {
        var width = block.Width;
        if (means.Length == 0)
        {
            (means, squares, counts) = (new double[width], new double[width], new long[width]);
        }

        for (var record = 0; record < block.Values.Length / width; record++)
        {
            for (var i = 0; i < width; i++)
            {
                var value = FeatureNumber.Of(block.Values, (record * width) + i);
                if (double.IsNaN(value))
                {
                    continue;
                }

                var distance = value - means[i];
                means[i] += distance / ++counts[i];
                squares[i] += distance * (value - means[i]);
            }
        }
    }
}
