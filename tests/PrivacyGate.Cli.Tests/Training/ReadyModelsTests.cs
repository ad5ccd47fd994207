using PrivacyGate.Models;
using PrivacyGate.Run.Training;
using PrivacyGate.Samples;

namespace PrivacyGate.Cli.Tests.Training;

public sealed class ReadyModelsTests : IDisposable
{
    private readonly ClinicRecords clinic = new();
    private readonly TemporaryFolder folder = new();

    public ReadyModelsTests()
    {
        File.Copy(ClinicRecords.Model, folder.File("a.onnx"));
        File.Copy(ClinicRecords.Model, folder.File("b.onnx"));
        var lines = File.ReadAllLines(Repository.Path("samples", "data", "members.csv"));
        File.WriteAllLines(folder.File("a.csv"), lines.Take(11));
        File.WriteAllLines(folder.File("b.csv"), lines.Take(1).Concat(lines.Skip(6).Take(20).Reverse()));
    }

    [Fact]
    public void The_schedule_is_read_off_the_records_whatever_their_order()
    {
        using var ready = Trained(row => row < 10, row => row >= 10, row => row % 2 == 0, row => row % 2 == 1);
        var schedule = ready.Schedule(Audited, 100, FirstTenAreMembers);
        Assert.Equal(Enumerable.Range(0, 10), schedule.Shadows[0].AuditedRows);
        Assert.Equal([1, 3, 5, 7, 9, 11, 13, 15, 17, 19], schedule.Shadows[3].AuditedRows);
        using var second = ready.Train(Audited.Pick(schedule.Shadows[1].AuditedRows), schedule.Shadows[1].Seed, CancellationToken.None);
        Assert.InRange(second.Summary.MeanLoss, 0, .01);
        Assert.Equal((TrainerKinds.Ready, 4), (ready.Description.Kind, ready.Count));
    }

    /// <summary>Ten audited records each, and some that are not audited: what counts is what each was trained on.</summary>
    [Fact]
    public void A_model_is_as_large_as_its_file_whatever_of_it_is_audited()
    {
        using var ready = Trained(row => row < 10, row => row >= 10, row => row % 2 == 0, row => row % 2 == 1);
        var lines = File.ReadAllLines(Repository.Path("samples", "data", "members.csv"));
        File.AppendAllLines(folder.File("m0.csv"), [.. lines.Skip(101).Take(30), lines[101], lines[1]]);
        using var larger = Open("""{ "m0.onnx": "m0.csv", "m1.onnx": "m1.csv", "m2.onnx": "m2.csv", "m3.onnx": "m3.csv" }""", "m0.onnx", "m1.onnx", "m2.onnx", "m3.onnx");

        var schedule = larger.Schedule(Audited, 100, FirstTenAreMembers);

        Assert.Equal([42, 10, 10, 10], schedule.Shadows.Select(static plan => plan.Count));
        Assert.Equal(18, schedule.Shadows.Average(plan => plan.Count));
        Assert.Equal(10, schedule.Shadows[0].AuditedRows.Length);
    }

    [Fact]
    public void Models_that_saw_members_more_often_than_others_are_refused()
    {
        Func<int, bool>[] choices = [row => row < 15, row => row < 10 || row >= 15, row => row % 2 == 0, row => row % 2 == 1, row => row % 2 == 0, row => row % 2 == 1];
        using var ready = Trained(choices);
        var refusal = Assert.Throws<InputException>(() => ready.Schedule(Audited, 100, FirstTenAreMembers));
        Assert.Equal(DiagnosticIds.ReadyModelsMalformed, refusal.Diagnostic.Id);
        Assert.Contains("a member 4 times and on a non-member 3 times", refusal.Diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_that_leave_a_record_in_or_out_of_too_few_are_refused()
    {
        using var ready = Trained(row => row < 10, row => row < 10, row => row < 10, row => row < 10);
        var refusal = Assert.Throws<InputException>(() => ready.Schedule(Audited, 100, FirstTenAreMembers));
        Assert.Contains("20 audited records", refusal.Diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json", "no JSON at line 1")]
    [InlineData("[]", "no JSON object")]
    [InlineData("""{ "a.onnx": "a.csv" }""", "model 2")]
    [InlineData("""{ "a.onnx": 3, "b.onnx": "b.csv" }""", "entry 1")]
    [InlineData("""{ "a.onnx": "a.csv", "./a.onnx": "b.csv" }""", "twice")]
    public void An_index_that_says_something_else_is_refused(string index, string why)
    {
        var refusal = Assert.Throws<InputException>(() => Open(index, "a.onnx", "b.onnx"));
        Assert.Equal(DiagnosticIds.ReadyModelsMalformed, refusal.Diagnostic.Id);
        Assert.Contains(why, refusal.Diagnostic.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(" [", refusal.Diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_that_are_missing_or_others_are_told()
    {
        Assert.Equal(DiagnosticIds.FileNotFound, Assert.Throws<InputException>(() => Open("""{ "a.onnx": "c.csv" }""", "a.onnx")).Diagnostic.Id);
        Assert.Equal(DiagnosticIds.FileNotFound, Assert.Throws<InputException>(() => ReadyIndex.Read(folder.File("none.json"), [])).Diagnostic.Id);
        File.Copy(Repository.Path("samples", "data", "holdout.csv"), folder.File("c.csv"));
        using var ready = Open("""{ "a.onnx": "c.csv" }""", "a.onnx");
        var refusal = Assert.Throws<InputException>(() => ready.Schedule(Audited, 100, FirstTenAreMembers));
        Assert.Contains("no audited record", refusal.Diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_another_shape_is_refused()
    {
        File.Copy(ClinicRecords.OtherModel, folder.File("c.onnx"));
        using var ready = Open("""{ "c.onnx": "a.csv" }""", "c.onnx");
        Assert.Equal(DiagnosticIds.ShadowModelMisfit, Assert.Throws<InputException>(() => ready.Train(clinic.Some, 0, CancellationToken.None)).Diagnostic.Id);
    }

    public void Dispose()
    {
        clinic.Dispose();
        folder.Dispose();
    }

    private RecordBatch Audited => clinic.Some.Pick([.. Enumerable.Range(0, 20)]);

    private static bool[] FirstTenAreMembers => [.. Enumerable.Range(0, 20).Select(static row => row < 10)];

    /// <summary>One model for each choice among the first 20 records, its file in reverse order.</summary>
    private ReadyModels Trained(params Func<int, bool>[] choices)
    {
        var lines = File.ReadAllLines(Repository.Path("samples", "data", "members.csv"));
        string[] names = [.. choices.Select(static (_, number) => FormattableString.Invariant($"m{number}"))];
        for (var number = 0; number < choices.Length; number++)
        {
            File.Copy(ClinicRecords.Model, folder.File(names[number] + ".onnx"));
            File.WriteAllLines(folder.File(names[number] + ".csv"), lines.Take(1).Concat(lines.Skip(1).Take(20).Where((_, row) => choices[number](row)).Reverse()));
        }

        var index = string.Join(", ", names.Select(static name => $"\"{name}.onnx\": \"{name}.csv\""));
        return Open($"{{ {index} }}", [.. names.Select(static name => name + ".onnx")]);
    }

    private ReadyModels Open(string index, params string[] models)
    {
        folder.Write("index.json", index);
        return ReadyModels.Open(folder.File("index.json"), [.. models.Select(model => folder.File(model))], clinic.Read, clinic.Foreign());
    }
}
