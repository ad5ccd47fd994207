using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Calibration;

/// <summary>Two made-up files of records, and a model's answers about them that hold no leak.</summary>
/// <param name="Name">What the table is like.</param>
/// <param name="Width">Columns.</param>
/// <param name="Draw">Draws a record of the population: its values and its label.</param>
internal sealed record ControlFiles(string Name, int Width, Func<Draw, (float[] Row, int Label)> Draw)
{
    private const int Classes = 10;

    /// <summary>Correlated measurements, all of one scale.</summary>
    public static ControlFiles Measurements { get; } = new("30 measurements", 30, static draw =>
    {
        var common = draw.Normal();
        return ([.. Enumerable.Range(0, 30).Select(_ => (float)(common + draw.Normal()))], Label(draw));
    });

    /// <summary>Flags as rare as .02 and as frequent as .5, as in data on where people go.</summary>
    public static ControlFiles Flags { get; } = new("446 flags", 446, static draw =>
        ([.. Enumerable.Range(0, 446).Select(column => draw.Uniform() < Rate(column) ? 1f : 0f)], Label(draw)));

    /// <summary>Measurements, skewed amounts, counts that are nearly always 0, and codes of five values.</summary>
    public static ControlFiles Mixed { get; } = new("40 mixed columns", 40, static draw =>
        ([.. Enumerable.Range(0, 40).Select(column => (column % 4) switch
        {
            0 => (float)draw.Normal(),
            1 => (float)Math.Exp(draw.Normal()),
            2 => draw.Uniform() < 0.05 ? (float)Math.Ceiling(-3 * Math.Log(draw.Uniform())) : 0f,
            _ => (float)(draw.Bits() % 5),
        })], Label(draw)));

    /// <summary>An audit of the files.</summary>
    /// <param name="members">Members.</param>
    /// <param name="nonMembers">Non-members.</param>
    /// <param name="seed">Of everything drawn.</param>
    /// <param name="shift">What is done to a record of the members alone, or null for nothing; or a record of its own.</param>
    public AuditSample Sample(int members, int nonMembers, ulong seed, Func<Draw, float[], int, (float[] Row, int Label)>? shift = null)
    {
        var draw = new Draw(seed);
        string[] names = [.. Enumerable.Range(0, Width).Select(static column => $"c{column}")];
        var collector = new SignalCollector([], featureColumns: names);
        foreach ((var side, var count) in new[] { (Side.Member, members), (Side.NonMember, nonMembers) })
        {
            (float[] Row, int Label)[] records = [.. Enumerable.Range(0, count).Select(_ =>
            {
                (var row, var label) = Draw(draw);
                return side == Side.Member && shift is not null ? shift(draw, row, label) : (row, label);
            })];
            int[] labels = [.. records.Select(static record => record.Label)];
            double[] Signal() => [.. labels.Select(label => (label == 0 ? 2 : 0) + draw.Normal())];
            collector.Add(
                side,
                new RecordBatch(
                    [new FeatureBlock("x", ElementKind.Float32, [Width], records.SelectMany(static record => record.Row).ToArray())],
                    labels,
                    [.. labels.Select(_ => new UInt128(draw.Bits(), draw.Bits()))],
                    null,
                    []),
                new SignalTable(Classes, labels, labels, Signal(), Signal(), Signal(), null));
        }

        return collector.ToSample();
    }

    public static double Rate(int column) => 0.02 + (0.48 * column / 445);

    /// <summary>Half of the records are of class 0.</summary>
    private static int Label(Draw draw) => draw.Uniform() < 0.5 ? 0 : 1 + (int)(draw.Bits() % (Classes - 1));
}
