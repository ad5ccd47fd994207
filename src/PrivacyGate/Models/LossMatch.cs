namespace PrivacyGate.Models;

/// <summary>When a shadow's loss on its own records counts as that of the target on its members.</summary>
public static class LossMatch
{
    /// <summary>Off by less than this factor: twice is where likelihood ratios of two variances collapse.</summary>
    public const double NearEnough = 1.5;

    /// <summary>Cross-entropies below this, in nats, are alike.</summary>
    public const double NatsFloor = .02;

    /// <summary>Shares of unexplained variance below this are alike: a model that leaves so little unexplained has its training records by heart.</summary>
    public const double VarianceFloor = .001;

    /// <summary>The floor of a task's loss.</summary>
    public static double FloorOf(ModelTask task) => task is ModelTask.Regression or ModelTask.Reconstruction ? VarianceFloor : NatsFloor;

    /// <summary>How far apart two losses are, as the logarithm of their ratio.</summary>
    public static double Distance(double loss, double wanted, double floor = NatsFloor) => Math.Abs(Math.Log((loss + floor) / (wanted + floor)));

    /// <summary>Whether a loss counts as the one wanted; any does where none is known.</summary>
    public static bool IsNear(double loss, double? wanted, double floor = NatsFloor) => wanted is not { } some || Distance(loss, some, floor) <= Math.Log(NearEnough);
}
