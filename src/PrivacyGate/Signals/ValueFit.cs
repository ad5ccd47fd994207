namespace PrivacyGate.Signals;

/// <summary>What the sides of the collected records say of a model that is no classifier.</summary>
internal static class ValueFit
{
    /// <summary>Beyond this, the error of each value alone is not told.</summary>
    private const int MostNamed = 5;

    /// <summary>The loss that shadows are matched by: of values the share of variance left unexplained, of labels nats a record; null where no loss is known.</summary>
    public static double? MeanMemberLoss(CollectedValues values, bool[] isMember)
    {
        int[] members = [.. Rows(isMember, true)];
        return members.Length == 0 ? null : values.Signal.Task switch
        {
            ModelTask.Regression => Unexplained(values, members),
            ModelTask.Ranking => RankingFit.MeanLoss(values, members),
            ModelTask.MultiLabel => members.Average(record => Loss(values.Signal.Row(record))),
            ModelTask.Reconstruction => MeanError(values.Signal, members) / Math.Max(double.Epsilon, values.InputVariance),
            _ => null,
        };
    }

    /// <summary>Root mean square of the scaled residual on either side, as the model's two published errors tell it; null for other models than those of values.</summary>
    public static RootMeanSquares? Errors(CollectedValues values, bool[] isMember)
    {
        if (values.Signal.Task != ModelTask.Regression)
        {
            return null;
        }

        double Of(bool side) => Math.Sqrt(Mean(Rows(isMember, side), record => Squares(values.Signal.Row(record)) / values.Signal.Width));
        return values.Signal.Width == 1 ? new RootMeanSquares(Of(true), Of(false)) : null;
    }

    public static TaskFit Of(CollectedValues values, bool[] isMember, ulong[] units)
    {
        int[] members = [.. Rows(isMember, true)];
        int[] nonMembers = [.. Rows(isMember, false)];
        FitFigure Figure(string name, Func<int[], double> of) => new(name, members.Length == 0 ? double.NaN : of(members), nonMembers.Length == 0 ? double.NaN : of(nonMembers));
        var signal = values.Signal;
        var figures = signal.Task switch
        {
            ModelTask.Regression when signal.Width == 1 => new[]
            {
                Figure("RMSE", rows => Math.Sqrt(Mean(rows, record => Squares(signal.Row(record))))),
                Figure("MAE", rows => Mean(rows, record => Math.Abs(signal.Values[record]))),
                Figure("R2", rows => 1 - Unexplained(values, rows)),
            },
            ModelTask.Regression =>
            [
                .. Enumerable.Range(0, signal.Width <= MostNamed ? signal.Width : 0).Select(value => Figure(
                    FormattableString.Invariant($"RMSE of value {value + 1}"), rows => Math.Sqrt(Mean(rows, record => signal.Row(record)[value] * signal.Row(record)[value])))),
                Figure("mean R2", rows => 1 - Unexplained(values, rows)),
            ],
            ModelTask.Ranking => RankingFit.Figures(values, members, nonMembers),
            ModelTask.MultiLabel =>
            [
                Figure("labels right", rows => Mean(rows, record => RightShare(signal.Row(record)))),
                Figure("all labels right", rows => Mean(rows, record => RightShare(signal.Row(record)) == 1 ? 1 : 0)),
                Figure("log loss", rows => Mean(rows, record => Loss(signal.Row(record)))),
            ],
            ModelTask.Reconstruction => [Figure("mean squared error", rows => MeanError(signal, rows))],
            _ => [Figure("mean score", rows => Mean(rows, record => signal.Values[record]))],
        };
        return new TaskFit(figures) { OnMembers = GainsOf(values, members, units), IsConstant = IsConstant(values) };
    }

    private static bool IsConstant(CollectedValues values) => values switch
    {
        { Signal.Task: ModelTask.Score } => values.Signal.Values.Distinct().Take(2).Count() < 2,
        { Targets: { } targets } => Enumerable.Range(1, Math.Max(0, targets.Count - 1)).All(record => targets.Row(record).SequenceEqual(targets.Row(0))),
        _ => false,
    };

    private static Gain[] GainsOf(CollectedValues values, int[] members, ulong[] units) => values.Signal.Task switch
    {
        _ when members.Length == 0 => [],
        ModelTask.Regression => [.. Enumerable.Range(0, values.Signal.Width).Select(value => SquaredGains(values, members, value)).OfType<double[]>().Select(gains => PerUnit(members, units, gains))],
        ModelTask.Ranking => [PerUnit(members, units, RankingFit.Gains(values, members))],
        ModelTask.MultiLabel => [.. Enumerable.Range(0, values.Signal.Width).Select(label => PerUnit(members, units, LabelGains(values, members, label)))],
        ModelTask.Reconstruction when values.InputVariance > 0 => [new Gain(1 - (MeanError(values.Signal, members) / values.InputVariance), 0, members.Length)],
        _ => [],
    };

    /// <summary>For each member ((y - mean)^2 - r^2) / variance; null for a value that does not vary.</summary>
    private static double[]? SquaredGains(CollectedValues values, int[] members, int value)
    {
        var truth = Array.ConvertAll(members, record => (double)values.Targets!.Row(record)[value]);
        var mean = truth.Average();
        var variance = truth.Average(own => (own - mean) * (own - mean));
        return variance == 0 ? null : [.. members.Select((record, i) =>
        {
            var residual = values.Signal.Row(record)[value];
            return (((truth[i] - mean) * (truth[i] - mean)) - (residual * residual)) / variance;
        })];
    }

    /// <summary>For each member how much smaller a label's cross-entropy is than that of the label's own share, as a share of the mean of the latter.</summary>
    private static double[] LabelGains(CollectedValues values, int[] members, int label)
    {
        bool Has(int record) => values.Targets!.Row(record)[label] > 0.5f;
        var share = (members.Count(Has) + 0.5) / (members.Length + 1);
        var plain = Array.ConvertAll(members, record => -Math.Log(Has(record) ? share : 1 - share));
        var scale = plain.Average();
        return [.. members.Select((record, i) => (plain[i] - SignalCalculator.Loss(values.Signal.Row(record)[label])) / scale)];
    }

    private static Gain PerUnit(int[] members, ulong[] units, double[] gains)
    {
        double[] means = [.. members.Zip(gains).GroupBy(pair => units[pair.First]).Select(static unit => unit.Average(static pair => pair.Second))];
        var mean = means.Average();
        var variance = means.Length < 2 ? 0 : means.Sum(own => (own - mean) * (own - mean)) / (means.Length - 1);
        return new Gain(mean, Math.Sqrt(variance / means.Length), means.Length);
    }

    private static double Unexplained(CollectedValues values, int[] rows)
    {
        var targets = (ValueTargets)values.Targets!.Pick(rows);
        var answers = new double[targets.Values.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var residual = values.Signal.Row(rows[i]);
            for (var value = 0; value < targets.Width; value++)
            {
                answers[(i * targets.Width) + value] = targets.Row(i)[value] - residual[value];
            }
        }

        return UnexplainedVariance.Of(answers, targets);
    }

    private static IEnumerable<int> Rows(bool[] isMember, bool side) => Enumerable.Range(0, isMember.Length).Where(record => isMember[record] == side);

    private static double Mean(IEnumerable<int> rows, Func<int, double> of) => rows.Select(of).DefaultIfEmpty(double.NaN).Average();

    private static double MeanError(AnswerSignal signal, int[] rows) => Mean(rows, record => Math.Exp(-signal.Values[record]));

    private static double Squares(ReadOnlySpan<double> residual)
    {
        double sum = 0;
        foreach (var value in residual)
        {
            sum += value * value;
        }

        return sum;
    }

    private static double Loss(ReadOnlySpan<double> confidences)
    {
        double sum = 0;
        foreach (var confidence in confidences)
        {
            sum += SignalCalculator.Loss(confidence);
        }

        return sum;
    }

    private static double RightShare(ReadOnlySpan<double> confidences)
    {
        var right = 0;
        foreach (var confidence in confidences)
        {
            right += confidence > 0 ? 1 : 0;
        }

        return (double)right / confidences.Length;
    }
}
