using PrivacyGate.Gating;

namespace PrivacyGate.IO.Spec;

/// <summary>Reads <c>budget</c>.</summary>
internal static class BudgetSection
{
    /// <summary>The budget, or the default when the spec states none.</summary>
    public static BudgetSpec Read(SpecScope model)
    {
        var stated = model.Object("budget", SpecKeys.Budget);
        if (stated is null)
        {
            return new BudgetSpec(Budget.Default, model.Location, new Dictionary<string, SourceLocation>());
        }

        var budget = new Budget(
            Limit(stated, "advantage", value => value is >= 0 and <= 1, "write a number from 0 to 1"),
            TprAtFpr(stated),
            Limit(stated, "auc", value => value is >= 0.5 and <= 1, "write a number from 0.5 to 1"),
            Limit(stated, "epsilon", value => value >= 0 && double.IsFinite(value), "write a number of at least 0"));
        if (stated.IsEmpty)
        {
            // An empty budget would let every model pass.
            stated.Errors.Add(DiagnosticIds.MissingKey, stated.Location, $"{stated.Path} states no limit; give 'advantage', or leave the key out for the default of 0.1");
        }

        var places = SpecKeys.Budget.Where(key => stated.Find(key) is not null).ToDictionary(key => key, key => stated.LocationOf(stated.Find(key)!));
        return new BudgetSpec(budget, stated.Location, places);
    }

    private static TprLimit? TprAtFpr(SpecScope budget)
    {
        if (budget.Object("tprAtFpr", SpecKeys.TprAtFpr) is not { } scope)
        {
            return null;
        }

        var fpr = scope.Number("fpr", scope.Required("fpr", "give the false-positive rate"), value => value is > 0 and < 1, "write a rate between 0 and 1");
        var max = scope.Number("max", scope.Required("max", "give the largest true-positive rate accepted"), value => value is >= 0 and <= 1, "write a rate from 0 to 1");
        return fpr is null || max is null ? null : new TprLimit(fpr.Value, max.Value);
    }

    private static double? Limit(SpecScope budget, string key, Func<double, bool> isInRange, string range) =>
        budget.Number(key, budget.Find(key), isInRange, range)?.Value;
}
