namespace PrivacyGate.Auditing.Knowledge;

/// <summary>Whether the scores, as they are read, fit the label that the model itself answers.</summary>
/// <param name="Differing">Share of records whose best score is not the label.</param>
/// <param name="Ordered">How often a record with a label scores higher for it than one without, over pairs of records; ties count for the model.</param>
internal sealed record LabelAgreement(double Differing, double Ordered)
{
    /// <summary>Fewer differing answers are ties and rounding.</summary>
    private const double MostDiffering = 0.05;

    /// <summary>
    /// A label cut at any threshold keeps the order of the scores (1 for two classes), and a label tuned for each class
    /// nearly does. Scores that are not the label's own fall to .5, scores turned round to 0.
    /// </summary>
    private const double LeastOrdered = 0.8;

    /// <summary>With fewer records nothing is said.</summary>
    private const int Fewest = 20;

    /// <summary>Whether the scores cannot be what the label was made from.</summary>
    public bool Contradicts => Differing > MostDiffering && Ordered < LeastOrdered;

    /// <returns>Null where the model has no scores or no label of its own, or answers one label only.</returns>
    public static LabelAgreement? Of(MemberAnswers answers)
    {
        var differing = answers.Kind == ScoreKind.LabelOnly ? 0 : Enumerable.Range(0, answers.Count).Count(row => Best(answers, row) != answers.PredictedClass[row]);
        if (differing == 0 || answers.Count < Fewest)
        {
            return null;
        }

        var columns = ClassFit.Of(answers);
        var counts = ClassSkill.CountsOf(answers.PredictedClass, answers.ClassCount);
        double ordered = 0;
        var judged = 0;
        for (var c = 0; c < counts.Length; c++)
        {
            if (counts[c] == 0 || counts[c] == answers.Count)
            {
                continue;
            }

            var placements = new RankedColumn(columns[c]).Placements(answers.PredictedClass, c, counts[c], tie: 1);
            for (var i = 0; i < placements.Length; i++)
            {
                ordered += answers.PredictedClass[i] == c ? placements[i] : 0;
            }

            judged += counts[c];
        }

        return judged == 0 ? null : new LabelAgreement((double)differing / answers.Count, ordered / judged);
    }

    private static int Best(MemberAnswers answers, int row)
    {
        ReadOnlySpan<double> scores = answers.Scores.AsSpan(row * answers.ClassCount, answers.ClassCount);
        var best = 0;
        for (var c = 1; c < scores.Length; c++)
        {
            best = scores[c] > scores[best] ? c : best;
        }

        return best;
    }
}
