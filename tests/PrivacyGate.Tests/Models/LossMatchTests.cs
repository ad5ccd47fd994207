using PrivacyGate.Models;

namespace PrivacyGate.Tests.Models;

public class LossMatchTests
{
    /// <summary>Both losses and a floor of .02 nats: (.30 + .02) / (.20 + .02) is 1.45, (.32 + .02) / (.20 + .02) is 1.55.</summary>
    [Theory]
    [InlineData(0.30, 0.20, true)]
    [InlineData(0.20, 0.30, true)]
    [InlineData(0.32, 0.20, false)]
    [InlineData(0.20, 0.32, false)]
    [InlineData(0, 0.005, true)]
    [InlineData(0, 0.02, false)]
    [InlineData(7, null, true)]
    public void A_loss_matches_within_half_as_much_again(double loss, double? wanted, bool isNear) => Assert.Equal(isNear, LossMatch.IsNear(loss, wanted));
}
