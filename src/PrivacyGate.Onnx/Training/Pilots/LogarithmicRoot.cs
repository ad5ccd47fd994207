namespace PrivacyGate.Onnx.Training.Pilots;

/// <summary>Finds the number at which a ratio that falls as the number grows is 1: a secant on logarithms.</summary>
internal sealed class LogarithmicRoot
{
    /// <summary>The slope of ln ratio over ln number lies here: the ratio is the number's inverse times something that changes less.</summary>
    private const double Steepest = -1;

    private const double Flattest = -.4;

    private double lastPlace = double.NaN;
    private double lastHeight;

    /// <param name="number">Where the ratio was measured, above 0.</param>
    /// <param name="ratio">What it was, above 0.</param>
    /// <returns>Where to measure next.</returns>
    public double Next(double number, double ratio)
    {
        (var place, var height) = (Math.Log(number), Math.Log(ratio));
        var slope = (height - lastHeight) / (place - lastPlace);
        slope = double.IsFinite(slope) ? Math.Clamp(slope, Steepest, Flattest) : Steepest;
        (lastPlace, lastHeight) = (place, height);
        return Math.Exp(place - (height / slope));
    }
}
