namespace PrivacyGate.Onnx.Training.Recipes;

/// <summary>The loss became infinite or no number.</summary>
internal sealed class TrainingDivergedException : Exception
{
    public TrainingDivergedException()
        : base("The training loss became infinite or no number.")
    {
    }
}
