namespace PrivacyGate.Auditing.Knowledge;

/// <summary>The accuracy that the model's owner measured, as a share of records in [0, 1].</summary>
/// <param name="Members">On the members, or null.</param>
/// <param name="NonMembers">On the non-members, or null.</param>
/// <param name="Tolerance">How far the audit's own figure may lie from either.</param>
public sealed record ExpectedAccuracy(double? Members, double? NonMembers, double Tolerance)
{
    /// <summary>Covers rounding to a percent and a few records left out.</summary>
    public const double DefaultTolerance = 0.02;

    /// <summary>With a larger tolerance the figure does not show that the model is read rightly.</summary>
    private const double MostTolerance = 0.1;

    /// <summary>Rounding of the two figures' difference.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Whether the figure, once met, stands in for proof that the model knows its members.</summary>
    internal bool StandsForProof => Members is not null && Tolerance <= MostTolerance;

    /// <summary>The first figure that is not met, in words, or null.</summary>
    internal string? Missed(SideAccuracy measured) =>
        Missed("members", Members, measured.Members) ?? Missed("non-members", NonMembers, measured.NonMembers);

    private string? Missed(string side, double? expected, double measured) =>
        expected is { } wanted && Math.Abs(measured - wanted) > Tolerance + Rounding
            ? FormattableString.Invariant($"the accuracy on the {side} is {measured:0.000}, but 'accuracy' in the spec states {wanted:0.###} with a tolerance of {Tolerance:0.###}")
            : null;
}
