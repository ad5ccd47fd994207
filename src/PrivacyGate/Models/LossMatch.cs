namespace PrivacyGate.Models;

/// <summary>When a shadow's loss on its own records counts as that of the target on its members.</summary>
public static class LossMatch
{
    /// <summary>Off by less than this factor: twice is where likelihood ratios of two variances collapse.</summary>
    public const double NearEnough = 1.5;

    /// <summary>Losses below this, in nats, are alike.</summary>
    private const double Floor = .02;

    /// <summary>How far apart two losses are, as the logarithm of their ratio.</summary>
    public static double Distance(double loss, double wanted) => Math.Abs(Math.Log((loss + Floor) / (wanted + Floor)));

    /// <summary>Whether a loss counts as the one wanted; any does where none is known.</summary>
    public static bool IsNear(double loss, double? wanted) => wanted is not { } some || Distance(loss, some) <= Math.Log(NearEnough);
}
