namespace PrivacyGate.Onnx.Training.Runs;

/// <summary>Mean of the last few batch losses.</summary>
internal sealed class RecentLoss(int length)
{
    private readonly float[] last = new float[length];
    private long count;

    /// <summary>Infinite until there are enough.</summary>
    public double Mean { get; private set; } = double.PositiveInfinity;

    public void Add(float loss)
    {
        last[count++ % length] = loss;
        if (count < length)
        {
            return;
        }

        double sum = 0;
        foreach (var one in last)
        {
            sum += one;
        }

        Mean = sum / length;
    }
}
