using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Controls;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.Samples;

namespace PrivacyGate.Calibration;

/// <summary>Section 6 of the method: files that differ by themselves must be noticed, files that do not must not.</summary>
internal static class ControlGrid
{
    private static readonly IAttack[] Attacks = [new LossAttack()];

    public static void Run(Report report, double scale)
    {
        Clean(report, scale);
        Shifted(report, scale);
        Persons(report, scale);
    }

    private static void Clean(Report report, double scale)
    {
        report.Section(
            "Negative controls: files that do not differ",
            """
            Share of audits in which a control fires, aim .05 at most for all controls together, .0167 for each. "columns":
            a column, the label or the rows per person. "blind": the lower bound of the blind classifier is above .05.
            "blind > 0": it is above 0, nominal .0167.
            """);
        report.Header("table", "members", "non-members", "audits", "columns", "blind", "blind > 0", "either");
        foreach (var files in new[] { ControlFiles.Measurements, ControlFiles.Flags, ControlFiles.Mixed })
        {
            foreach ((var members, var nonMembers) in new[] { (20, 20), (20, 1000), (100, 100), (600, 600), (2000, 2000) })
            {
                var audits = (int)(scale * (members > 600 || (members == 600 && files.Width > 100) ? 100 : 400));
                var reports = Repeats.Run(audits, seed => Audit(files.Sample(members, nonMembers, seed)));
                var columns = Array.ConvertAll(reports, static audit => audit.ColumnDifferences.Count > 0);
                var blind = Array.ConvertAll(reports, static audit => Blind(audit) > 0.05);
                report.Row(
                    files.Name, $"{members}", $"{nonMembers}", $"{audits}", Report.Share(columns), Report.Share(blind),
                    Report.Share(Array.ConvertAll(reports, static audit => Blind(audit) > 0)),
                    Report.Share([.. columns.Zip(blind, static (one, other) => one || other)]));
            }
        }
    }

    private static void Shifted(Report report, double scale)
    {
        report.Section(
            "Negative controls: files that differ",
            """
            600 a side, no leak, budget .10. "named": the column that differs, or the label, is among those reported; "others":
            mean number of columns reported that do not differ. "blind": the lower bound of the blind classifier is above .05.
            """);
        report.Header("table", "what differs", "audits", "invalid", "named", "others", "blind", "fail");
        foreach ((var files, var what, var column, var shift) in Shifts())
        {
            var audits = (int)(scale * (files.Width > 100 ? 60 : 200));
            var reports = Repeats.Run(audits, seed => Audit(files.Sample(600, 600, seed, shift)));
            var verdicts = Array.ConvertAll(reports, static audit => Gate.Decide(audit, Budget.Default).Kind);
            bool IsNamed(ColumnDifference difference) => column is null ? difference.Kind == ColumnKind.Label : difference.Column == $"c{column}";
            report.Row(
                files.Name, what, $"{audits}",
                Report.Share(Array.ConvertAll(verdicts, static kind => kind == VerdictKind.Invalid)),
                column < 0 ? "-" : Report.Share(Array.ConvertAll(reports, audit => audit.ColumnDifferences.Any(IsNamed))),
                column < 0 ? "-" : Report.Number(reports.Average(audit => audit.ColumnDifferences.Count(difference => !IsNamed(difference)))),
                Report.Share(Array.ConvertAll(reports, static audit => Blind(audit) > 0.05)),
                Report.Share(Array.ConvertAll(verdicts, static kind => kind == VerdictKind.Fail)));
        }
    }

    private static IEnumerable<(ControlFiles Files, string What, int? Column, Func<Draw, float[], int, (float[], int)> Shift)> Shifts()
    {
        static Func<Draw, float[], int, (float[], int)> Set(int column, float value) => (draw, row, label) =>
        {
            row[column] = draw.Uniform() < 0.2 ? value : row[column];
            return (row, label);
        };

        static Func<Draw, float[], int, (float[], int)> Each(Func<float, float> change) => (_, row, label) => ([.. row.Select(change)], label);

        static (float[], int) Labels(Draw draw, float[] row, int label) => (row, label != 0 && draw.Uniform() < 0.4 ? 0 : label);

        yield return (ControlFiles.Measurements, "one column set to 0, its median, for 20 % of members", 3, Set(3, 0));
        yield return (ControlFiles.Measurements, "one column set to 9 for 20 % of members", 3, Set(3, 9));
        yield return (ControlFiles.Mixed, "a count set to 1 for 20 % of members", 2, Set(2, 1));
        yield return (ControlFiles.Mixed, "a code of five values set to 2 for 20 % of members", 3, Set(3, 2));
        yield return (ControlFiles.Flags, "a flag of rate .02 set for 20 % of members", 0, Set(0, 1));
        yield return (ControlFiles.Flags, "a flag of rate .13 set for 20 % of members", 100, Set(100, 1));
        yield return (ControlFiles.Measurements, "class 0 in 70 % of members, 50 % of non-members", null, Labels);
        yield return (ControlFiles.Flags, "class 0 in 70 % of members, 50 % of non-members", null, Labels);
        yield return (ControlFiles.Measurements, "every column larger by .2 of its deviation", -1, Each(static value => value + 0.28f));
        yield return (ControlFiles.Measurements, "every column spread wider by 20 %", -1, Each(static value => value * 1.2f));
        yield return (ControlFiles.Mixed, "every column larger by .2", -1, Each(static value => value + 0.2f));
    }

    private static void Persons(Report report, double scale)
    {
        report.Section(
            "Rows per person: no leak, budget 0, and a leak, by how a person is judged",
            """
            "noticed": the number of rows per person fires, so that the verdict is invalid. "wrong fail": L > 0 without any
            leak, nominal .025, where a row's confidence varies as much within a person as between persons ("less unlike": .3
            of that between), judged by all rows, by one row, and as the engine does it, by rows evened out between the sides;
            controls left out. "advantage": mean cross-fitted advantage of a leak of .5 a row, in the same order: what a cure costs.
            """);
        report.Header("rows of members, of non-members", "persons a side", "audits", "noticed", "wrong fail: all rows", "one row", "evened out", "advantage: all rows", "one row", "evened out");
        foreach ((var name, var files) in PersonCases())
        {
            foreach (var persons in new[] { 600, 3000, 10_000 })
            {
                var audits = (int)(scale * (persons > 3000 ? 40 : persons > 600 ? 100 : 400));
                var noticed = Repeats.Run(audits, seed => Audit(files.Sample(persons, 0, seed)).ColumnDifferences.Any(static difference => difference.Kind == ColumnKind.RowsPerPerson));
                PersonFiles.Asked[] ways = [PersonFiles.Asked.Mean, PersonFiles.Asked.First, PersonFiles.Asked.Rows];
                report.Row([
                    name, $"{persons}", $"{audits}", Report.Share(noticed),
                    .. ways.Select(way => Report.Share(Repeats.Run(audits, seed => Battery(files.Sample(persons, 0, seed, way)).Lower > 0))),
                    .. ways.Select(way => Report.Share(Repeats.Run(audits / 4, seed => Battery(files.Sample(persons, 0.5, seed, way)).Value!.Value).Average()))]);
            }
        }
    }

    private static IEnumerable<(string Name, PersonFiles Files)> PersonCases()
    {
        static Func<Draw, int> Mix(double share, int rare, int other) => draw => draw.Uniform() < share ? rare : other;
        yield return ("4, 1", new PersonFiles(static _ => 4, static _ => 1));
        yield return ("1 or 4 evenly, the same", new PersonFiles(Mix(0.5, 1, 4), Mix(0.5, 1, 4)));
        yield return ("1 (46 %) or 4, 1 (54 %) or 4", new PersonFiles(Mix(0.46, 1, 4), Mix(0.54, 1, 4)));
        yield return ("1 (46 %) or 20, 1 (54 %) or 20", new PersonFiles(Mix(0.46, 1, 20), Mix(0.54, 1, 20)));
        yield return ("the same, persons less unlike", new PersonFiles(Mix(0.46, 1, 20), Mix(0.54, 1, 20), 0.3));
        yield return ("2, 1 or 3 evenly", new PersonFiles(static _ => 2, Mix(0.5, 1, 3)));
    }

    private static AuditReport Audit(AuditSample sample) => Auditor.Run(sample, Attacks, new AuditOptions());

    private static Finding Battery(AuditSample sample) => Audit(sample with { Controls = null }).Findings[0];

    private static double Blind(AuditReport audit) => audit.Findings.Single(static finding => finding.Attack == AttackIds.BlindControl).Lower!.Value;
}
