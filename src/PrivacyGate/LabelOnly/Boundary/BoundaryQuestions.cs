using PrivacyGate.LabelOnly.Boundary.Exchanges;
using PrivacyGate.LabelOnly.Boundary.Points;
using PrivacyGate.LabelOnly.Boundary.WhiteBox;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary;

/// <summary>How far a record is from where the target would put it into another class: from labels alone, or led by gradients where the attacker is to know the model.</summary>
internal static class BoundaryQuestions
{
    public const string AttackId = "label-boundary";

    public static QueryCurve Ask(LabelQuestions questions)
    {
        var guided = questions.Gradients is not null;
        var known = guided ? "; led by the model's gradients (white box)"
            : questions.GradientsRefused is { } why ? $"; from labels alone, because {why}"
            : "";
        if (!questions.Space.IsContinuous)
        {
            var exchanges = new CurveBuilder(questions, AttackId, $"fewest features that must take another record's value before the label changes, a number counting by the share of its range{known}");
            return guided ? GradientExchanges.Ask(questions, exchanges) : ExchangeSearch.Ask(questions, exchanges);
        }

        var length = questions.Options.Norm == BoundaryNorm.Largest ? "largest change of a feature" : "Euclidean length";
        var unit = questions.Space.HasOneUnit ? "in the input's unit" : "in standard deviations of each feature";
        var changes = new CurveBuilder(questions, AttackId, $"smallest change found that changes the label: {length}, {unit}{known}");
        return guided ? GradientBoundary.Ask(questions, changes) : HopSkipJump.Ask(questions, changes);
    }
}
