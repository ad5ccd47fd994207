using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.IO.Spec;
using PrivacyGate.Run;
using PrivacyGate.Run.Keeping;
using PrivacyGate.Run.Options;

namespace PrivacyGate.Cli.Tests;

/// <summary>An audit whose time ends in the midst of one step or another: the clock stands where the time for gathering is over and that for judging is not.</summary>
public class CutOffTests
{
    private const string Budget = "\"budget\": { \"advantage\": 0.20 }";

    /// <summary>No model exceeds it: without a cut every audit passes.</summary>
    private const string AnyLeak = "\"budget\": { \"advantage\": 1 }";

    [Theory]
    [InlineData("\"attacks\": [\"loss\", \"lira\"]", "how to train shadow models was not settled")]
    [InlineData("\"attacks\": [\"loss\", \"lira\"], \"shadows\": { \"source\": \"model-based\", \"command\": \"false {members} {seed} {model}\" }", "the records of shadow models were not made up")]
    [InlineData("\"attacks\": [\"loss\", \"lira\"], \"shadows\": { \"source\": \"noisy\", \"command\": \"false {members} {seed} {model}\" }", "the records of shadow models were not made up")]
    [InlineData("\"attacks\": [\"loss\", \"lira\"], \"shadows\": { \"command\": \"false {members} {seed} {model}\" }", "too few shadow models trained")]
    [InlineData("\"attacks\": [\"loss\", \"label-transfer\"]", "how to train shadow models was not settled")]
    [InlineData("\"attacks\": [\"loss\", \"label-noise\"]", "label-noise not run")]
    public void Whatever_is_cut_off_is_told_and_leaves_no_pass(string attacks, string told)
    {
        using var clinic = Clinic.Leaky();
        clinic.WriteSpec($"\"attacks\": [\"loss\"], {AnyLeak}");
        Assert.Equal(VerdictKind.Pass, Audit(clinic, gone: 9.5).Verdict.Kind);
        clinic.WriteSpec($"{attacks}, {AnyLeak}");

        var result = Audit(clinic, gone: 9.5);

        Assert.Equal(VerdictKind.Inconclusive, result.Verdict.Kind);
        var reason = Assert.Single(result.Verdict.Violations, static violation => violation.Code == DiagnosticIds.StoppedEarly);
        Assert.StartsWith("the time budget of 10 s ended before all attacks had run: ", reason.Message, StringComparison.Ordinal);
        Assert.Contains(told, reason.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Report.Refused, static refused => refused.Attack == "loss");
        Assert.Single(Directory.GetFiles(clinic.File("cache"), "*.json"));
    }

    [Fact]
    public void A_leak_that_was_found_in_time_fails_all_the_same()
    {
        using var clinic = Clinic.Leaky();
        clinic.WriteSpec($"\"attacks\": [\"loss\", \"lira\"], {Budget}");

        Assert.Equal(VerdictKind.Fail, Audit(clinic, gone: 9.5).Verdict.Kind);
    }

    [Fact]
    public void A_model_that_was_not_asked_in_time_is_told_of_and_not_passed()
    {
        using var clinic = Clinic.Private();
        clinic.WriteSpec($"\"attacks\": [\"loss\", \"lira\"], {Budget}");

        var result = Audit(clinic, gone: 10);

        Assert.Equal(VerdictKind.Invalid, result.Verdict.Kind);
        Assert.Equal(DiagnosticIds.NoAttackPossible, result.Verdict.Violations[0].Code);
        var reason = Assert.Single(result.Verdict.Violations.Skip(1));
        Assert.Equal(DiagnosticIds.StoppedEarly, reason.Code);
        Assert.Contains("before the model was queried about all records", reason.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(clinic.Names(), static name => name.StartsWith("cache/", StringComparison.Ordinal));
    }

    /// <summary>The trainer of local shadows is at work when the time is up: only label-augment judges by what they say.</summary>
    [Theory]
    [InlineData("label-noise", VerdictKind.Pass)]
    [InlineData("label-augment", VerdictKind.Inconclusive)]
    public async Task Local_shadows_that_are_cut_off_leave_a_pass_where_no_score_follows_from_them(string attack, VerdictKind verdict)
    {
        using var clinic = Clinic.Leaky();
        clinic.Write("train.sh", "touch started\nexec sleep 300\n");
        clinic.WriteSpec($"\"attacks\": [\"loss\", \"{attack}\"], \"labelOnly\": {{ \"queries\": 12 }}, \"shadows\": {{ \"command\": \"sh train.sh {{members}} {{seed}} {{model}}\" }}, {AnyLeak}");
        var clock = new ManualClock();
        var audit = Task.Run(() => Audit(clinic, gone: 0, clock));
        while (!File.Exists(clinic.File("started")) && !audit.IsCompleted)
        {
            await Task.Delay(20);
        }

        clock.Advance(9.5);
        var result = await audit;

        Assert.Equal(verdict, result.Verdict.Kind);
        Assert.Equal(verdict == VerdictKind.Pass, result.Report.Warnings.Any(static told => told.Id == DiagnosticIds.StoppedEarly));
        Assert.DoesNotContain(result.Report.Refused, refused => refused.Attack == attack);
        Assert.DoesNotContain(result.Report.Findings, static finding => finding.Metric == MetricIds.AdvantageAtShadowThreshold);
    }

    private static ModelResult Audit(Clinic clinic, double gone, ManualClock? told = null)
    {
        var clock = told ?? new ManualClock();
        var options = new RunOptions(Profile.Quick, clinic.File("cache"), Seed: null);
        var spec = SpecReader.Read(clinic.File("privacygate.json"), null).Spec!.Models[0];
        using var time = new Deadline(clock, TimeSpan.FromSeconds(10));
        clock.Advance(gone);
        return new ModelRun(spec, options, new FileHashes(true), time).Run([]).Result;
    }
}
