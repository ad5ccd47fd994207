using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.Tests.Models;

public class ClassificationTests
{
    private static IEnumerable<(RecordBatch Batch, Predictions Predictions)> Answers(
        IEnumerable<RecordBatch> batches, IClassifier classifier, int workers, Action<long>? onProgress, CancellationToken cancellation) =>
        Classification.Run(batches, classifier, workers, static (batch, predictions) => (batch, predictions), onProgress, cancellation);

    /// <summary>Answers each record with its label, after a wait that differs from batch to batch.</summary>
    private sealed class Echo(int failAt = -1) : IClassifier
    {
        private int running;

        public int MostAtOnce { get; private set; }

        public IReadOnlyList<ModelInput> Inputs => [];

        public ClassList Classes => new(0, null);

        public ScoreKind ScoreKind => ScoreKind.LabelOnly;

        public int PreferredBatchSize => 2;

        public Predictions Predict(RecordBatch batch, CancellationToken cancellation)
        {
            var now = Interlocked.Increment(ref running);
            lock (this)
            {
                MostAtOnce = Math.Max(MostAtOnce, now);
            }

            Thread.Sleep(batch.Labels[0] * 7 % 5);
            Interlocked.Decrement(ref running);
            return batch.Labels[0] == failAt
                ? throw new InputException(Diagnostic.Error(DiagnosticIds.ModelFailed, "refused"))
                : new Predictions(ScoreKind.LabelOnly, 0, [], batch.Labels, null);
        }

        public void Dispose()
        {
        }
    }

    private static IEnumerable<RecordBatch> Batches(int count, Action<int>? onRead = null)
    {
        for (var i = 0; i < count; i++)
        {
            onRead?.Invoke(i);
            yield return new RecordBatch([], [i, i], [(UInt128)i, (UInt128)i], null, []);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Answers_come_in_the_order_of_the_batches_whatever_the_number_of_workers(int workers)
    {
        var progress = new List<long>();
        using var echo = new Echo();
        var answers = Answers(Batches(40), echo, workers, progress.Add, CancellationToken.None).ToList();
        Assert.Equal(Enumerable.Range(0, 40), answers.Select(answer => answer.Predictions.PredictedClass[0]));
        Assert.All(answers, answer => Assert.Equal(answer.Batch.Labels, answer.Predictions.PredictedClass));
        Assert.Equal(Enumerable.Range(1, 40).Select(i => 2L * i), progress);
        Assert.InRange(echo.MostAtOnce, 1, workers);
    }

    [Fact]
    public void Reading_runs_ahead_by_a_bounded_number_of_batches()
    {
        var read = 0;
        using var echo = new Echo();
        var received = 0;
        foreach (var _ in Answers(Batches(200, i => read = i), echo, 2, null, CancellationToken.None))
        {
            received++;

            // Two workers, two batches waiting for each, one more each in the ordered queue, one in the reader's hand.
            Assert.InRange(read, 0, received + 12);
        }

        Assert.Equal(200, received);
    }

    [Fact]
    public void A_refusal_of_the_model_reaches_the_caller_in_its_turn()
    {
        using var echo = new Echo(failAt: 5);
        var received = new List<int>();
        var refused = Assert.Throws<InputException>(() =>
        {
            foreach (var (batch, _) in Answers(Batches(40), echo, 3, null, CancellationToken.None))
            {
                received.Add(batch.Labels[0]);
            }
        });
        Assert.Equal(DiagnosticIds.ModelFailed, refused.Diagnostic.Id);
        Assert.Equal([0, 1, 2, 3, 4], received);
    }

    [Fact]
    public void A_failure_to_read_reaches_the_caller_after_what_was_read()
    {
        using var echo = new Echo();
        var received = 0;
        Assert.Throws<InputException>(() =>
        {
            foreach (var _ in Answers(
                Batches(40, i => { if (i == 7) { throw new InputException(Diagnostic.Error(DiagnosticIds.RaggedRow, "ragged")); } }),
                echo, 2, null, CancellationToken.None))
            {
                received++;
            }
        });
        Assert.Equal(7, received);
    }

    [Fact]
    public void Cancellation_ends_the_run()
    {
        using var echo = new Echo();
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var (batch, _) in Answers(Batches(int.MaxValue), echo, 2, null, stop.Token))
            {
                if (batch.Labels[0] == 10)
                {
                    stop.Cancel();
                }
            }
        });
    }

    [Fact]
    public void A_caller_who_stops_early_leaves_no_reader_behind()
    {
        var read = 0;
        using var echo = new Echo();
        Assert.Equal(3, Answers(Batches(int.MaxValue, i => read = i), echo, 2, null, CancellationToken.None).Take(3).Count());
        var after = read;
        Thread.Sleep(50);
        Assert.Equal(after, read);
    }
}
