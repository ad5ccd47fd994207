using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Tests.Signals;

public class SignalCollectorTests
{
    private static SignalTable Signals(params double[] confidences) => new(
        2, new int[confidences.Length], [.. confidences.Select(c => c > 0 ? 0 : 1)], confidences, confidences, confidences, null);

    private static RecordBatch Batch(UInt128[] keys, UInt128[]? subjects = null, params string[][] slices) =>
        new([], new int[keys.Length], keys, subjects, slices);

    [Fact]
    public void Records_stand_in_the_order_of_their_content_and_keep_their_own_signals()
    {
        var collector = new SignalCollector([]);
        collector.Add(Side.NonMember, Batch([30, 10]), Signals(0.3, 0.1));
        collector.Add(Side.Member, Batch([20, UInt128.MaxValue]), Signals(0.2, -4));
        var sample = collector.ToSample(referenceRecords: 5);
        Assert.Equal([0.1, 0.2, 0.3, -4], sample.Input.Signals.Confidence!);
        Assert.Equal([false, true, false, true], sample.Truth.IsMember);
        Assert.Equal(new RecordCounts(2, 2, 5, 0, 0), sample.Counts);
        Assert.Equal(new SideAccuracy(0.5, 1), sample.Accuracy);
        Assert.Equal((SignalCalculator.Loss(0.2) + SignalCalculator.Loss(-4)) / 2, sample.Input.MeanMemberLoss!.Value, 1e-12);
        Assert.Null(sample.Input.Signals.GradientNorm);
    }

    [Fact]
    public void Records_equal_on_both_sides_are_dropped_from_both_and_counted_and_those_within_one_side_stay()
    {
        var collector = new SignalCollector([]);
        collector.Add(Side.Member, Batch([1, 2, 2, 3]), Signals(1, 2, 2, 3));
        collector.Add(Side.NonMember, Batch([2, 4, 4, 5]), Signals(2, 4, 4, 5));
        var sample = collector.ToSample();
        Assert.Equal([1, 3, 4, 4, 5], sample.Input.Signals.Confidence!);
        Assert.Equal(new RecordCounts(2, 3, 0, 2, 1), sample.Counts);
        Assert.Equal(sample.Truth.FoldHashes[2], sample.Truth.FoldHashes[3]);
        Assert.Equal([0, 1, 2, 2, 3], sample.Truth.Subjects!);
        Assert.Equal(1, sample.Truth.Repeats);
    }

    [Fact]
    public void Slices_are_coded_by_ordinal_order_and_subjects_share_a_fold_hash()
    {
        var collector = new SignalCollector(["sex", "site"]);
        collector.Add(Side.Member, Batch([4, 3], [100, 200], ["m", "f"], ["B", "a"]), Signals(4, 3));
        collector.Add(Side.NonMember, Batch([2, 1], [100, 300], ["x", "f"], ["B", "B"]), Signals(2, 1));
        var truth = collector.ToSample().Truth;
        Assert.Equal(["f", "m", "x"], truth.Slices[0].Values);
        Assert.Equal([0, 2, 0, 1], truth.Slices[0].Codes);
        Assert.Equal("site", truth.Slices[1].Name);
        Assert.Equal(["B", "a"], truth.Slices[1].Values);
        Assert.Equal(truth.Subjects![1], truth.Subjects[3]);
        Assert.Equal(3, truth.Subjects.Distinct().Count());
        Assert.Equal(truth.FoldHashes[1], truth.FoldHashes[3]);
        Assert.Equal(3, truth.FoldHashes.Distinct().Count());
    }

    [Fact]
    public void Values_of_a_numbered_slice_are_counted_and_forgotten()
    {
        var collector = new SignalCollector(["name", "site"], numberedSlices: ["name"]);
        collector.Add(Side.Member, Batch([4, 3], [100, 200], ["Yildiz", "Ay"], ["B", "a"]), Signals(4, 3));
        var truth = collector.ToSample().Truth;
        Assert.Equal(["value 1 of 2", "value 2 of 2"], truth.Slices[0].Values);
        Assert.Equal([0, 1], truth.Slices[0].Codes);
        Assert.Equal(["B", "a"], truth.Slices[1].Values);
    }

    [Fact]
    public void A_signal_missing_in_some_batches_is_an_error_and_not_a_guess()
    {
        var collector = new SignalCollector([]);
        collector.Add(Side.Member, Batch([1]), Signals(1));
        Assert.Throws<ArgumentException>(() => collector.Add(Side.Member, Batch([2]), Signals(1) with { Entropy = null }));
        Assert.Throws<ArgumentException>(() => new SignalCollector(["sex"]).Add(Side.Member, Batch([2]), Signals(1)));
    }

    [Fact]
    public void Order_of_records_and_cut_of_batches_leave_no_trace()
    {
        var one = Synthetic.Sample(300, 200, 1, seed: 5);
        var other = Synthetic.Sample(300, 200, 1, seed: 5, shuffled: true);
        Assert.Equal(one.Input.Signals.Confidence, other.Input.Signals.Confidence);
        Assert.Equal(one.Input.Signals.GradientNorm, other.Input.Signals.GradientNorm);
        Assert.Equal(one.Truth.IsMember, other.Truth.IsMember);
        Assert.Equal(one.Truth.FoldHashes, other.Truth.FoldHashes);
        Assert.Equal(one.Input.MeanMemberLoss, other.Input.MeanMemberLoss);
    }

    [Fact]
    public void An_empty_collector_gives_an_empty_sample()
    {
        var sample = new SignalCollector([]).ToSample();
        Assert.Equal(0, sample.Truth.Count);
        Assert.Null(sample.Input.MeanMemberLoss);
    }

    [Fact]
    public void More_records_than_a_chunk_holds_come_back_whole()
    {
        const int records = 70_000;
        var collector = new SignalCollector([]);
        collector.Add(
            Side.Member,
            Batch([.. Enumerable.Range(0, records).Select(i => (UInt128)(records - i))]),
            Signals([.. Enumerable.Range(0, records).Select(i => (double)i)]));
        var confidences = collector.ToSample().Input.Signals.Confidence!;
        Assert.Equal(Enumerable.Range(0, records).Select(i => (double)(records - 1 - i)), confidences);
    }

    [Fact]
    public void Records_and_posteriors_are_kept_beside_the_signals_when_asked_for()
    {
        static RecordBatch Texts(UInt128[] keys) => new(
            [
                new FeatureBlock("x", ElementKind.Float32, [2], keys.SelectMany(key => new[] { (float)(ulong)key, -(float)(ulong)key }).ToArray()),
                new FeatureBlock("t", ElementKind.Text, [1], Array.ConvertAll(keys, key => $"r{key}")),
            ],
            Array.ConvertAll(keys, key => (int)(key % 2)), keys, Array.ConvertAll(keys, key => key + 100), [Array.ConvertAll(keys, _ => "s")]);
        static Predictions Says(UInt128[] keys) => new(
            ScoreKind.Probabilities, 2, [.. keys.SelectMany(key => new[] { (double)key / 100, 1 - ((double)key / 100) })], new int[keys.Length], null);
        var collector = new SignalCollector(["slice"], keepRecords: true, keepPosteriors: true);
        foreach ((var side, var keys) in new[] { (Side.Member, new UInt128[] { 9, 3, 8 }), (Side.NonMember, []), (Side.NonMember, [5, 3]), (Side.Member, [1]) })
        {
            collector.Add(side, Texts(keys), Says(keys));
        }

        var sample = collector.ToSample();
        var records = sample.Input.Records!;
        Assert.Equal([1, 5, 8, 9], records.Keys);
        Assert.Equal([1, 1, 0, 1], records.Labels);
        Assert.Equal([1f, -1, 5, -5, 8, -8, 9, -9], (float[])records.Features[0].Values);
        Assert.Equal(["r1", "r5", "r8", "r9"], (string[])records.Features[1].Values);
        Assert.Null(records.Subjects);
        Assert.Empty(records.Slices);
        Assert.Equal([3], sample.EqualKeys);
        Assert.Equal([.01f, .99f, .05f, .95f, .08f, .92f, .09f, .91f], sample.Input.Posteriors!.Probabilities);
        Assert.Equal(records.Labels, sample.Input.Posteriors.Labels);
        Assert.Equal(records.Labels, sample.Input.Signals.TrueClass);
        Assert.Null(sample.Input.Posteriors.Trained);
    }

    [Fact]
    public void Nothing_is_kept_unasked_and_a_bare_label_has_no_posterior()
    {
        var plain = new SignalCollector([]);
        plain.Add(Side.Member, Batch([1, 2]), Signals(1, 2));
        plain.Add(Side.NonMember, Batch([2, 3]), Signals(1, 2));
        var sample = plain.ToSample();
        Assert.Null(sample.Input.Records);
        Assert.Null(sample.Input.Posteriors);
        Assert.Empty(sample.EqualKeys);
        var labels = new SignalCollector([], keepPosteriors: true);
        labels.Add(Side.Member, Batch([1]), new Predictions(ScoreKind.LabelOnly, 2, [], [0], null));
        Assert.Null(labels.ToSample().Input.Posteriors);
    }
}
