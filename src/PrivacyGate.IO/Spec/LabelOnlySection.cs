namespace PrivacyGate.IO.Spec;

/// <summary>Reads <c>labelOnly</c>.</summary>
internal static class LabelOnlySection
{
    private const long MostQueries = 1_000_000;
    private static readonly string[] Norms = ["l2", "linf"];

    public static LabelOnlySpec Read(SpecScope model)
    {
        if (model.Object("labelOnly", SpecKeys.LabelOnly) is not { } scope)
        {
            return new LabelOnlySpec(null, new SpecValue<string>(Norms[0], model.Location, IsDefault: true), null);
        }

        var norm = scope.Text("norm");
        if (norm is not null && !Norms.Contains(norm.Value))
        {
            scope.Errors.Add(DiagnosticIds.UnknownValue, norm.Location, $"{scope.Child("norm")}: unknown value {MessageText.Quote(norm.Value)}{Suggestion.Hint(norm.Value, Norms)}");
        }

        return new LabelOnlySpec(
            ShadowSection.Positive(scope, "queries", MostQueries),
            norm ?? new SpecValue<string>(Norms[0], scope.Location, IsDefault: true),
            scope.Texts("fixed", 1));
    }
}
