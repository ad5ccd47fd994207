using PrivacyGate.Models;

namespace PrivacyGate.Shadows;

/// <summary>How shadows are run.</summary>
public sealed record ShadowOptions
{
    /// <summary>Shadows trained side by side, at least 1, each on one thread. The evidence does not depend on it.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Whether an attack will learn from posteriors.</summary>
    public bool WantPosteriors { get; init; }

    /// <summary>Most posteriors kept of a shadow, half of them of records it was trained on; 4 bytes each and class.</summary>
    public int MostPosteriors { get; init; } = 10_000;

    /// <summary>The target's mean member loss in nats, for the report; null when unknown.</summary>
    public double? TargetMemberLoss { get; init; }

    /// <summary>The target, asked again where the trainer's models answer on another scale than it does; null where they never do.</summary>
    public IClassifier? Target { get; init; }
}

/// <param name="Done">Shadows finished.</param>
/// <param name="Of">Shadows of the schedule.</param>
public sealed record ShadowProgress(int Done, int Of);
