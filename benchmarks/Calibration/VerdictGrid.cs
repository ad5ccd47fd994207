namespace PrivacyGate.Calibration;

/// <summary>Section 8 of the method: error rates, coverage and width of the advantage's bounds.</summary>
internal static class VerdictGrid
{
    public static void Run(Report report, double scale)
    {
        report.Section(
            "Advantage: 20 attacks, correlation .7",
            """
            theta* is the best attack's advantage in the population, theta_sel that of the rules picked (median over splits
            of the mean over folds). "covered": L <= theta_sel <= selected U. "L > theta*": wrong Fail at a budget of
            theta*, nominal .025. "max U < theta*": wrong Pass at a budget of theta*. "selected U < theta*": what Pass by
            the selected rule's own bound would do. Width: selected U - L.
            """);
        report.Header("leak", "attacks that see it", "theta*", "n a side", "repeats", "covered", "L > theta*", "max U < theta*", "selected U < theta*", "width", "theta_sel");
        foreach ((var perSide, var repeats) in new[] { (200, 2000), (1000, 2000), (5000, 400) })
        {
            foreach (var model in Models())
            {
                Cell(report, model, perSide, (int)(repeats * scale / (model.Leaking == 1 ? 2 : 1)));
            }
        }

        report.Section("No leak at budget .10", "How often the audit passes, by the number of records a side.");
        report.Header("n a side", "repeats", "pass", "fail");
        foreach (var perSide in new[] { 200, 500, 1000, 2000 })
        {
            var trials = Repeats.Run((int)(400 * scale), seed => Trial.Run(new LeakModel(LeakShape.Shift, 0), perSide, seed));
            report.Row($"{perSide}", $"{trials.Length}", Report.Share([.. trials.Select(trial => trial.Upper <= 0.10)]), Report.Share([.. trials.Select(trial => trial.Lower > 0.10)]));
        }
    }

    private static IEnumerable<LeakModel> Models()
    {
        yield return new LeakModel(LeakShape.Shift, 0);
        foreach (var leaking in new[] { 20, 1 })
        {
            foreach (var shape in new[] { LeakShape.Shift, LeakShape.Tail })
            {
                foreach (var advantage in new[] { 0.05, 0.10, 0.20, 0.60 })
                {
                    yield return new LeakModel(shape, advantage, 20, leaking);
                }
            }
        }
    }

    private static void Cell(Report report, LeakModel model, int perSide, int repeats)
    {
        var trials = Repeats.Run(repeats, seed => Trial.Run(model, perSide, seed));
        report.Row(
            model.Advantage == 0 ? "none" : model.Shape.ToString().ToLowerInvariant(),
            model.Advantage == 0 ? "-" : $"{model.Leaking}",
            Report.Number(model.Advantage),
            $"{perSide}",
            $"{repeats}",
            Report.Share([.. trials.Select(trial => trial.Lower <= trial.SelectedTruth && trial.SelectedTruth <= trial.SelectedUpper)]),
            Report.Share([.. trials.Select(trial => trial.Lower > model.Advantage)]),
            Report.Share([.. trials.Select(trial => trial.Upper < model.Advantage)]),
            Report.Share([.. trials.Select(trial => trial.SelectedUpper < model.Advantage)]),
            Report.Share(trials.Average(trial => trial.SelectedUpper - trial.Lower)),
            Report.Share(trials.Average(trial => trial.SelectedTruth)));
    }
}
