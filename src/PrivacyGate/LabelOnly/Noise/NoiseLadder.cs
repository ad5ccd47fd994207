using System.Globalization;
using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Noise;

/// <summary>
/// Asks about noisy copies over a ladder of strengths, each equally often. Each probe is the same noise for every record,
/// so that records differ by their own strength and not by luck.
/// </summary>
internal sealed class NoiseLadder
{
    /// <summary>Share of discrete features that take another's value; standard deviations of noise for numbers.</summary>
    internal static readonly double[] Strengths = [0.02, 0.04, 0.08, 0.16, 0.32];

    internal static string StrengthsInWords { get; } = string.Join(", ", Strengths.Select(static strength => strength.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Probes asked for at once: their answers are a byte each.</summary>
    private const int ProbesAtOnce = 4_000_000;

    private readonly LabelQuestions questions;
    private readonly int[] kept;

    private NoiseLadder(LabelQuestions questions)
    {
        this.questions = questions;
        kept = new int[questions.Right.Length * Strengths.Length];
    }

    /// <param name="kept">For each strength, the copies that kept the true label.</param>
    /// <param name="copies">Copies of each strength.</param>
    /// <returns>A positive score.</returns>
    public delegate double Score(ReadOnlySpan<int> kept, int copies);

    /// <summary>Asks until the budget, the time or the ranking ends it.</summary>
    public static QueryCurve Ask(LabelQuestions questions, CurveBuilder curve, Score score) => Ask(questions, curve, score, static (_, _) => { });

    /// <summary>The same, telling after each milestone what scores are made of: for each record and strength the copies kept, and how many copies there were.</summary>
    public static QueryCurve Ask(LabelQuestions questions, CurveBuilder curve, Score score, Action<int[], int> tell)
    {
        if (questions.Right.Length == 0 || questions.Space.Features.All(static feature => feature.Kind == FeatureKind.Fixed))
        {
            return curve.End(QueryEnd.NothingToAsk);
        }

        var ladder = new NoiseLadder(questions);
        var rounds = 0;
        foreach (var milestone in QueryMilestones.UpTo(questions.Options.QueriesPerRecord))
        {
            var until = (milestone - 1) / Strengths.Length;
            if (until <= rounds)
            {
                continue;
            }

            if (!ladder.Ask(rounds, until))
            {
                return curve.End(QueryEnd.TimeUp);
            }

            rounds = until;
            tell(ladder.kept, rounds);
            if (!curve.Note(1 + (rounds * Strengths.Length), i => score(ladder.kept.AsSpan(i * Strengths.Length, Strengths.Length), rounds)))
            {
                return curve.End(QueryEnd.RankingStable);
            }
        }

        return curve.End(QueryEnd.BudgetSpent);
    }

    /// <summary>Asks some rounds, each strength once a round.</summary>
    private bool Ask(int firstRound, int endRound)
    {
        var records = questions.Right.Length;
        var step = Math.Max(1, ProbesAtOnce / Strengths.Length / records);
        for (var round = firstRound; round < endRound; round += step)
        {
            var some = Math.Min(step, endRound - round) * Strengths.Length;
            var answers = questions.Keep(new NoiseProbes(questions, Strengths, round * Strengths.Length, some));
            if (answers is null)
            {
                return false;
            }

            questions.ForEachRight(i =>
            {
                for (var copy = 0; copy < some; copy++)
                {
                    kept[(i * Strengths.Length) + (copy % Strengths.Length)] += answers[(copy * records) + i] ? 1 : 0;
                }
            });
        }

        return true;
    }
}

/// <summary>How much noise a record's label withstands.</summary>
/// <remarks>
/// No strength is chosen: the score is the share kept over a ladder of strengths, each asked equally often, a
/// discretised area under the curve of labels kept against the logarithm of the strength. Nothing is fitted, so nothing
/// can be fitted to the records judged.
/// </remarks>
internal static class NoiseQuestions
{
    public const string AttackId = "label-noise";

    public static QueryCurve Ask(LabelQuestions questions)
    {
        var curve = new CurveBuilder(questions, AttackId, $"share of noisy copies that keep the true label, mean over the strengths {NoiseLadder.StrengthsInWords}");
        return NoiseLadder.Ask(questions, curve, static (kept, copies) => (1 + Sum(kept)) / (1.0 + (copies * kept.Length)));
    }

    private static int Sum(ReadOnlySpan<int> counts)
    {
        var sum = 0;
        foreach (var count in counts)
        {
            sum += count;
        }

        return sum;
    }
}
