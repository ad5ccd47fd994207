namespace PrivacyGate.Attacks;

/// <summary>A record is taken for a member when one attack model, which learned from one shadow what the three largest probabilities of trained records look like, says so (Salem et al. 2019, adversary 1).</summary>
/// <remarks>
/// The three largest probabilities mean the same for any classes and any kind of model, so an attack model may have
/// learned elsewhere: given posteriors of a shadow of another data set or another kind of model, this is the paper's
/// adversary 2, which needs no shadow of the target's kind.
/// </remarks>
public sealed class MlLeaksAttack : IAttack
{
    private readonly PosteriorSample? elsewhere;

    /// <summary>Learns from the audit's first shadow.</summary>
    public MlLeaksAttack() => Id = "ml-leaks";

    /// <summary>Learns from a shadow of another data set or another kind of model.</summary>
    /// <param name="elsewhere">Its posteriors, of records it was trained on and others.</param>
    public MlLeaksAttack(PosteriorSample elsewhere)
    {
        if (elsewhere.Trained is not { } trained || !trained.Contains(true) || !trained.Contains(false))
        {
            throw new ArgumentException("the sample must tell records the shadow was trained on from others, and hold both", nameof(elsewhere));
        }

        this.elsewhere = elsewhere;
        Id = "ml-leaks-transfer";
    }

    public string Id { get; }

    public AttackNeeds Needs => elsewhere is null ? AttackNeeds.Shadows | AttackNeeds.Posteriors : AttackNeeds.Posteriors;

    public string? Refusal(AuditInput input) => Require.Posteriors(input, ofShadows: elsewhere is null);

    public MembershipScores Score(AuditInput input)
    {
        var target = elsewhere is null ? Require.PosteriorsBesideShadows(input) : Require.TargetPosteriors(input);
        var lesson = elsewhere ?? Require.Evidence(input).Shadows[0].Posteriors!;
        using var attacker = MembershipNetwork.Fit(
            input.Networks!, PosteriorFeatures.Largest(lesson), PosteriorFeatures.Top, lesson.Trained!, Hashing.Mix(input.Seed));
        return new MembershipScores(Id, attacker.LogOdds(PosteriorFeatures.Largest(target)), ThresholdRule.BestAdvantage)
        {
            Decision = ThresholdRule.Given,
            GivenThreshold = 0,
        };
    }
}
