using System.Collections.Concurrent;
using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Models;

namespace PrivacyGate.LabelOnly.Boundary.WhiteBox;

/// <summary>
/// Asks for the margin between a record's class and a rival, and where it falls: the score of the one minus that of the
/// other, whose gradient is the difference of two cross-entropies' and vanishes nowhere (Carlini and Wagner 2017, f6).
/// </summary>
internal sealed class GradientQuestions(LabelQuestions questions, IInputGradients gradients)
{
    /// <summary>What a margin costs: a gradient for either class.</summary>
    public const int QueriesAMargin = 2;

    /// <summary>The class that scores best beside the record's own; one less for the next best, and so on.</summary>
    public const int BestRival = -1;

    private readonly ConcurrentBag<Room> rooms = [];

    /// <summary>Receives what was asked, on any thread; must touch nothing that other probes touch.</summary>
    /// <param name="probe">Its number.</param>
    /// <param name="rival">The class the gradient heads for.</param>
    /// <param name="margin">The own class's score minus the rival's.</param>
    /// <param name="gradient">Of the margin between own class and rival, one number a cell.</param>
    public delegate void Take(int probe, int rival, double margin, ReadOnlySpan<float> gradient);

    /// <summary>Asks about every probe, in large batches side by side.</summary>
    /// <param name="probes">What to ask about.</param>
    /// <param name="rivalOf">The class a probe's margin is held against, or <see cref="BestRival"/>.</param>
    /// <param name="take">Receives each answer.</param>
    /// <returns>False when the time is up; then some answers are missing.</returns>
    public bool Ask(IProbes probes, Func<int, int> rivalOf, Take take)
    {
        var batch = gradients.PreferredBatchSize;
        var batches = (probes.Count + batch - 1) / batch;
        var skipped = 0;
        questions.ForEach(batches, number =>
        {
            if (questions.IsTimeUp)
            {
                Interlocked.Increment(ref skipped);
                return;
            }

            var first = number * batch;
            var count = Math.Min(batch, probes.Count - first);
            var room = count == batch && rooms.TryTake(out var kept) ? kept : new Room(questions.Cells, gradients.ClassCount, count);
            Ask(probes, rivalOf, take, first, room);
            if (count == batch)
            {
                rooms.Add(room);
            }
        });
        return skipped == 0;
    }

    private void Ask(IProbes probes, Func<int, int> rivalOf, Take take, int first, Room room)
    {
        var writer = probes.NewWriter();
        for (var row = 0; row < room.Count; row++)
        {
            writer.Write(first + row, room.Rows, row);
            room.Own[row] = questions.Labels[probes.RecordOf(first + row)];
        }

        gradients.Ask(room.Rows.Batch, room.Own, room.OwnGradients, room.Scores, questions.Cancellation);
        for (var row = 0; row < room.Count; row++)
        {
            var scores = room.Scores.AsSpan(row * gradients.ClassCount, gradients.ClassCount);
            var own = scores[room.Own[row]];
            room.Rivals[row] = RivalOf(scores, room.Own[row], rivalOf(first + row), out var rival);
            room.Margins[row] = own - rival;
        }

        gradients.Ask(room.Rows.Batch, room.Rivals, room.RivalGradients, room.Scores, questions.Cancellation);
        var cells = questions.Cells.Width;
        for (var row = 0; row < room.Count; row++)
        {
            var difference = room.RivalGradients.AsSpan(row * cells, cells);
            ReadOnlySpan<float> own = room.OwnGradients.AsSpan(row * cells, cells);
            for (var i = 0; i < own.Length; i++)
            {
                difference[i] -= own[i];
            }

            take(first + row, room.Rivals[row], room.Margins[row], difference);
        }
    }

    /// <summary>The class wanted, or the one of the rank wanted.</summary>
    private static int RivalOf(Span<double> scores, int own, int wanted, out double score)
    {
        if (wanted >= 0 && wanted != own)
        {
            score = scores[wanted];
            return wanted;
        }

        scores[own] = double.NegativeInfinity;
        var rank = Math.Max(wanted, 1 - scores.Length);
        for (var better = BestRival; better > rank; better--)
        {
            scores[Best(scores, own)] = double.NegativeInfinity;
        }

        var rival = Best(scores, own);
        score = scores[rival];
        return rival;
    }

    private static int Best(ReadOnlySpan<double> scores, int own)
    {
        var best = own == 0 ? 1 : 0;
        for (var i = best + 1; i < scores.Length; i++)
        {
            best = i != own && scores[i] > scores[best] ? i : best;
        }

        return best;
    }

    /// <summary>What one batch is written into.</summary>
    private sealed class Room(RecordCells cells, int classes, int count)
    {
        public int Count => count;

        public RecordCells.ProbeRows Rows { get; } = cells.NewRows(count);

        public int[] Own { get; } = new int[count];

        public int[] Rivals { get; } = new int[count];

        public double[] Margins { get; } = new double[count];

        public float[] OwnGradients { get; } = new float[count * cells.Width];

        public float[] RivalGradients { get; } = new float[count * cells.Width];

        public double[] Scores { get; } = new double[count * classes];
    }
}
