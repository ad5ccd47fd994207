using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Recipes;

/// <summary>
/// The unit in which a network is trained: targets of house prices would take the optimiser longer to reach than it has.
/// A shadow answers scale x output + shift; one of each a number.
/// </summary>
/// <param name="Shift">Taken from the targets.</param>
/// <param name="Scale">What they are divided by then, above 0.</param>
internal sealed record ValueScale(double[] Shift, double[] Scale)
{
    /// <summary>Targets that do not vary, and answers that are no values, are left as they are.</summary>
    public static ValueScale? Of(AnswerEnd end, Targets targets) => targets is ValueTargets { Task: ModelTask.Regression or ModelTask.Reconstruction } values && end.Range != AnswerRange.Bounded
        ? end.Range == AnswerRange.Free ? Standard(values, end.Factor) : Sizes(values, end.Factor)
        : null;

    /// <summary>In words, for the recipe.</summary>
    public static string Say(AnswerEnd end) => end.Range switch
    {
        AnswerRange.Free => "targets in units of their deviation from their mean over a shadow model's own records",
        AnswerRange.Positive => "targets in units of their mean size over a shadow model's own records",
        _ => "targets as they are",
    };

    /// <summary>The targets in the unit of training.</summary>
    public float[] Reduce(ValueTargets targets) => [.. targets.Values.Select((value, i) => (float)((value - Shift[i % targets.Width]) / Scale[i % targets.Width]))];

    /// <summary>The answers in the unit of the targets.</summary>
    public Predictions Restore(Predictions answers) => answers with { Scores = [.. answers.Scores.Select((value, i) => (value * Scale[i % Scale.Length]) + Shift[i % Scale.Length])] };

    private static ValueScale Standard(ValueTargets targets, double factor)
    {
        var mean = new double[targets.Width];
        var scale = new double[targets.Width];
        for (var value = 0; value < targets.Width; value++)
        {
            mean[value] = Enumerable.Range(0, targets.Count).Average(record => (double)targets.Row(record)[value]);
            scale[value] = Unit(Math.Sqrt(Enumerable.Range(0, targets.Count).Average(record => Math.Pow(targets.Row(record)[value] - mean[value], 2))) / factor);
        }

        return new ValueScale(mean, scale);
    }

    private static ValueScale Sizes(ValueTargets targets, double factor) => new(
        new double[targets.Width],
        [.. Enumerable.Range(0, targets.Width).Select(value => Unit(Enumerable.Range(0, targets.Count).Average(record => Math.Abs((double)targets.Row(record)[value])) / factor))]);

    private static double Unit(double scale) => scale > 0 && double.IsFinite(scale) ? scale : 1;
}
