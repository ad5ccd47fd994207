namespace PrivacyGate.Auditing.Knowledge;

/// <summary>
/// Whether the scores fit the classes far better in another order. The order is picked on one half of the records, cut
/// by hash, and judged on the other, so that searching all orders costs nothing. Ranks are compared, not answers: a model
/// with a tuned threshold, or one that answers one class always, is not taken for a wrong order.
/// </summary>
/// <param name="ScoreOf">For each class that is read wrongly, the score that fits it.</param>
/// <param name="Stated">Mean area under the curve of those classes, each with the score stated for it.</param>
/// <param name="Other">The same with the score that fits.</param>
internal sealed record OtherOrder(IReadOnlyList<(int Class, int Score)> ScoreOf, double Stated, double Other)
{
    /// <summary>Chance of taking an order that is right for a wrong one, at most.</summary>
    private const double Error = 0.001;

    /// <summary>Differences of the mean area below this are let be.</summary>
    private const double Smallest = 0.1;

    /// <summary>With more classes that occur, a wrong order is left to the test of skill.</summary>
    private const int MostClasses = 512;

    /// <returns>Null when the stated order is as good as any.</returns>
    public static OtherOrder? Of(MemberAnswers answers)
    {
        var picking = answers.Half(upper: false);
        var judging = answers.Half(upper: true);
        int[] present = [.. picking.TrueClass.Intersect(judging.TrueClass).Order()];
        return present.Length is < 2 or > MostClasses
            ? null
            : Judge(judging, [.. Pick(picking, present).Where(static pair => pair.Class != pair.Score)]);
    }

    /// <summary>The order that fits best, whatever that proves: for each class that occurs, its score.</summary>
    public static IEnumerable<(int Class, int Score)> Best(MemberAnswers answers)
    {
        int[] present = [.. answers.TrueClass.Distinct().Order()];
        return present.Length is < 2 or > MostClasses ? [] : Pick(answers, present);
    }

    private static IEnumerable<(int Class, int Score)> Pick(MemberAnswers answers, int[] present)
    {
        var columns = Array.ConvertAll(ClassFit.Of(answers), static column => new RankedColumn(column));
        var counts = ClassSkill.CountsOf(answers.TrueClass, answers.ClassCount);
        var areas = new double[present.Length, columns.Length];
        for (var score = 0; score < columns.Length; score++)
        {
            var sums = SumsByClass(columns[score].Ranks(), answers);
            for (var i = 0; i < present.Length; i++)
            {
                double n = counts[present[i]];

                // Of equals the stated order.
                areas[i, score] = ((sums[present[i]] - (n * (n + 1) / 2)) / (n * (answers.Count - n))) + (present[i] == score ? 1e-9 : 0);
            }
        }

        return present.Zip(BestAssignment.Of(areas));
    }

    private static double[] SumsByClass(double[] ranks, MemberAnswers answers)
    {
        var sums = new double[answers.ClassCount];
        for (var i = 0; i < ranks.Length; i++)
        {
            sums[answers.TrueClass[i]] += ranks[i];
        }

        return sums;
    }

    /// <summary>Under the stated order each record's gain is as likely negative: the sum of such signs is bounded by Hoeffding (1963), at any number of records.</summary>
    private static OtherOrder? Judge(MemberAnswers answers, IReadOnlyList<(int Class, int Score)> moved)
    {
        var columns = ClassFit.Of(answers);
        var counts = ClassSkill.CountsOf(answers.TrueClass, answers.ClassCount);
        double stated = 0;
        double other = 0;
        double squares = 0;
        foreach ((var c, var score) in moved)
        {
            var own = new RankedColumn(columns[c]).Placements(answers.TrueClass, c, counts[c]);
            var better = new RankedColumn(columns[score]).Placements(answers.TrueClass, c, counts[c]);

            // A handful of records that are all answered alike is no proof.
            squares += ClassSkill.MadeUp / ((double)counts[c] * counts[c]);
            for (var i = 0; i < own.Length; i++)
            {
                if (answers.TrueClass[i] == c)
                {
                    stated += own[i] / counts[c];
                    other += better[i] / counts[c];
                    squares += Math.Pow((better[i] - own[i]) / counts[c], 2);
                }
            }
        }

        var proven = other - stated > Math.Sqrt(2 * Math.Log(1 / Error) * squares);
        return moved.Count > 0 && proven && other - stated >= Smallest * moved.Count
            ? new OtherOrder(moved, stated / moved.Count, other / moved.Count)
            : null;
    }
}
