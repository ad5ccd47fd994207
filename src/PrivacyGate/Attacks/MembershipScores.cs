namespace PrivacyGate.Attacks;

/// <summary>Scores of one attack.</summary>
/// <param name="AttackId">Who says so.</param>
/// <param name="Values">One finite score a record; larger means likelier a member, always.</param>
/// <param name="Rule">How the attacker turns scores into a yes or no.</param>
public sealed record MembershipScores(string AttackId, double[] Values, ThresholdRule Rule)
{
    /// <summary>The score from which <see cref="ThresholdRule.Given"/> flags: between no and yes unless the attack says otherwise.</summary>
    public double GivenThreshold { get; init; } = 0.5;

    /// <summary>The rule by which the attack itself says yes or no, where its paper reports precision and recall; else null.</summary>
    public ThresholdRule? Decision { get; init; }

    /// <summary>What the attack makes of an attacker's own shadow models, from which he learns his threshold; null where none were asked.</summary>
    public ShadowScores? OfShadows { get; init; }
}

/// <summary>Scores of one attack on shadow models whose training records are known. Arrays are parallel.</summary>
/// <param name="Shadows">Models asked.</param>
/// <param name="Values">One finite score a record and shadow, of the scale of <see cref="MembershipScores.Values"/>.</param>
/// <param name="Trained">Whether the shadow was trained on the record.</param>
/// <param name="Units">A number from 0 for each person, or record, and shadow and being trained on.</param>
public sealed record ShadowScores(int Shadows, double[] Values, bool[] Trained, int[] Units)
{
    /// <summary>Shadows that did not reach the loss of the target on its members.</summary>
    public int Unmatched { get; init; }

    /// <summary>What the attack chose by its shadows, in words; null where there was nothing to choose.</summary>
    public string? Choice { get; init; }
}

/// <summary>How an attacker picks its threshold on the records it may learn from.</summary>
public enum ThresholdRule
{
    /// <summary>One threshold: the one with the largest TPR - FPR.</summary>
    BestAdvantage,

    /// <summary>A threshold for each true class, each with the largest TPR - FPR within its class (Song and Mittal 2021).</summary>
    BestAdvantagePerClass,

    /// <summary>The mean score of the members (Yeom et al. 2018, adversary 1: loss at most the mean training loss).</summary>
    MemberMean,

    /// <summary>The mean score of the members of each true class.</summary>
    MemberMeanPerClass,

    /// <summary>No threshold is picked: scores are answers already, 1 for a member and 0 for a non-member, flagged from <see cref="MembershipScores.GivenThreshold"/> on. A person of several records is flagged when half of them are.</summary>
    Given,
}
