using System.Globalization;

namespace PrivacyGate.Benchmarks.LabelOnly;

/// <summary>What art_hop_skip_jump.py wrote.</summary>
/// <param name="Rows">A row for each record.</param>
internal sealed record ArtTable(ArtRow[] Rows)
{
    /// <summary>The records ART's attack was run on: those the model answers rightly.</summary>
    public ArtRow[] Asked => [.. Rows.Where(static row => row.Queries > 1)];

    public int Queries => (int)Timing.Median(Asked.Select(static row => (double)row.Queries));

    public double Distance => Timing.Median(Asked.Select(static row => row.Distance));

    public double Seconds => Asked.Average(static row => row.Seconds);

    public static ArtTable Read(string path) => new([.. File.ReadLines(path).Skip(1).Select(static line => line.Split(',')).Select(static cells => new ArtRow(
        double.Parse(cells[2], CultureInfo.InvariantCulture),
        int.Parse(cells[3], CultureInfo.InvariantCulture),
        double.Parse(cells[4], CultureInfo.InvariantCulture)))]);
}

/// <param name="Distance">0 where the model is wrong.</param>
/// <param name="Queries">Queries asked.</param>
/// <param name="Seconds">Time taken.</param>
internal sealed record ArtRow(double Distance, int Queries, double Seconds);
