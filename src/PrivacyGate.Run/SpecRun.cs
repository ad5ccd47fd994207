using PrivacyGate.Gating;
using PrivacyGate.IO.Spec;
using PrivacyGate.Run.Keeping;
using PrivacyGate.Run.Options;
using PrivacyGate.Run.Training;

namespace PrivacyGate.Run;

/// <summary>Every model of a spec, one after the other: what the command line, and all that attacks again, call.</summary>
public static class SpecRun
{
    /// <summary>One result for each model that was audited, one problem for each that could not be: a broken model must not hide what is wrong with the next.</summary>
    /// <param name="spec">The models.</param>
    /// <param name="options">What the run is asked for.</param>
    /// <param name="hashes">Remembers what every file held.</param>
    /// <param name="time">Of all models together; each may take an even part of what is left.</param>
    /// <exception cref="OperationCanceledException">The user stopped the run.</exception>
    public static SpecAudits Of(GateSpec spec, RunOptions options, FileHashes hashes, Deadline time)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(hashes);
        ArgumentNullException.ThrowIfNull(time);
        var audits = SpecAudits.None(spec.Path, []);
        for (var at = 0; at < spec.Models.Count; at++)
        {
            using var share = time.Share(spec.Models.Count - at);
            audits = With(audits, spec.Models[at], spec.Models, new ModelRun(spec.Models[at], options, hashes, share));
        }

        return audits;
    }

    private static SpecAudits With(SpecAudits audits, ModelSpec model, IReadOnlyList<ModelSpec> all, ModelRun run)
    {
        string[] files = [.. audits.Files, model.Model.FullPath, .. model.Sources.Select(static source => source.File.FullPath), .. ShadowFiles.Of(model)];
        try
        {
            var audited = run.Run(all);
            return audits with
            {
                Results = [.. audits.Results, audited.Result],
                Files = [.. files, .. audited.ModelFiles],
                HasFewerRecords = audits.HasFewerRecords || audited.HasFewerRecords,
            };
        }
        catch (InputException problem)
        {
            return audits with { Problems = [.. audits.Problems, Located(problem.Diagnostic, model)], Files = files };
        }
    }

    /// <summary>A binary file has no lines, and build logs link only what has one: a problem of the model points at the line that names it.</summary>
    private static Diagnostic Located(Diagnostic problem, ModelSpec model) =>
        problem.Location is null || problem.Location.Path == model.Model.FullPath
            ? problem with { Location = model.Location, Message = $"{model.Model.Path}: {problem.Message}" }
            : problem;
}

/// <summary>What came of the models of a spec.</summary>
/// <param name="Results">One for each model that was audited.</param>
/// <param name="Problems">One for each that could not be.</param>
/// <param name="Files">Every file they were read from.</param>
public sealed record SpecAudits(IReadOnlyList<ModelResult> Results, IReadOnlyList<Diagnostic> Problems, IReadOnlyList<string> Files)
{
    /// <summary>Whether an audit had, or may have had, fewer records than its receipt was made with (PG0231).</summary>
    public bool HasFewerRecords { get; init; }

    /// <summary>Of a spec that could not be read.</summary>
    public static SpecAudits None(string specPath, IReadOnlyList<Diagnostic> problems) => new([], problems, [specPath]);
}

/// <param name="Result">Figures and verdict.</param>
/// <param name="ModelFiles">The model file and the external data it is made of.</param>
/// <param name="HasFewerRecords">See <see cref="SpecAudits.HasFewerRecords"/>.</param>
internal sealed record AuditedModel(ModelResult Result, IReadOnlyList<string> ModelFiles, bool HasFewerRecords);
