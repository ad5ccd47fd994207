namespace PrivacyGate.Auditing.Knowledge;

/// <summary>The order of the classes that a model's scores fit, as far as the members prove it.</summary>
/// <param name="ClassOf">For each score the class that fits it.</param>
/// <param name="Auc">The mean area under the curve of each class against the rest in that order, in [0, 1].</param>
public sealed record ScoreOrder(IReadOnlyList<int> ClassOf, double Auc)
{
    /// <summary>Below this the members say too little for an order to be taken from them.</summary>
    private const double LeastAuc = 0.75;

    /// <summary>The order, whichever was stated.</summary>
    /// <param name="answers">What the model answered for members.</param>
    /// <returns>Null where the members prove none, or where a class does not occur.</returns>
    public static ScoreOrder? Of(MemberAnswers answers)
    {
        int[] scoreOf = [.. OtherOrder.Best(answers.Half(upper: false)).OrderBy(static pair => pair.Class).Select(static pair => pair.Score)];
        if (scoreOf.Length != answers.ClassCount)
        {
            return null;
        }

        // Judged where it was not picked, so that searching all orders proves nothing by itself.
        var judging = answers.Half(upper: true);
        var ordered = Array.ConvertAll(judging.TrueClass, c => scoreOf[c]);
        return ClassSkill.Of(ClassFit.Of(judging), ordered) is { IsProven: true, Auc: >= LeastAuc } skill
            ? new ScoreOrder([.. Enumerable.Range(0, scoreOf.Length).Select(score => Array.IndexOf(scoreOf, score))], skill.Auc)
            : null;
    }
}
