namespace PrivacyGate.Features;

/// <summary>
/// Which records could be: read off all audited records together, whatever their side, so that changed records keep to
/// the ranges and forms of real ones.
/// </summary>
public sealed class FeatureSpace
{
    private FeatureSpace(IReadOnlyList<Feature> features, bool isPicture)
    {
        Features = features;
        IsPicture = isPicture;
    }

    /// <summary>In the order of their first cells; every cell belongs to one.</summary>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>All cells are points of a picture (one input of numbers whose records have two axes or more): they share one range and one unit.</summary>
    public bool IsPicture { get; }

    /// <summary>All features that may change are continuous, so that distances are those of geometry.</summary>
    public bool IsContinuous => Features.All(static feature => feature.Kind is FeatureKind.Continuous or FeatureKind.Fixed)
        && Features.Any(static feature => feature.Kind == FeatureKind.Continuous);

    /// <param name="records">All audited records.</param>
    /// <param name="untouchable">Cells never to be changed, such as an identifier the caller cannot choose.</param>
    public static FeatureSpace Of(RecordBatch records, IReadOnlyCollection<CellAddress> untouchable) => records.Features is [{ RecordShape.Count: > 1, Values: float[] or double[] } picture]
        ? Uniform(picture, untouchable, isPicture: true)
        : Table(records, untouchable);

    /// <summary>Every cell taken for a number between the smallest and the largest value of the whole input, in the input's own unit: how pictures are, and how other tools treat any input.</summary>
    public static FeatureSpace Uniform(FeatureBlock block, IReadOnlyCollection<CellAddress> untouchable, bool isPicture = false)
    {
        var whole = CellStatistics.Of(block with { RecordShape = [1] }, 0);
        return new FeatureSpace(
            [
                .. Enumerable.Range(0, block.Width).Select(place => new Feature(
                    [place],
                    whole.IsConstant || untouchable.Contains(new CellAddress(block.Input, place)) ? FeatureKind.Fixed : FeatureKind.Continuous,
                    whole.Minimum,
                    whole.Maximum,
                    whole.StandardDeviation)),
            ],
            isPicture)
        {
            HasOneUnit = true,
        };
    }

    /// <summary>Distances are in the input's own unit, not in standard deviations of each feature.</summary>
    internal bool HasOneUnit { get; private init; }

    private static FeatureSpace Table(RecordBatch records, IReadOnlyCollection<CellAddress> untouchable)
    {
        (FeatureBlock Block, int Place)[] cells = [.. records.Features.SelectMany(static block => Enumerable.Range(0, block.Width).Select(place => (block, place)))];
        var statistics = new CellStatistics[cells.Length];
        var kinds = new FeatureKind[cells.Length];
        for (var cell = 0; cell < cells.Length; cell++)
        {
            statistics[cell] = CellStatistics.Of(cells[cell].Block, cells[cell].Place);
            kinds[cell] = untouchable.Contains(new CellAddress(cells[cell].Block.Input, cells[cell].Place))
                ? FeatureKind.Fixed
                : KindOf(cells[cell].Block.Kind, statistics[cell]);
        }

        var groupEnds = OneHotGroups.Ends(records, cells, cell => kinds[cell] == FeatureKind.Binary && statistics[cell].IsZeroOrOne);
        var features = new List<Feature>();
        for (var cell = 0; cell < cells.Length; cell = Math.Max(cell + 1, groupEnds[cell]))
        {
            var own = statistics[cell];
            var counts = kinds[cell] is FeatureKind.Continuous or FeatureKind.Integer;
            features.Add(groupEnds[cell] > cell
                ? new Feature([.. Enumerable.Range(cell, groupEnds[cell] - cell)], FeatureKind.OneHot, 0, 0, 0)
                : new Feature([cell], kinds[cell], counts ? own.Minimum : 0, counts ? own.Maximum : 0, counts ? own.StandardDeviation : 0));
        }

        return new FeatureSpace(features, isPicture: false);
    }

    private static FeatureKind KindOf(ElementKind element, CellStatistics cell) =>
        cell.IsConstant ? FeatureKind.Fixed
        : cell.HasTwoValues ? FeatureKind.Binary
        : !cell.IsNumber || element is ElementKind.Int32 or ElementKind.Int64 or ElementKind.Boolean ? FeatureKind.Category
        : !cell.IsWhole ? FeatureKind.Continuous
        : cell.HasFewValues ? FeatureKind.Category
        : FeatureKind.Integer;
}
