using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using PrivacyGate.IO.Spec;
using PrivacyGate.MLNetTrainers;
using PrivacyGate.Run;
using PrivacyGate.Run.Keeping;
using PrivacyGate.Run.Options;

// MLNetTrainers DATA FORMAT.dll [NAME]: one row a trainer, the saved .zip and, where ML.NET exports it, the .onnx.
// DATA is tests/fixtures/mlnet/data.
var (data, format, wanted) = (Path.GetFullPath(args[0]), args[1], args.ElementAtOrDefault(2));
string[] attacks = ["loss", "lira"];
var folder = Directory.CreateTempSubdirectory("privacygate-trainers-").FullName;
Console.WriteLine("| for | trainer | file | verdict at .10 | loss | lira | shadow models | matched | s |");
Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
foreach (var trained in Trainers.All.Where(trained => wanted is null || trained.Group == wanted))
{
    foreach (var file in Save(trained))
    {
        Console.WriteLine($"| {trained.Group} | {trained.Name} | {Path.GetExtension(file)} | {Row(trained, file)} |");
    }
}

Directory.Delete(folder, recursive: true);
return 0;

IReadOnlyList<string> Save(Trained trained)
{
    var context = new MLContext(seed: 1);
    var members = context.Data.LoadFromTextFile(
        Path.Combine(data, $"{trained.Table}-members.csv"), new TextLoader.Options { Columns = trained.Columns, HasHeader = true, Separators = [','], AllowQuoting = true });
    var model = trained.Pipeline(context).Fit(members);
    var (zip, onnx) = (Path.Combine(folder, "model.zip"), Path.Combine(folder, "model.onnx"));
    context.Model.Save(model, members.Schema, zip);
    try
    {
        using var file = File.Create(onnx);
        context.Model.ConvertToOnnx(model, members, file);
        return [zip, onnx];
    }
    catch (InvalidOperationException)
    {
        return [zip];
    }
}

string Row(Trained trained, string file)
{
    var model = new Dictionary<string, object>(trained.Keys)
    {
        ["path"] = file,
        ["members"] = Path.Combine(data, $"{trained.Table}-members.csv"),
        ["nonMembers"] = Path.Combine(data, $"{trained.Table}-holdout.csv"),
    };
    if (!trained.Keys.ContainsKey("task") || (string)trained.Keys["task"] != "score")
    {
        model["attacks"] = attacks;
    }

    var path = Path.Combine(folder, "privacygate.json");
    File.WriteAllText(path, JsonSerializer.Serialize(new { models = new[] { model } }));
    var clock = Stopwatch.StartNew();
    using var time = new Deadline(TimeProvider.System, null, CancellationToken.None);
    var audits = SpecRun.Of(SpecReader.Read(path, null).Spec!, new RunOptions(Profile.Standard, null, null) { Formats = [format] }, new FileHashes(isEnabled: false), time);
    var seconds = clock.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
    if (audits.Results is not [var result])
    {
        Console.Error.WriteLine($"{trained.Name}: {audits.Problems[0].Message}");
        return $"refused, {audits.Problems[0].Id} | | | | | {seconds}";
    }

    string Advantage(params string[] names) => result.Report.Findings.FirstOrDefault(finding => names.Contains(finding.Attack) && finding.Metric == "advantage") is { Value: { } value }
        ? value.ToString(".000;-.000", CultureInfo.InvariantCulture) : "";
    var shadows = result.Report.Shadows;
    return $"{result.Verdict.Kind.ToString().ToLowerInvariant()} | {Advantage("loss", "score-high")} | {Advantage("lira")} | {(shadows is null ? "" : $"{shadows.Kind}: {shadows.Trainer.Split(';')[0]}")} | {(shadows is null ? "" : $"{shadows.Matched} of {shadows.Count}")} | {seconds}";
}
