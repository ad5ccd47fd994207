using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Calibration;
using PrivacyGate.Gating;
using PrivacyGate.Samples;
using Xunit.Abstractions;

namespace PrivacyGate.Tests.Calibration;

/// <summary>Ten rows of one patient are one witness: no leak, but each subject's records resemble each other.</summary>
public class SubjectCalibrationTests(ITestOutputHelper output)
{
    private const int SubjectsPerSide = 60;
    private const int RecordsPerSubject = 10;
    private static readonly IAttack[] Attacks = [new LossAttack(), new EntropyAttack(), new ModifiedEntropyAttack(), new PerClassAttack(new ConfidenceAttack())];

    private static AuditSample Clustered(ulong seed, bool tellSubjects)
    {
        var draw = new Draw(seed);
        var subjects = 2 * SubjectsPerSide;
        var records = subjects * RecordsPerSubject;
        double[] centre = [.. Enumerable.Range(0, subjects).Select(_ => 2 * draw.Normal())];
        ulong[] subjectHash = [.. Enumerable.Range(0, subjects).Select(_ => draw.Bits())];
        double[] Signal() => [.. Enumerable.Range(0, records).Select(i => centre[i / RecordsPerSubject] + draw.Normal())];
        int[] classes = [.. Enumerable.Range(0, records).Select(_ => draw.Uniform() < 0.5 ? 0 : 1)];
        var signals = new SignalTable(2, classes, classes, Signal(), Signal(), Signal(), null);
        return new AuditSample(
            new AuditInput(signals, null),
            new Truth(
                [.. Enumerable.Range(0, records).Select(i => i / RecordsPerSubject < SubjectsPerSide)],
                [.. Enumerable.Range(0, records).Select(i => tellSubjects ? subjectHash[i / RecordsPerSubject] : draw.Bits())],
                tellSubjects ? [.. Enumerable.Range(0, records).Select(i => i / RecordsPerSubject)] : null,
                []),
            new RecordCounts(records / 2, records / 2, 0, 0, 0),
            new SideAccuracy(1, 1));
    }

    private static int FalseAlarms(int audits, bool tellSubjects)
    {
        var alarms = 0;
        Parallel.For(0, audits, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            var report = Auditor.Run(Clustered((ulong)seed, tellSubjects), Attacks, new AuditOptions());
            if (Gate.Decide(report, new Budget(Advantage: 0)).Kind == VerdictKind.Fail)
            {
                Interlocked.Increment(ref alarms);
            }
        });
        return alarms;
    }

    [Fact]
    public void No_leak_fails_at_most_five_percent_when_subjects_are_told()
    {
        var alarms = FalseAlarms(300, tellSubjects: true);
        output.WriteLine($"{alarms}/300 false alarms (bound 17)");

        // Nominal 2.5 %, at which 18 or more of 300 have a probability of .0007.
        Assert.True(alarms <= 17, $"{alarms} of 300");
    }

    [Fact]
    public void The_same_data_fail_often_when_records_are_taken_for_independent()
    {
        var alarms = FalseAlarms(100, tellSubjects: false);
        output.WriteLine($"{alarms}/100 false alarms");
        Assert.True(alarms > 20, $"{alarms} of 100: the clustering of this test is too weak to prove anything");
    }
}
