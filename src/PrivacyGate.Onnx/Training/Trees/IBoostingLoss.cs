using PrivacyGate.Models;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>What boosted trees descend on some records.</summary>
internal interface IBoostingLoss
{
    /// <summary>Scores a record.</summary>
    int Columns { get; }

    /// <summary>Losses below it are alike.</summary>
    double Floor { get; }

    /// <summary>The best constant score; one a column.</summary>
    double[] Start();

    /// <summary>First and second derivatives in one column's scores, by record.</summary>
    void Derive(double[] scores, int column, double[] gradients, double[] curvatures);

    /// <summary>The loss by which models are compared.</summary>
    double Mean(double[] scores);
}

/// <summary>The log-loss of classes.</summary>
internal sealed class ClassBoosting(LinkLoss loss, int[] labels) : IBoostingLoss
{
    public int Columns => loss.Columns;

    public double Floor => LossMatch.NatsFloor;

    public double[] Start() => loss.Start(labels);

    public void Derive(double[] scores, int column, double[] gradients, double[] curvatures) => loss.Derive(scores, labels, column, gradients, curvatures);

    public double Mean(double[] scores) => loss.Mean(scores, labels);
}

/// <summary>The squared error of values, scores being in units of their deviation; behind an exponential Tweedie's deviance of power 1.5, scores being logarithms.</summary>
internal sealed class ValueBoosting : IBoostingLoss
{
    private readonly ValueTargets targets;
    private readonly bool isExponential;

    public ValueBoosting(ValueTargets targets, bool isExponential)
    {
        (this.targets, this.isExponential) = (targets, isExponential);
        Unit = [.. Enumerable.Range(0, targets.Width).Select(column => isExponential ? 1 : Deviation(column))];
    }

    public int Columns => targets.Width;

    public double Floor => LossMatch.VarianceFloor;

    /// <summary>What a score of 1 is worth; one a column.</summary>
    public double[] Unit { get; }

    public double[] Start() => [.. Enumerable.Range(0, Columns).Select(column => isExponential ? Math.Log(Math.Max(MeanOf(column), 1e-12)) : MeanOf(column) / Unit[column])];

    public void Derive(double[] scores, int column, double[] gradients, double[] curvatures)
    {
        for (var row = 0; row < targets.Count; row++)
        {
            var score = scores[(row * Columns) + column];
            double target = targets.Row(row)[column];
            var root = isExponential ? Math.Exp(score / 2) : 1;
            (gradients[row], curvatures[row]) = isExponential ? (root - (target / root), (root + (target / root)) / 2) : (score - (target / Unit[column]), 1);
        }
    }

    public double Mean(double[] scores) => UnexplainedVariance.Of([.. scores.Select((score, i) => isExponential ? Math.Exp(score) : score * Unit[i % Columns])], targets);

    private double MeanOf(int column) => Enumerable.Range(0, targets.Count).Average(record => (double)targets.Row(record)[column]);

    private double Deviation(int column)
    {
        var mean = MeanOf(column);
        var deviation = Math.Sqrt(Enumerable.Range(0, targets.Count).Average(record => Math.Pow(targets.Row(record)[column] - mean, 2)));
        return deviation > 0 ? deviation : 1;
    }
}
