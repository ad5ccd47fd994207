namespace PrivacyGate.Attacks.Scales;

/// <summary>
/// Values: residuals without a unit. They are whitened by the residuals of models that did not see the record, so that
/// values that err together count once; without shadows each is taken by its own root mean square over all audited records.
/// </summary>
internal sealed class ResidualScale : AnswerScale
{
    /// <summary>Residuals below this share of the usual one are equal: nothing but rounding lies there.</summary>
    private const double Smallest = 1e-9;

    private readonly Whitening whitening;
    private readonly double[]? spreads;

    /// <param name="whitening">Of the residuals.</param>
    /// <param name="spreads">Mean absolute unseen residual of each whitened number, for likelihoods of Laplace distributions; null for normal ones.</param>
    public ResidualScale(Whitening whitening, double[]? spreads = null) => (this.whitening, this.spreads) = (whitening, spreads);

    public override int Dimensions => whitening.Width;

    public override bool Rises => false;

    /// <summary>Length of the whitened residual.</summary>
    public override double Loss(ReadOnlySpan<double> signal)
    {
        double sum = 0;
        for (var i = 0; i < whitening.Width; i++)
        {
            var number = whitening.Number(signal, i);
            sum += number * number;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>A normal distribution with the deviation of unseen residuals, -|r|^2 / 2; or Laplace distributions with their mean, minus the sum of |r| / b.</summary>
    public override double LogLikelihood(ReadOnlySpan<double> signal)
    {
        if (spreads is null)
        {
            var loss = Loss(signal);
            return -loss * loss / 2;
        }

        double sum = 0;
        for (var i = 0; i < spreads.Length; i++)
        {
            sum -= Math.Abs(whitening.Number(signal, i)) / spreads[i];
        }

        return sum;
    }

    public override double Ease(ReadOnlySpan<double> signal) => -Math.Log(Math.Max(Smallest, Loss(signal)));

    public override double Normal(ReadOnlySpan<double> signal, int dimension) => whitening.Number(signal, dimension);
}
