using System.Reflection;
using System.Security.Cryptography;
using Microsoft.ML;
using PrivacyGate.Formats;
using PrivacyGate.MLNet.Reading;
using PrivacyGate.MLNet.Runtime;
using PrivacyGate.MLNet.Targets;
using PrivacyGate.Models;

namespace PrivacyGate.MLNet.Files;

/// <summary>A file of <c>MLContext.Model.Save</c>, loaded.</summary>
internal sealed class MLNetFile : IModelFile
{
    /// <summary>ML.NET, and the code here: of a deterministic build, a module's version id names it.</summary>
    private static readonly string Code = $"ML.NET {VersionOf(typeof(MLContext).Assembly)} {typeof(MLNetFile).Module.ModuleVersionId:N}";

    private readonly string path;
    private readonly ITransformer model;
    private readonly DataViewSchema schema;

    private MLNetFile(string path, byte[] content, ITransformer model, DataViewSchema schema)
    {
        (this.path, this.model, this.schema) = (path, model, schema);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        Dependencies = [Path.GetFullPath(path)];
    }

    public string Sha256 { get; }

    public IReadOnlyList<string> Dependencies { get; }

    public string Runtime => Code;

    /// <exception cref="InputException">PG0049: ML.NET cannot load it, or not in time, or it states no input columns.</exception>
    public static MLNetFile Load(string path, byte[] content)
    {
        try
        {
            var context = Components.Context(0);
            var (model, schema) = InTime.Run(
                path,
                () =>
                {
                    var loaded = context.Model.Load(new MemoryStream(content, writable: false), out var columns);
                    return (loaded, columns);
                },
                CancellationToken.None);
            return schema is null
                ? throw Refusal.Of(DiagnosticIds.MLNetModelRefused, path, "The model file states no input columns. Save it with the schema of the training data: mlContext.Model.Save(model, data.Schema, path).")
                : new MLNetFile(path, content, model, schema);
        }
#pragma warning disable CA1031 // Of damaged bytes ML.NET throws what its arithmetic runs into: formats, indexes, memory.
        catch (Exception problem) when (problem is not InputException)
#pragma warning restore CA1031
        {
            throw Refusal.Of(
                DiagnosticIds.MLNetModelRefused, path,
                $"ML.NET cannot load the model: {Components.Innermost(problem)} PrivacyGate.MLNet has Microsoft.ML, FastTree and LightGbm; save the model again, or export one that needs other packages or your own code to ONNX.", problem);
        }
    }

    public ModelTask? SureTask() => Pipeline.Find(model, schema)?.Kind switch
    {
        PredictorKind.Regression => ModelTask.Regression,
        PredictorKind.Ranking => ModelTask.Ranking,
        PredictorKind.Anomaly => ModelTask.Score,
        _ => null,
    };

    public ITargetModel Inspect(ModelOverrides overrides, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        cancellation.ThrowIfCancellationRequested();
        return InTime.Run(path, () => MLNetTarget.Of(path, model, schema, overrides), cancellation);
    }

    public string? AuditedOutput(ModelOverrides overrides) => null;

    public IReadOnlyList<string> OutputsLeftOut(ModelOverrides overrides) => [];

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version!.ToString();
}
