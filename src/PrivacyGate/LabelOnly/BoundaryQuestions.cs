namespace PrivacyGate.LabelOnly;

/// <summary>How far a record is from where the target would put it into another class, found from labels alone.</summary>
internal static class BoundaryQuestions
{
    public const string AttackId = "label-boundary";

    public static QueryCurve Ask(LabelQuestions questions) =>
        ExchangeSearch.Ask(questions, new CurveBuilder(questions, AttackId, "fewest features that must take another record's value before the label changes, a number counting by the share of its range"));
}
