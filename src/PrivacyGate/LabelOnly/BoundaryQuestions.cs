using PrivacyGate.LabelOnly.Exchanges;
using PrivacyGate.LabelOnly.Points;

namespace PrivacyGate.LabelOnly;

/// <summary>How far a record is from where the target would put it into another class, found from labels alone.</summary>
internal static class BoundaryQuestions
{
    public const string AttackId = "label-boundary";

    public static QueryCurve Ask(LabelQuestions questions)
    {
        if (!questions.Space.IsContinuous)
        {
            return ExchangeSearch.Ask(questions, new CurveBuilder(questions, AttackId, "fewest features that must take another record's value before the label changes, a number counting by the share of its range"));
        }

        string length = questions.Options.Norm == BoundaryNorm.Largest ? "largest change of a feature" : "Euclidean length";
        string unit = questions.Space.HasOneUnit ? "in the input's unit" : "in standard deviations of each feature";
        return HopSkipJump.Ask(questions, new CurveBuilder(questions, AttackId, $"smallest change found that changes the label: {length}, {unit}"));
    }
}
