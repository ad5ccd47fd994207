namespace PrivacyGate.Onnx.Inspection;

/// <summary>The model's own label for made-up records, against its scores.</summary>
/// <param name="Classes">The class of each record.</param>
/// <param name="Scores">The scores of each record.</param>
internal sealed record LabelledScores(int[] Classes, ProbeValue Scores)
{
    /// <summary>Scores tie or round now and then, so a record in twenty may go astray.</summary>
    private const double Most = 0.95;

    /// <summary>True when the label takes at least two values: a constant one proves nothing.</summary>
    public bool Varies => Classes.Distinct().Count() > 1;

    /// <summary>Whether the label is the class that <paramref name="pick"/> finds in the scores, but for a record in twenty.</summary>
    public bool Is(Func<double[], int> pick) => Share(pick) >= Most;

    /// <summary>The share of records whose label <paramref name="pick"/> finds in their scores.</summary>
    public double Share(Func<double[], int> pick) =>
        Scores.Numbers is null || Scores.Width < 1 ? 0 : Enumerable.Range(0, Classes.Length).Average(record => pick(Scores.Row(record).ToArray()) == Classes[record] ? 1.0 : 0);

    public static int Largest(double[] row) => Array.IndexOf(row, row.Max());
}
