using PrivacyGate.LabelOnly.Noise;

namespace PrivacyGate.LabelOnly.LocalShadows;

/// <summary>The kinds of question that are asked of the target and of local shadows alike.</summary>
internal static class LabelKinds
{
    public static Func<LabelQuestions, LabelAnswers>? Find(string attack) => attack switch
    {
        NoiseQuestions.AttackId => static questions => new LabelAnswers(NoiseQuestions.Ask(questions), null),
        AugmentQuestions.AttackId => AugmentQuestions.Ask,
        BoundaryQuestions.AttackId => static questions => new LabelAnswers(BoundaryQuestions.Ask(questions), null),
        _ => null,
    };
}

/// <param name="Curve">Scores by what is counted or measured.</param>
/// <param name="Votes">What a network may learn from; null where only the score counts.</param>
internal sealed record LabelAnswers(QueryCurve Curve, VoteVectors? Votes);
