using MathNet.Numerics;

namespace PrivacyGate.Attacks;

/// <summary>A record whose residual is likelier of a normal distribution with the model's training error than of one with its test error is taken for a member (Yeom et al. 2018, section 3.2).</summary>
/// <remarks>
/// With s and d the root mean squared errors of training and test, that is |r| at most t, t^2 = ln(d^2 / s^2) / (1 / s^2 - 1 / d^2).
/// A model that errs no less on what it has seen gives nothing to flag.
/// </remarks>
public sealed class YeomGaussianAttack : IAttack
{
    public string Id => "yeom-gaussian";

    public bool Serves(ModelTask task) => task == ModelTask.Regression;

    public string? Refusal(AuditInput input) => input.Errors is null ? "needs the training and test error of a model of one value" : null;

    public MembershipScores Score(AuditInput input) =>
        new(Id, Array.ConvertAll(Require.Answer(input).Values, static residual => -Math.Abs(residual)), ThresholdRule.Given)
        {
            GivenThreshold = -Threshold(input.Errors!),
            Decision = ThresholdRule.Given,
        };

    /// <summary>The advantage to expect of this attack where residuals are normal: an estimate from two published errors, before any attack (Yeom et al. 2018). 0 for a model that errs no less on what it has seen.</summary>
    /// <returns>P(|R| at most t) for R of the training error less the same for the test error, in [0, 1].</returns>
    internal static double PredictedAdvantage(RootMeanSquares errors)
    {
        var threshold = Threshold(errors);
        return threshold < 0 ? 0
            : errors.Members == 0 ? 1
            : SpecialFunctions.Erf(threshold / errors.Members / Math.Sqrt(2)) - SpecialFunctions.Erf(threshold / errors.NonMembers / Math.Sqrt(2));
    }

    /// <summary>The largest absolute residual of a record taken for a member; negative where none is.</summary>
    internal static double Threshold(RootMeanSquares errors)
    {
        if (!(errors.NonMembers > errors.Members))
        {
            return -1;
        }

        if (errors.Members == 0)
        {
            return 0;
        }

        // t^2 = s^2 ln(q) / (1 - 1 / q) with q = d^2 / s^2: no difference of near numbers.
        var excess = ((errors.NonMembers / errors.Members) * (errors.NonMembers / errors.Members)) - 1;
        return errors.Members * Math.Sqrt(Signals.SignalCalculator.LogOnePlus(excess) * (1 + excess) / excess);
    }
}
