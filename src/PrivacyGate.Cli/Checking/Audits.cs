using PrivacyGate.Gating;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.Cli.Checking;

/// <summary>What came of the models so far: results of those audited, a problem for each that could not be.</summary>
internal sealed record Audits(IReadOnlyList<ModelResult> Results, IReadOnlyList<Diagnostic> Problems)
{
    public static Audits None(IReadOnlyList<Diagnostic> problems) => new([], problems);

    public Audits With(ModelSpec model, ModelAudit audit)
    {
        try
        {
            return this with { Results = [.. Results, audit.Run(model)] };
        }
        catch (InputException problem)
        {
            // One broken model must not hide what is wrong with the next.
            var located = problem.Diagnostic with { Location = problem.Diagnostic.Location ?? model.Location };
            return this with { Problems = [.. Problems, located] };
        }
    }
}
