namespace PrivacyGate.Signals;

/// <summary>
/// Keeps the records that negative controls look at: of each side those of the persons with the smallest hashes, and of
/// each person the one with the smallest key. So the sample is the same in whatever order records come.
/// </summary>
/// <remarks>
/// Bytes a side, however many records come: at most 2,000 records, of 4 bytes a value and about 120 beside; at most 16 MB
/// of values. Of more than 8,192 values a record, neighbours are averaged.
/// </remarks>
internal sealed class ControlCollector(IReadOnlyList<string>? columnNames)
{
    private const int MostUnits = 2_000;
    private const int MostValues = 1 << 22;

    private ControlLayout? layout;
    private ControlUnits? members;
    private ControlUnits? nonMembers;

    public void Add(Side side, RecordBatch batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        var features = Seen(batch);
        layout ??= ControlLayout.Of(features, columnNames);
        var most = Math.Min(MostUnits, MostValues / Math.Max(1, layout.Columns.Count));
        var units = side == Side.Member ? members ??= new ControlUnits(most) : nonMembers ??= new ControlUnits(most);
        for (var record = 0; record < batch.Count; record++)
        {
            // Documents of one query are alike in what the query tells.
            if (units.Offer((batch.Subjects ?? (batch.Targets as ValueTargets)?.Groups ?? batch.Keys)[record], batch.Keys[record], batch.Targets is ClassTargets classes ? classes.Classes[record] : 0, layout.Columns.Count) is { } row)
            {
                layout.Write(features, record, row);
            }
        }
    }

    /// <summary>Values to be predicted are a column like any other: sides that differ in them are no fair comparison.</summary>
    internal static IReadOnlyList<FeatureBlock> Seen(RecordBatch batch) => batch.Targets is ValueTargets values
        ? [.. batch.Features, new FeatureBlock("target", ElementKind.Float32, [values.Width], values.Values)]
        : batch.Features;

    /// <summary>The sample without the records that are left out.</summary>
    public ControlSample? Gather(IReadOnlySet<UInt128> equalOnBothSides)
    {
        if (layout is null)
        {
            return null;
        }

        (ControlUnit Unit, bool IsMember)[] kept = [..
            Kept(members, equalOnBothSides).Select(static unit => (unit, true))
                .Concat(Kept(nonMembers, equalOnBothSides).Select(static unit => (unit, false)))
                .OrderBy(static entry => entry.unit.Hash).ThenBy(static entry => entry.unit.Key).ThenBy(static entry => entry.Item2)];
        return new ControlSample(
            layout.Columns,
            [.. kept.Select(static entry => entry.Unit.Row)],
            [.. kept.Select(static entry => entry.Unit.Label)],
            [.. kept.Select(static entry => entry.IsMember)],
            [.. kept.Select(static entry => entry.Unit.Hash)]);
    }

    private static IEnumerable<ControlUnit> Kept(ControlUnits? units, IReadOnlySet<UInt128> equalOnBothSides) =>
        units is null ? [] : units.All.Where(unit => !equalOnBothSides.Contains(unit.Key));
}
