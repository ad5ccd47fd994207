using PrivacyGate.LabelOnly.Augmentation;
using PrivacyGate.LabelOnly.Boundary;
using PrivacyGate.LabelOnly.Noise;
using PrivacyGate.LabelOnly.Queries;

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
