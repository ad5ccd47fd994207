using System.Globalization;

namespace PrivacyGate.LabelOnly;

/// <summary>
/// How much noise a record's label withstands. Each probe is the same noise for every record, so that records differ by
/// their own strength and not by luck.
/// </summary>
/// <remarks>
/// No strength is chosen: the score is the share kept over a ladder of strengths, each asked equally often, a
/// discretised area under the curve of labels kept against the logarithm of the strength. Nothing is fitted, so nothing
/// can be fitted to the records judged.
/// </remarks>
internal static class NoiseQuestions
{
    public const string AttackId = "label-noise";

    /// <summary>Share of discrete features that take another's value; standard deviations of noise for numbers.</summary>
    internal static readonly double[] Strengths = [0.02, 0.04, 0.08, 0.16, 0.32];

    /// <summary>Probes asked for at once: their answers are a byte each.</summary>
    private const int ProbesAtOnce = 4_000_000;

    public static QueryCurve Ask(LabelQuestions questions)
    {
        var curve = new CurveBuilder(questions, AttackId, string.Create(
            CultureInfo.InvariantCulture, $"share of noisy copies that keep the true label, mean over the strengths {string.Join(", ", Strengths)}"));
        if (questions.Right.Length == 0 || questions.Space.Features.All(static feature => feature.Kind == FeatureKind.Fixed))
        {
            return curve.End(QueryEnd.NothingToAsk);
        }

        var kept = new int[questions.Right.Length];
        int rounds = 0;
        foreach (int milestone in QueryMilestones.UpTo(questions.Options.QueriesPerRecord))
        {
            int until = (milestone - 1) / Strengths.Length;
            if (until <= rounds)
            {
                continue;
            }

            if (!Ask(questions, rounds, until, kept))
            {
                return curve.End(QueryEnd.TimeUp);
            }

            rounds = until;
            double asked = rounds * Strengths.Length;
            if (!curve.Note(1 + (rounds * Strengths.Length), i => (1 + kept[i]) / (1 + asked)))
            {
                return curve.End(QueryEnd.RankingStable);
            }
        }

        return curve.End(QueryEnd.BudgetSpent);
    }

    /// <summary>Asks some rounds, each strength once a round.</summary>
    private static bool Ask(LabelQuestions questions, int firstRound, int endRound, int[] kept)
    {
        int step = Math.Max(1, ProbesAtOnce / Strengths.Length / questions.Right.Length);
        for (int round = firstRound; round < endRound; round += step)
        {
            int some = Math.Min(step, endRound - round) * Strengths.Length;
            bool[]? answers = questions.Keep(new NoiseProbes(questions, Strengths, round * Strengths.Length, some));
            if (answers is null)
            {
                return false;
            }

            questions.ForEachRight(i =>
            {
                for (int copy = 0; copy < some; copy++)
                {
                    kept[i] += answers[(copy * kept.Length) + i] ? 1 : 0;
                }
            });
        }

        return true;
    }
}
