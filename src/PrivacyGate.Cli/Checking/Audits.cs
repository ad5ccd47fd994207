using PrivacyGate.Cli.Gathering;
using PrivacyGate.Gating;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.Cli.Checking;

/// <summary>What came of the models so far.</summary>
/// <param name="Results">One for each model that was audited.</param>
/// <param name="Problems">One for each that could not be.</param>
/// <param name="Files">Every file they were read from.</param>
internal sealed record Audits(IReadOnlyList<ModelResult> Results, IReadOnlyList<Diagnostic> Problems, IReadOnlyList<string> Files)
{
    public static Audits None(string specPath, IReadOnlyList<Diagnostic> problems) => new([], problems, [specPath]);

    public Audits With(ModelSpec model, IReadOnlyList<ModelSpec> all, ModelAudit audit, ModelTime time)
    {
        string[] named = [model.Model.FullPath, .. model.Sources.Select(static source => source.File.FullPath), .. ShadowFiles.Of(model)];
        try
        {
            var audited = audit.Run(model, all, time);
            return this with { Results = [.. Results, audited.Result], Files = [.. Files, .. named, .. audited.ModelFiles] };
        }
        catch (InputException problem)
        {
            // One broken model must not hide what is wrong with the next.
            return this with { Problems = [.. Problems, Located(problem.Diagnostic, model)], Files = [.. Files, .. named] };
        }
    }

    /// <summary>A binary file has no lines, and build logs link only what has one: a problem of the model points at the line that names it.</summary>
    private static Diagnostic Located(Diagnostic problem, ModelSpec model) =>
        problem.Location is null || problem.Location.Path == model.Model.FullPath
            ? problem with { Location = model.Location, Message = $"{model.Model.Path}: {problem.Message}" }
            : problem;
}

/// <param name="Result">Figures and verdict.</param>
/// <param name="ModelFiles">The model file and the external data it is made of.</param>
internal sealed record AuditedModel(ModelResult Result, IReadOnlyList<string> ModelFiles);
