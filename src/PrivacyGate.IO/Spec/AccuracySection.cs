using PrivacyGate.Auditing.Knowledge;

namespace PrivacyGate.IO.Spec;

/// <summary>Reads <c>accuracy</c>: a number, the accuracy on the members, or an object with both sides and a tolerance.</summary>
internal static class AccuracySection
{
    private const string Key = "accuracy";
    private const string Range = "write a share of records from 0 to 1, such as 0.97";

    public static AccuracySpec? Read(SpecScope model)
    {
        switch (model.Find(Key))
        {
            case null:
                return null;
            case LocatedNumber number:
                return Share(model, Key, number) is { } members ? Spec(members, null, null, members.Location) : null;
            case LocatedObject node:
                return ReadObject(model.Object(Key, node, SpecKeys.Accuracy)!);
            case var other:
                return model.Wrong<AccuracySpec>(Key, other, "a number, or an object with 'members', 'nonMembers' and 'tolerance'");
        }
    }

    private static AccuracySpec? ReadObject(SpecScope scope)
    {
        var (members, nonMembers, tolerance) = (Share(scope, "members"), Share(scope, "nonMembers"), Share(scope, "tolerance"));
        if (scope.Find("members") is null && scope.Find("nonMembers") is null)
        {
            scope.Required("members", "state the accuracy that you measured on the members");
            return null;
        }

        return members is null && nonMembers is null ? null : Spec(members, nonMembers, tolerance, scope.Location);
    }

    private static AccuracySpec Spec(SpecValue<double>? members, SpecValue<double>? nonMembers, SpecValue<double>? tolerance, SourceLocation location) =>
        new(new ExpectedAccuracy(members?.Value, nonMembers?.Value, tolerance?.Value ?? ExpectedAccuracy.DefaultTolerance), location);

    private static SpecValue<double>? Share(SpecScope scope, string key) => Share(scope, key, scope.Find(key));

    private static SpecValue<double>? Share(SpecScope scope, string key, LocatedNode? value) =>
        scope.Number(key, value, static number => number is >= 0 and <= 1, Range);
}

/// <param name="Expected">What the spec states.</param>
/// <param name="Location">Where.</param>
public sealed record AccuracySpec(ExpectedAccuracy Expected, SourceLocation Location);
