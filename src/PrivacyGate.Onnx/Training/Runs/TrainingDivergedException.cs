namespace PrivacyGate.Onnx.Training.Runs;

/// <summary>The loss became infinite or no number.</summary>
internal sealed class TrainingDivergedException : Exception
{
    public TrainingDivergedException()
        : base("The training loss became infinite or no number.")
    {
    }
}
