using PrivacyGate.Attacks;
using PrivacyGate.Samples;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests.Attacks;

/// <summary>What a network makes of votes.</summary>
public class LabelAugmentAttackTests
{
    private const int Width = 6;
    private static readonly LabelAugmentAttack Attack = new();

    /// <summary>One vote tells members, another tells non-members, and four are noise: counted, they cancel out.</summary>
    [Fact]
    public void Votes_that_cancel_out_when_counted_are_told_apart_when_weighed()
    {
        (var input, var isMember) = Planted(leak: true);
        Assert.InRange(Auc(Attack.Score(input with { Networks = null }).Values, isMember), 0.45, 0.55);
        var weighed = Attack.Score(input);
        Assert.InRange(Auc(weighed.Values, isMember), 0.80, 1);
        Assert.Equal(input.LabelOnly!.LocalShadows!.Trained.Length, weighed.OfShadows!.Values.Length);
        Assert.InRange(Auc(weighed.OfShadows.Values, weighed.OfShadows.Trained), 0.80, 1);
    }

    [Fact]
    public void Where_votes_tell_nothing_of_the_target_what_was_learned_finds_nothing()
    {
        (var input, var isMember) = Planted(leak: false);
        Assert.InRange(Auc(Attack.Score(input).Values, isMember), 0.45, 0.55);
    }

    [Fact]
    public void Equal_votes_are_ties_and_the_input_is_not_changed()
    {
        (var input, _) = Planted(leak: true);
        float[] before = [.. input.LabelOnly!.Votes!.Values, .. input.LabelOnly.LocalShadows!.Votes!.Values];
        var scores = Attack.Score(input).Values;
        Assert.Equal(before, input.LabelOnly.Votes.Values.Concat(input.LabelOnly.LocalShadows.Votes.Values));
        Assert.Equal(scores, Attack.Score(input).Values);
        var byVotes = Enumerable.Range(0, scores.Length).ToLookup(
            record => string.Join(' ', input.LabelOnly.Votes.Values.Skip(record * Width).Take(Width)), record => scores[record]);
        Assert.True(byVotes.Count is > 10 and < 65);
        Assert.All(byVotes, static same => Assert.Single(same.Distinct()));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Without_shadows_or_a_fitter_votes_are_counted(bool shadows, bool fitter)
    {
        (var input, _) = Planted(leak: true);
        var less = input with { Networks = fitter ? input.Networks : null, LabelOnly = shadows ? input.LabelOnly : input.LabelOnly! with { LocalShadows = null } };
        Assert.Equal(input.LabelOnly!.Curves[0].Points[^1].Scores, Attack.Score(less).Values);
    }

    /// <summary>Shadows that fit too little to tell anything: a network fitted on them is noise, and what the count finds of the target must stand.</summary>
    [Fact]
    public void A_network_that_learned_nothing_on_shadows_does_not_replace_a_count_that_finds_members()
    {
        (var input, var isMember) = Planted(leak: true, shadowsLeak: false);
        double[] counted = [.. isMember.Select(static (member, i) => (member ? 0.7 : 0.3) + (i % 5 / 10.0))];
        input = input with { LabelOnly = input.LabelOnly! with { Curves = [input.LabelOnly.Curves[0] with { Points = [new QueryPoint(1, counted), new QueryPoint(Width, counted)] }] } };
        var scores = Attack.Score(input);
        Assert.Equal(counted, scores.Values);
        Assert.StartsWith("votes counted", scores.OfShadows!.Choice, StringComparison.Ordinal);
        Assert.StartsWith("votes weighed", Attack.Score(Planted(leak: true).Input).OfShadows!.Choice, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_single_shadow_there_is_nothing_to_try_a_network_on()
    {
        (var input, _) = Planted(leak: true);
        var two = input.LabelOnly!.LocalShadows!;
        var one = input with { LabelOnly = input.LabelOnly with { LocalShadows = two with { Shadows = 1, Shadow = new int[two.Shadow.Length] } } };
        Assert.Equal(input.LabelOnly.Curves[0].Points[^1].Scores, Attack.Score(one).Values);
    }

    private static (AuditInput Input, bool[] IsMember) Planted(bool leak, bool shadowsLeak = true)
    {
        const int count = 1000;
        bool[] isMember = [.. Enumerable.Range(0, count).Select(static i => i % 2 == 0)];
        var votes = new VoteVectors(Width, Votes(isMember, leak, new Random(1)));
        var shadowVotes = new VoteVectors(Width, Votes(isMember, shadowsLeak, new Random(2)));
        var counted = Counted(votes);
        var signals = new SignalTable(2, new int[count], new int[count], null, null, null, null);
        return (new AuditInput(signals, null)
        {
            Networks = new LinearFitter(),
            LabelOnly = new LabelOnlyEvidence([new QueryCurve("label-augment", [new QueryPoint(1, counted), new QueryPoint(Width, counted)], QueryEnd.NothingToAsk, "")])
            {
                Votes = votes,
                LocalShadows = new LocalShadowEvidence(2, [.. Enumerable.Range(0, count)], isMember, new Dictionary<string, double[]> { ["label-augment"] = Counted(shadowVotes) })
                {
                    Shadow = [.. Enumerable.Range(0, count).Select(static i => i < count / 2 ? 0 : 1)],
                    Votes = shadowVotes,
                },
            },
        }, isMember);
    }

    private static float[] Votes(bool[] isMember, bool leak, Random random) =>
    [
        .. isMember.SelectMany(member =>
        {
            var one = leak ? member : random.Next(2) == 0;
            float Vote(double probability) => random.NextDouble() < probability ? 1 : 0;
            return new[] { Vote(one ? 0.9 : 0.3), Vote(one ? 0.3 : 0.9), Vote(0.5), Vote(0.5), Vote(0.5), Vote(0.5) };
        }),
    ];

    private static double[] Counted(VoteVectors votes) => [.. votes.Values.Chunk(Width).Select(static own => (double)own.Average())];

    private static double Auc(double[] scores, bool[] isMember)
    {
        double[] members = [.. scores.Where((_, i) => isMember[i])];
        double[] others = [.. scores.Where((_, i) => !isMember[i])];
        return members.Average(member => others.Average(other => member > other ? 1 : member == other ? 0.5 : 0));
    }
}
