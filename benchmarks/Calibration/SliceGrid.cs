namespace PrivacyGate.Calibration;

/// <summary>Twelve attacks on thirty slices of 500 a side, one-sided .025 / 30 each.</summary>
internal static class SliceGrid
{
    private const int Slices = 30;
    private const int PerSide = 500;
    private const double Error = 0.025 / Slices;

    public static void Run(Report report, double scale)
    {
        report.Section(
            "Slices: 12 attacks, 30 slices of 500 a side",
            "Every bound at .025 / 30 one-sided, median of 11 splits. False alarm: L > 0 in any of 30 slices without a leak.");
        report.Header("what", "audits", "share");
        LeakModel none = new(LeakShape.Shift, 0, 12, 12);
        foreach (var splits in new[] { 11, 1 })
        {
            var alarms = Repeats.Run((int)(500 * scale), seed => Enumerable.Range(0, Slices).Any(
                slice => Trial.Run(none, PerSide, (seed * Slices) + (ulong)slice, Error, splits).Lower > 0));
            report.Row($"false alarm, {splits} split{(splits == 1 ? "" : "s")}", $"{alarms.Length}", Report.Share(alarms));
        }

        foreach ((var planted, var budget) in new[] { (0.15, 0.0), (0.25, 0.10) })
        {
            foreach (var model in new[]
            {
                new LeakModel(LeakShape.Shift, planted, 12, 12),
                new LeakModel(LeakShape.Shift, planted, 12, 1),
                new LeakModel(LeakShape.Tail, planted, 12, 12),
            })
            {
                var found = Repeats.Run((int)(1000 * scale), seed => Trial.Run(model, PerSide, seed, Error).Lower > budget);
                var who = model.Leaking == 1 ? "in one attack" : model.Shape == LeakShape.Tail ? "in the tail" : "in all attacks";
                report.Row($"planted {Report.Number(planted)} {who}, found over a budget of {Report.Number(budget)}", $"{found.Length}", Report.Share(found));
            }
        }
    }
}
