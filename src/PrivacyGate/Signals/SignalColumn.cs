namespace PrivacyGate.Signals;

/// <summary>A signal that a model gives for all of its records or for none.</summary>
internal sealed class SignalColumn(string name)
{
    private readonly ChunkedColumn<double> values = new();

    public void AddRange(double[]? batch, int recordsBefore)
    {
        if (batch is not null ? values.Count != recordsBefore : values.Count > 0)
        {
            throw new ArgumentException($"{name} is missing in some batches and present in others", nameof(batch));
        }

        values.AddRange(batch);
    }

    public double[]? Gather(int[] places) => values.Count == 0 ? null : values.Gather(places);
}
