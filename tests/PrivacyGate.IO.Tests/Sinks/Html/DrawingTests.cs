using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks.Html;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Tests.Sinks;

public sealed partial class DrawingTests
{
    private static readonly double[] Extremes =
        [0, -0.0, 1, double.Epsilon, 1e-300, 1e300, -1, 0.1, 0.5, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue];

    [Theory]
    [InlineData(0.031, -0.0102, 0.0817, 0.2, -0.05, 0.2)]
    [InlineData(0.31, 0.281, 0.343, 0.1, 0, 0.5)]
    [InlineData(0.001, 0, 0.002, 0.01, 0, 0.05)]
    [InlineData(0.9, 0.8, 1, 0.2, 0, 1)]
    public void An_axis_ends_at_a_round_number_that_holds_figure_and_budget(double value, double lower, double upper, double limit, double from, double to) =>
        Assert.Equal(new IntervalScale(from, to), IntervalScale.For([new FigureView(value, lower, upper, limit)]));

    [Fact]
    public void A_place_on_an_axis_rises_with_the_figure_and_never_leaves_the_axis() => Prop.ForAll(
        ArbMap.Default.ArbFor<NormalFloat>(), ArbMap.Default.ArbFor<NormalFloat>(), ArbMap.Default.ArbFor<NormalFloat>(),
        (a, b, upper) =>
        {
            var scale = IntervalScale.For([new FigureView(a.Get, a.Get, upper.Get, 0.1)]);
            var low = scale.X(Math.Min(a.Get, b.Get), 100);
            var high = scale.X(Math.Max(a.Get, b.Get), 100);
            return low is >= 0 and <= 100 && high is >= 0 and <= 100 && low <= high;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1, 100)]
    [InlineData(0.1, 66.67)]
    [InlineData(0.01, 33.33)]
    [InlineData(0.001, 0)]
    [InlineData(0, 0)]
    public void On_a_logarithmic_axis_each_decade_is_as_wide(double rate, double place)
    {
        var scale = LogScale.For([DrawnReports.Curve("loss", 1)]);

        Assert.Equal(3, scale.Decades);
        Assert.Equal(place, scale.At(rate, 100), 0.01);
    }

    [Fact]
    public void A_guessing_curve_lies_on_the_dashed_line()
    {
        var svg = RocPlot.Of(DrawnReports.Curve("guess", 1), new LogScale(3)).Html;

        var chance = Ends(svg);
        Assert.All(Coordinates(Line().Match(svg).Groups[1].Value), point => Assert.Equal(0, point.X - chance[0].X - (chance[0].Y - point.Y), 0.02));
    }

    [Fact]
    public void A_rate_of_zero_is_an_open_dot_and_no_line_leads_there()
    {
        CurvePoint[] points = [new(0.01, 0, 0, 0.02), new(0.1, 0.3, 0.2, 0.4), new(0.5, 1, 0.9, 1)];
        var svg = RocPlot.Of(new AttackCurve("loss", points), new LogScale(2)).Html;

        Assert.Equal(2, Coordinates(Line().Match(svg).Groups[1].Value).Count());
        Assert.Equal(2, svg.Split("class=\"dot\"").Length - 1);
        Assert.Equal(1, svg.Split("class=\"below\"").Length - 1);
    }

    [Fact]
    public void Attacks_with_the_same_curve_share_a_picture()
    {
        var model = SampleReports.Fail();
        AttackCurve[] curves = [DrawnReports.Curve("loss", 0.3), DrawnReports.Curve("entropy", 0.7), DrawnReports.Curve("gap", 0.3), DrawnReports.Curve("confidence", 0.3)];
        var page = HtmlPage.Of(SampleReports.Run(model with { Report = model.Report with { Curves = curves, QueryCosts = [] } }));

        Assert.Equal(["loss the same curve: gap, confidence", "entropy"], page.Texts("figcaption"));
    }

    [Fact]
    public void Costs_rise_to_the_right_by_powers_of_ten_and_upwards_with_the_advantage()
    {
        QueryCostPoint[] points = [new(1, 0, -0.1, 0.1, 0.5), new(10, 0.5, 0.4, 0.6, 0.7), new(100, 1, 0.9, 1, 0.9)];
        (double X, double Y)[] drawn = [.. Coordinates(Line().Match(QueryCostPlot.Of(new QueryCost("label-noise", points), 2, 0.1).Html).Groups[1].Value)];

        Assert.Equal(drawn[1].X - drawn[0].X, drawn[2].X - drawn[1].X, 1);
        Assert.Equal(drawn[0].Y - drawn[1].Y, drawn[1].Y - drawn[2].Y, 1);
        Assert.True(drawn[0].X < drawn[1].X && drawn[1].Y < drawn[0].Y);
    }

    [Fact]
    public void Attacks_that_ask_once_cost_too_little_to_be_drawn()
    {
        var model = SampleReports.Fail();
        QueryCost[] costs = [new QueryCost("loss", [new QueryCostPoint(1, 0.3, 0.2, 0.4, 0.7)])];
        var run = SampleReports.Run(model with { Report = model.Report with { QueryCosts = costs } });

        Assert.DoesNotContain("What it costs an attacker", HtmlPage.Of(run).Html, StringComparison.Ordinal);
        Assert.Contains("What it costs an attacker", HtmlPage.Of(SampleReports.Run(model)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void No_figure_however_odd_draws_outside_the_picture_or_without_a_number()
    {
        foreach (var a in Extremes)
        {
            foreach (var b in Extremes)
            {
                CurvePoint[] points = [new(a, b, b, a), new(b, a, a, b)];
                var model = SampleReports.Model("credit", VerdictKind.Pass, [], new Budget(b), a, b, a);
                var html = HtmlPage.Of(SampleReports.Run(model with
                {
                    Report = model.Report with
                    {
                        Curves = [new AttackCurve("loss", points)],
                        Histograms = [new ScoreHistogram("loss", [new ScoreBin(null, a, 0, 0), new ScoreBin(a, b, null, 10), new ScoreBin(b, null, int.MaxValue, 10)])],
                        QueryCosts = [new QueryCost("label-noise", [new QueryCostPoint(1, a, b, a, b), new QueryCostPoint(1_000_000, b, a, b, a)])],
                    },
                })).Html;
                Assert.All(Drawn().Matches(html).Select(match => match.Value), drawing => Assert.DoesNotMatch("NaN|∞|E[+-]", drawing));
                Assert.All(Drawn().Matches(html).SelectMany(match => Coordinates(match.Value)), point =>
                {
                    Assert.InRange(point.X, 0, 260);
                    Assert.InRange(point.Y, 0, 250);
                });
            }
        }
    }

    private static (double X, double Y)[] Ends(string svg)
    {
        double[] ends = [.. Number().Matches(Chance().Match(svg).Groups[1].Value).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))];
        return [(ends[0], ends[1]), (ends[2], ends[3])];
    }

    private static IEnumerable<(double X, double Y)> Coordinates(string text) =>
        Pair().Matches(text).Select(match => (double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)));

    [GeneratedRegex("<polyline class=\"line\" points=\"([^\"]*)\"")]
    private static partial Regex Line();

    [GeneratedRegex("<path class=\"chance\" d=\"([^\"]*)\"")]
    private static partial Regex Chance();

    [GeneratedRegex("<(?:path|rect|circle|polygon|polyline|text) [^>]*>")]
    private static partial Regex Drawn();

    [GeneratedRegex("-?[0-9.]+")]
    private static partial Regex Number();

    [GeneratedRegex("(-?[0-9.]+),(-?[0-9.]+)")]
    private static partial Regex Pair();
}
