using PrivacyGate.Metrics;

namespace PrivacyGate.Calibration;

/// <summary>How members differ from non-members.</summary>
internal enum LeakShape
{
    /// <summary>Every member's score is a little higher.</summary>
    Shift,

    /// <summary>A share of the members scores much higher, the others not at all.</summary>
    Tail,
}

/// <summary>
/// A population whose best advantage is known: scores of all attacks are standard normal with equal correlation on
/// non-members, and shifted on the members that leak.
/// </summary>
/// <param name="Shape">Who leaks.</param>
/// <param name="Advantage">The largest TPR - FPR of a leaking attack, theta*.</param>
/// <param name="Attacks">Number of attacks.</param>
/// <param name="Leaking">How many of them see the leak.</param>
internal sealed record LeakModel(LeakShape Shape, double Advantage, int Attacks = 20, int Leaking = 20)
{
    private const double Correlation = 0.7;
    private const double TailShift = 4;

    private double Shift => Shape == LeakShape.Tail ? TailShift : 2 * Normal.Quantile((1 + Advantage) / 2);

    private double Share => Shape == LeakShape.Tail ? Advantage / ((2 * Normal.Cdf(TailShift / 2)) - 1) : 1;

    /// <summary>Scores by attack and record; members stand first.</summary>
    public double[][] Sample(int members, int nonMembers, Draw draw)
    {
        double[][] scores = [.. Enumerable.Range(0, Attacks).Select(_ => new double[members + nonMembers])];
        var common = Math.Sqrt(Correlation);
        var own = Math.Sqrt(1 - Correlation);
        var shift = Shift;
        for (var record = 0; record < members + nonMembers; record++)
        {
            var centre = common * draw.Normal();
            var leaks = record < members && Advantage > 0 && draw.Uniform() < Share;
            for (var attack = 0; attack < scores.Length; attack++)
            {
                var leak = leaks && attack < Leaking ? shift : 0;
                scores[attack][record] = centre + (own * draw.Normal()) + leak;
            }
        }

        return scores;
    }

    /// <summary>The advantage that a threshold of an attack has in the population.</summary>
    public double AdvantageAt(int attack, double threshold) =>
        attack < Leaking && Advantage > 0 && double.IsFinite(threshold)
            ? Share * (Normal.Cdf(Shift - threshold) - Normal.Cdf(-threshold))
            : 0;
}
