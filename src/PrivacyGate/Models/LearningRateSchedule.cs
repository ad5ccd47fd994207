namespace PrivacyGate.Models;

/// <summary>How the learning rate changes from one epoch to the next.</summary>
public enum LearningRateSchedule
{
    Constant,

    /// <summary>Multiplied by a factor every so many epochs.</summary>
    Step,

    /// <summary>Falls along half a cosine to 0 over all epochs.</summary>
    Cosine,
}
