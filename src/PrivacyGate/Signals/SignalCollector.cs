namespace PrivacyGate.Signals;

/// <summary>
/// Takes the target's answers batch by batch, in any mix of sides, and makes of them what attacks and evaluation see.
/// Not thread-safe: batches come in order, from one thread.
/// </summary>
/// <remarks>
/// Bytes a record while collecting: 16 key, 1 side, 8 classes, 8 for each signal the model gives (40 at most), 16 for
/// a subject, 4 for each slice column; at the peak, inside <see cref="ToSample"/>, 20 more for sorting and 8 for the
/// column being gathered: about 95 with five signals. Records, when kept, cost the bytes of their values and 20, twice
/// that at the peak (476 float features: 3.8 kB); posteriors 4 for each class, 8 at the peak. What controls look at is
/// bounded: see <see cref="ControlCollector"/>, and so is what shows the model's skill: see <see cref="AnswerCollector"/>.
/// </remarks>
public sealed class SignalCollector
{
    private readonly ChunkedColumn<UInt128> keys = new();
    private readonly ChunkedColumn<bool> isMember = new();
    private readonly ChunkedColumn<int> trueClass = new();
    private readonly ChunkedColumn<int> predictedClass = new();
    private readonly ChunkedColumn<UInt128> subjects = new();
    private readonly SignalColumn confidence = new(nameof(SignalTable.Confidence));
    private readonly SignalColumn entropy = new(nameof(SignalTable.Entropy));
    private readonly SignalColumn modifiedEntropy = new(nameof(SignalTable.ModifiedEntropy));
    private readonly SignalColumn gradientNorm = new(nameof(SignalTable.GradientNorm));
    private readonly SignalColumn rawScore = new(nameof(SignalTable.RawScore));
    private readonly ValueCollector values = new();
    private readonly SliceCollector[] slices;
    private readonly RecordCollector? records;
    private readonly PosteriorCollector? posteriors;
    private readonly ControlCollector controls;
    private readonly AnswerCollector memberAnswers = new();
    private readonly RepeatCollector repeated = new();
    private int classCount;
    private bool collected;

    /// <param name="sliceColumns">Names of the slice columns, in the order in which batches bring them.</param>
    /// <param name="keepRecords">Keeps the records themselves, for shadows and label-only questions.</param>
    /// <param name="keepPosteriors">Keeps the target's posteriors, for attacks that learn from them.</param>
    /// <param name="featureColumns">The name of each value of a record, for controls that name what differs; or null.</param>
    /// <param name="numberedSlices">Those of the slice columns whose values no report may print.</param>
    public SignalCollector(IReadOnlyList<string> sliceColumns, bool keepRecords = false, bool keepPosteriors = false, IReadOnlyList<string>? featureColumns = null, IReadOnlyList<string>? numberedSlices = null)
    {
        slices = [.. sliceColumns.Select(name => new SliceCollector(name, numberedSlices?.Contains(name) ?? false))];
        records = keepRecords ? new RecordCollector() : null;
        posteriors = keepPosteriors ? new PosteriorCollector() : null;
        controls = new ControlCollector(featureColumns);
    }

    /// <summary>Records taken so far.</summary>
    public int Count => keys.Count;

    /// <summary>Takes a batch and what the target said of it.</summary>
    public void Add(Side side, RecordBatch batch, Predictions predictions)
    {
        Add(side, batch, SignalCalculator.Calculate(predictions, batch), posteriors is null ? null : SignalCalculator.Posteriors(predictions), predictions);
    }

    /// <summary>Takes a batch whose signals were calculated elsewhere, for one on the thread that predicted it.</summary>
    /// <param name="side">The side of all its records.</param>
    /// <param name="batch">The records.</param>
    /// <param name="signals">What attacks see of the target's answers.</param>
    /// <param name="probabilities">Their posteriors, as <see cref="SignalCalculator.Posteriors"/> gives them, where they are to be kept.</param>
    /// <param name="predictions">The answers themselves; without them nothing is kept to see whether the target knows its members, or answers alike twice.</param>
    public void Add(Side side, RecordBatch batch, SignalTable signals, float[]? probabilities = null, Predictions? predictions = null)
    {
        Require(batch, signals);
        var before = Count;
        keys.AddRange(batch.Keys);
        for (var i = 0; i < batch.Count; i++)
        {
            isMember.Add(side == Side.Member);
            classCount = Math.Max(classCount, signals.TrueClass[i] + 1);
        }

        classCount = Math.Max(classCount, signals.ClassCount);
        trueClass.AddRange(signals.TrueClass);
        predictedClass.AddRange(signals.PredictedClass);
        confidence.AddRange(signals.Confidence, before);
        entropy.AddRange(signals.Entropy, before);
        modifiedEntropy.AddRange(signals.ModifiedEntropy, before);
        gradientNorm.AddRange(signals.GradientNorm, before);
        rawScore.AddRange(signals.RawScore, before);
        values.Add(side, batch, signals.NoClass);
        subjects.AddRange(batch.Subjects);
        records?.Add(batch);
        controls.Add(side, batch);
        AddAnswers(side, batch, predictions);
        if (probabilities is not null)
        {
            posteriors?.Add(probabilities, signals.ClassCount, batch.Count);
        }

        for (var column = 0; column < slices.Length; column++)
        {
            slices[column].AddRange(batch.Slices[column]);
        }
    }

    /// <summary>Some records with the target's answers, to query it about them again; null when none were kept. The same in whatever order records came.</summary>
    public RepeatSample? ToRepeat() => repeated.Gather();

    /// <summary>The columns of the records and some of their values, of both sides, or null when nothing was taken.</summary>
    public ControlSample? ToControls() => controls.Gather(new HashSet<UInt128>());

    /// <summary>
    /// Everything taken, sorted by content so that position tells nothing, without the records that occur on both
    /// sides. Empties the collector.
    /// </summary>
    /// <param name="referenceRecords">Reference records, for the report's count.</param>
    /// <param name="nearCopies">Keys of records to leave out since they nearly equal one of the other side, or null.</param>
    public AuditSample ToSample(int referenceRecords = 0, IReadOnlySet<UInt128>? nearCopies = null)
    {
        if (collected)
        {
            throw new InvalidOperationException("the sample was already taken");
        }

        collected = true;
        var sides = isMember.ToArray();
        var chosen = values.Groups is { } groups ? OfQueries(groups, sides, nearCopies) : OfRecords(sides, nearCopies);
        var kept = chosen.Kept;
        var keptSides = isMember.Gather(kept);
        var taken = Count;
        var noClass = values.Gather(kept);
        var signals = noClass is null ? GatherSignals(kept) : SignalsOf(noClass);
        var truth = ToTruth(keptSides, kept, chosen.QueryKeys);
        var audited = records?.Gather(kept);
        return new AuditSample(
            new AuditInput(signals, noClass is null ? CollectedTruth.MeanMemberLoss(signals, keptSides) : ValueFit.MeanMemberLoss(noClass, keptSides))
            {
                Errors = noClass is null ? null : ValueFit.Errors(noClass, keptSides),
                Records = chosen.QueryKeys is { } unitKeys && audited is not null ? audited with { Keys = unitKeys } : audited,
                Posteriors = posteriors?.Gather(kept, taken, signals.TrueClass),
            },
            truth,
            chosen.Counts with { Reference = referenceRecords },
            noClass is null ? CollectedTruth.Accuracy(signals, keptSides) : new SideAccuracy(double.NaN, double.NaN))
        {
            Fit = noClass is null ? TaskFit.None : ValueFit.Of(noClass, keptSides, truth.FoldHashes),
            EqualKeys = records is null ? [] : chosen.EqualKeys,
            Controls = controls.Gather(chosen.LeftOut),
            MemberAnswers = memberAnswers.Gather(chosen.LeftOut),
        };
    }

    private Choice OfRecords(bool[] sides, IReadOnlySet<UInt128>? nearCopies)
    {
        (var order, var sortedKeys) = ContentOrder.Sort(keys);
        (var kept, var equalMembers, var equalNonMembers) = ContentOrder.WithoutEqualOnBothSides(order, sortedKeys, sides);
        (kept, var nearMembers, var nearNonMembers) = WithoutNearCopies(kept, sides, nearCopies);
        var equalKeys = equalMembers + nearMembers + nearNonMembers == 0 ? [] : ContentOrder.Without(sortedKeys, keys, kept);
        var members = kept.Count(place => sides[place]);
        return new Choice(kept, null, equalKeys, equalKeys.ToHashSet(), new RecordCounts(members, kept.Length - members, 0, equalMembers, equalNonMembers)
        {
            NearMembers = nearMembers,
            NearNonMembers = nearNonMembers,
        });
    }

    /// <summary>A query of a ranking is audited, or left out, as a whole.</summary>
    private Choice OfQueries(UInt128[] groups, bool[] sides, IReadOnlySet<UInt128>? nearCopies)
    {
        var all = keys.ToArray();
        var queries = QueryUnits.Of(all, groups, values.Relevances, sides, nearCopies);
        HashSet<UInt128> leftOut = [.. all];
        leftOut.ExceptWith(queries.Kept.Select(place => all[place]));
        return new Choice(queries.Kept, queries.Keys, [.. queries.LeftOut], leftOut, queries.Counts);
    }

    /// <param name="Kept">Places of the records that are audited, in their order.</param>
    /// <param name="QueryKeys">For each of them the key of its query; null where records stand for themselves.</param>
    /// <param name="EqualKeys">Keys of what was left out since it is on both sides.</param>
    /// <param name="LeftOut">Keys of the records left out.</param>
    /// <param name="Counts">How many are kept and left out.</param>
    private sealed record Choice(int[] Kept, UInt128[]? QueryKeys, UInt128[] EqualKeys, IReadOnlySet<UInt128> LeftOut, RecordCounts Counts);

    private (int[] Kept, int Members, int NonMembers) WithoutNearCopies(int[] kept, bool[] sides, IReadOnlySet<UInt128>? copies)
    {
        if (copies is not { Count: > 0 })
        {
            return (kept, 0, 0);
        }

        var parts = kept.ToLookup(place => copies.Contains(keys[place]));
        var members = parts[true].Count(place => sides[place]);
        return ([.. parts[false]], members, parts[true].Count() - members);
    }

    private void AddAnswers(Side side, RecordBatch batch, Predictions? predictions)
    {
        if (predictions is null)
        {
            return;
        }

        repeated.Add(side, batch, predictions);
        if (side == Side.Member && batch.Targets is ClassTargets)
        {
            memberAnswers.Add(batch, predictions);
        }
    }

    /// <summary>Two columns at a time: gathering waits for memory more than it works.</summary>
    private SignalTable GatherSignals(int[] kept)
    {
        int[] trueClasses = [];
        int[] predictedClasses = [];
        var gathered = new double[]?[5];
        Parallel.Invoke(
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            () => gathered[0] = confidence.Gather(kept),
            () => gathered[1] = entropy.Gather(kept),
            () => gathered[2] = modifiedEntropy.Gather(kept),
            () => gathered[3] = gradientNorm.Gather(kept),
            () => gathered[4] = rawScore.Gather(kept),
            () => trueClasses = trueClass.Gather(kept),
            () => predictedClasses = predictedClass.Gather(kept));
        return new SignalTable(classCount, trueClasses, predictedClasses, gathered[0], gathered[1], gathered[2], gathered[3]) { RawScore = gathered[4] };
    }

    private static SignalTable SignalsOf(CollectedValues collected)
    {
        var tenths = collected is { Signal.Task: ModelTask.Regression, Targets: not null };
        var groups = tenths ? TargetTenths.Of(collected.Targets!) : new int[collected.Signal.Count];
        return new SignalTable(tenths ? TargetTenths.Count : 1, groups, [], null, null, null, null) { NoClass = collected.Signal };
    }

    private Truth ToTruth(bool[] sides, int[] kept, UInt128[]? queryKeys)
    {
        SliceColumn[] columns = [.. slices.Select(slice => slice.Gather(kept))];
        if (subjects.Count == 0 && queryKeys is not null)
        {
            return CollectedTruth.BySubject(sides, queryKeys, columns) with { ByQueries = true };
        }

        if (subjects.Count == 0)
        {
            return CollectedTruth.ByContent(sides, keys.Gather(kept), columns);
        }

        keys.Gather([]);
        return CollectedTruth.BySubject(sides, subjects.Gather(kept), columns);
    }

    private void Require(RecordBatch batch, SignalTable signals)
    {
        var someHaveSubjects = subjects.Count > 0;
        if (collected || batch.Count != signals.Count || batch.Slices.Count != slices.Length
            || (Count > 0 && batch.Count > 0 && someHaveSubjects != batch.Subjects is not null))
        {
            throw new ArgumentException("the batch does not continue what was collected: other columns, or a sample already taken", nameof(batch));
        }
    }
}
