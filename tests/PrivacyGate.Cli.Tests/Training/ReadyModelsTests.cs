using PrivacyGate.Cli.Training;
using PrivacyGate.Models;
using PrivacyGate.Shadows;

namespace PrivacyGate.Cli.Tests.Training;

public sealed class ReadyModelsTests : IDisposable
{
    private readonly ClinicRecords clinic = new();
    private readonly TemporaryFolder folder = new();

    public ReadyModelsTests()
    {
        File.Copy(ClinicRecords.Model, folder.File("a.onnx"));
        File.Copy(ClinicRecords.Model, folder.File("b.onnx"));
        string[] lines = File.ReadAllLines(Repository.Path("samples", "data", "members.csv"));
        File.WriteAllLines(folder.File("a.csv"), lines.Take(11));
        File.WriteAllLines(folder.File("b.csv"), lines.Take(1).Concat(lines.Skip(6).Take(20).Reverse()));
    }

    [Fact]
    public void The_schedule_is_read_off_the_records_whatever_their_order()
    {
        using ReadyModels ready = Open("""{ "a.onnx": "a.csv", "./b.onnx": "b.csv" }""", "a.onnx", "b.onnx");
        ShadowSchedule schedule = ready.Schedule(clinic.Some, 100);
        Assert.Equal(Enumerable.Range(0, 10), schedule.Shadows[0].AuditedRows);
        Assert.Equal(Enumerable.Range(5, 20), schedule.Shadows[1].AuditedRows);
        using TrainedModel second = ready.Train(clinic.Some.Pick(schedule.Shadows[1].AuditedRows), schedule.Shadows[1].Seed, CancellationToken.None);
        Assert.InRange(second.Summary.MeanLoss, 0, .01);
        Assert.Equal((TrainerKinds.Ready, 2), (ready.Description.Kind, ready.Count));
    }

    [Theory]
    [InlineData("not json", "no JSON at line 1")]
    [InlineData("[]", "no JSON object")]
    [InlineData("""{ "a.onnx": "a.csv" }""", "model 2")]
    [InlineData("""{ "a.onnx": 3, "b.onnx": "b.csv" }""", "entry 1")]
    [InlineData("""{ "a.onnx": "a.csv", "./a.onnx": "b.csv" }""", "twice")]
    public void An_index_that_says_something_else_is_refused(string index, string why)
    {
        InputException refusal = Assert.Throws<InputException>(() => Open(index, "a.onnx", "b.onnx"));
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
        using ReadyModels ready = Open("""{ "a.onnx": "c.csv" }""", "a.onnx");
        InputException refusal = Assert.Throws<InputException>(() => ready.Schedule(clinic.Some, 100));
        Assert.Contains("no audited record", refusal.Diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_another_shape_is_refused()
    {
        File.Copy(ClinicRecords.OtherModel, folder.File("c.onnx"));
        using ReadyModels ready = Open("""{ "c.onnx": "a.csv" }""", "c.onnx");
        Assert.Equal(DiagnosticIds.ShadowModelMisfit, Assert.Throws<InputException>(() => ready.Train(clinic.Some, 0, CancellationToken.None)).Diagnostic.Id);
    }

    public void Dispose()
    {
        clinic.Dispose();
        folder.Dispose();
    }

    private ReadyModels Open(string index, params string[] models)
    {
        folder.Write("index.json", index);
        return ReadyModels.Open(folder.File("index.json"), [.. models.Select(model => folder.File(model))], clinic.Read, clinic.Foreign());
    }
}
