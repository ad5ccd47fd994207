using Microsoft.CodeAnalysis.Testing;
using PrivacyGate.Analyzers.Catalog;

namespace PrivacyGate.Analyzers.Tests;

/// <summary>PG1005: what the package's targets say of a file decides; its text is never read.</summary>
public sealed class ShippedDataTests
{
    [Theory]
    [InlineData("members", "data/train.csv", "training data")]
    [InlineData("members", "data/train.csv.gz", "training data")]
    [InlineData("members", "train.npz", "training data")]
    [InlineData("members", "wwwroot/train.csv", "training data")]
    [InlineData("members", "a b/train set.csv", "training data")]
    [InlineData("holdout", "data/holdout.csv", "holdout data")]
    [InlineData("holdout", "holdout.tsv", "holdout data")]
    [InlineData("holdout", "wwwroot/data/test.csv", "holdout data")]
    [InlineData("holdout", "data/Holdout.CSV", "holdout data")]
    [InlineData("reference", "data/reference.csv", "reference data of the audit")]
    [InlineData("reference", "ref.npz", "reference data of the audit")]
    [InlineData("reference", "wwwroot/ref.tsv.gz", "reference data of the audit")]
    public Task Audit_data_that_ship_are_reported(string data, string file, string words)
    {
        var run = Over(file, ("Data", data), ("Ships", "true"));
        var name = file[(file.LastIndexOf('/') + 1)..];
        run.ExpectedDiagnostics.Add(new DiagnosticResult(Descriptors.ShippedData).WithSpan("/app/" + file, 1, 1, 1, 1).WithArguments(name, words));
        return run.RunAsync();
    }

    [Theory]
    [InlineData("members", "false")]
    [InlineData("members", "")]
    [InlineData("holdout", "false")]
    [InlineData("holdout", "")]
    [InlineData("reference", "no")]
    [InlineData("", "true")]
    [InlineData("none", "true")]
    [InlineData("model", "true")]
    [InlineData("Members", "true")]
    [InlineData("member", "true")]
    [InlineData("translations", "true")]
    [InlineData("", "")]
    public Task Other_files_are_left_alone(string data, string ships) => Over("data/train.csv", ("Data", data), ("Ships", ships)).RunAsync();

    [Fact]
    public Task A_file_without_metadata_is_left_alone() => Over("data/members.csv").RunAsync();

    private static AnalyzerRun Over(string file, params (string Key, string Value)[] metadata)
    {
        var run = new AnalyzerRun("public class Empty;");
        run.TestState.AdditionalFiles.Add(("/app/" + file, "id,age\n1,40\n"));
        var lines = metadata.Select(static pair => $"{Surroundings.Key(pair.Key)} = {pair.Value}");
        run.TestState.AnalyzerConfigFiles.Add(("/app/.globalconfig", $"is_global = true\n[/app/{file}]\n{string.Join('\n', lines)}\n"));
        return run;
    }
}
