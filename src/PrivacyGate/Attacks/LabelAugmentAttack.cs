namespace PrivacyGate.Attacks;

/// <summary>A record whose label withstands the changes a trainer makes to its records is taken for a member (Choquette-Choo et al. 2021): needs labels alone, a dozen of a picture.</summary>
/// <remarks>A small network learns from local shadows what each vote tells. Votes are counted where there are no shadows, and where what it learns on one shadow falls behind the count on the other.</remarks>
public sealed class LabelAugmentAttack : IAttack
{
    private const ulong Purpose = 0x766F746573;

    public string Id => "label-augment";

    public AttackNeeds Needs => AttackNeeds.Labels | AttackNeeds.Records | AttackNeeds.LocalShadows;

    public string? Refusal(AuditInput input) => Require.LabelCurve(input, Id);

    public MembershipScores Score(AuditInput input)
    {
        var counted = Require.LabelScores(input, Id);
        return input is { Networks: { } networks, LabelOnly: { Votes: { } target, LocalShadows: { Votes: { } votes } shadows } }
            ? Weighed(counted, networks, target, shadows, votes, Hashing.Mix(input.Seed ^ Purpose))
            : counted;
    }

    private static MembershipScores Weighed(MembershipScores counted, INetworkFitter networks, VoteVectors target, LocalShadowEvidence shadows, VoteVectors votes, ulong seed)
    {
        var trial = LabelVoteTrial.Of(networks, shadows, votes, counted.OfShadows!.Values, seed);
        if (!trial.NetworkWins)
        {
            return counted with { OfShadows = counted.OfShadows with { Choice = trial.Words } };
        }

        using var network = MembershipNetwork.Fit(networks, [.. votes.Values], votes.Width, shadows.Trained, seed);
        return counted with
        {
            Values = network.LogOdds([.. target.Values]),
            OfShadows = counted.OfShadows with { Values = network.LogOdds([.. votes.Values]), Choice = trial.Words },
        };
    }
}
