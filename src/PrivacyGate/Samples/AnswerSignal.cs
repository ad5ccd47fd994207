namespace PrivacyGate.Samples;

/// <summary>What a model's answers say of each record, held against the truth: the numbers on which attacks compare models.</summary>
/// <param name="Task">
/// Decides what a number is. Classification: logit-scaled confidence in the true class, in nats. Regression: the
/// residual y - f(x) of each value, signed. Several labels: logit-scaled confidence in the truth about each label, in
/// nats. Ranking: of each document what its whole query tells, -ln(exp(L) - 1) in nats for the query's mean pairwise
/// logistic loss L, which is the margin where there is one pair. Score: the score. Reconstruction: minus the logarithm of the mean squared error.
/// </param>
/// <param name="Width">Numbers a record, at least 1.</param>
/// <param name="Values">(records x <paramref name="Width"/>), row-major; finite.</param>
public sealed record AnswerSignal(ModelTask Task, int Width, double[] Values)
{
    /// <summary>Number of records.</summary>
    public int Count => Values.Length / Width;

    /// <summary>The numbers of one record.</summary>
    public ReadOnlySpan<double> Row(int record) => Values.AsSpan(record * Width, Width);

    /// <summary>The same in single precision, as shadows' answers are kept.</summary>
    public float[] ToSingle() => Array.ConvertAll(Values, static value => (float)value);
}
