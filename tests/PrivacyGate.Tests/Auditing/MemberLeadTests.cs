using PrivacyGate.Auditing.Knowledge;

namespace PrivacyGate.Tests.Auditing;

public class MemberLeadTests
{
    /// <summary>Of 50 x 50 pairs the member's loss is smaller in 1,875 and larger in 625: (1,875 - 625) / 2,500; SciPy 1.10 gives p = 1.7e-5.</summary>
    [Fact]
    public void A_lead_is_the_share_of_pairs_won_less_that_lost()
    {
        double[] losses = [.. Enumerable.Range(0, 50).Select(static i => i < 25 ? 0.0 + i : 200 + i), .. Enumerable.Range(0, 50).Select(static i => i < 25 ? 100.0 + i : 300 + i)];
        Assert.Equal(.5, MemberLead.Of(losses, Sides(50), .001)!.Value, 1e-12);
        Assert.Null(MemberLead.Of(losses, Sides(50), 1e-5));
        Assert.Null(MemberLead.Of([.. losses.Select(static loss => -loss)], Sides(50), .05));
    }

    [Fact]
    public void What_chance_explains_is_no_lead()
    {
        Assert.Null(MemberLead.Of([0, 1, 2, 3], Sides(2), .05));
        Assert.Null(MemberLead.Of(new double[100], Sides(50), .05));
    }

    private static bool[] Sides(int members) => [.. Enumerable.Repeat(true, members), .. Enumerable.Repeat(false, members)];
}
