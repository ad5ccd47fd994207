using System.Reflection;
using System.Text.Json;
using Microsoft.ML;
using PrivacyGate.Gating;
using PrivacyGate.IO.Spec;
using PrivacyGate.MLNetFixtures;
using PrivacyGate.Run;
using PrivacyGate.Run.Keeping;
using PrivacyGate.Run.Options;

namespace PrivacyGate.MLNet.Tests;

/// <summary>Models saved by ML.NET itself, audited as the tool does.</summary>
internal static class Audit
{
    /// <summary>The assembly as built beside this one.</summary>
    public static string Format { get; } = typeof(Audit).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(static data => data.Key == "Format").Value!;

    public static string Data { get; } = Path.Combine(AppContext.BaseDirectory, "data");

    /// <summary>Trains a model and saves it.</summary>
    /// <returns>What ML.NET says of it on members and holdout.</returns>
    public static (Evaluation? Members, Evaluation? Holdout) Save(Fixture fixture, string path)
    {
        var context = new MLContext(seed: 1);
        var (members, holdout) = (fixture.Table.Load(context, Data, "members"), fixture.Table.Load(context, Data, "holdout"));
        var model = fixture.Pipeline(context).Fit(members);
        context.Model.Save(model, members.Schema, path);
        return (Evaluation.Of(context, fixture.Task, model.Transform(members)), Evaluation.Of(context, fixture.Task, model.Transform(holdout)));
    }

    /// <summary>Runs a check.</summary>
    /// <param name="folder">Where the spec is written.</param>
    /// <param name="table">The records.</param>
    /// <param name="keys">Keys of the model in the spec beside path and records.</param>
    /// <param name="options">The run.</param>
    public static SpecAudits Run(string folder, string table, IReadOnlyDictionary<string, object> keys, RunOptions? options = null)
    {
        var model = new Dictionary<string, object>(keys)
        {
            ["path"] = Path.Combine(folder, "model.zip"),
            ["members"] = Path.Combine(Data, $"{table}-members.csv"),
            ["nonMembers"] = Path.Combine(Data, $"{table}-holdout.csv"),
        };
        var path = Path.Combine(folder, "privacygate.json");
        File.WriteAllText(path, JsonSerializer.Serialize(new { models = new[] { model } }));
        var read = SpecReader.Read(path, null);
        Assert.Empty(read.Errors);
        using var time = new Deadline(TimeProvider.System, null, CancellationToken.None);
        var chosen = options ?? new RunOptions(Profile.Quick, null, null);
        return SpecRun.Of(read.Spec!, chosen.Formats.Count > 0 ? chosen : chosen with { Formats = [Format] }, new FileHashes(isEnabled: chosen.Cache is not null), time);
    }

    /// <summary>The one result, with its problems in the failure when there is none.</summary>
    public static ModelResult One(SpecAudits audits) =>
        audits.Results is [var only] ? only : throw new InvalidOperationException(string.Join("\n", audits.Problems.Select(static problem => $"{problem.Id} {problem.Message}")));
}
